//go:build linux && cgo

// Package heap gives memory of C code back to the system.
package heap

/*
#include <features.h>
#ifdef __GLIBC__
#include <malloc.h>
static void trim(void) { malloc_trim(0); }
#else
static void trim(void) {}
#endif
*/
import "C"

// Trim returns to the system what C code has freed, such as the pictures of
// texts that the drawing library kept: it lies between pieces that are in use,
// and the library that shares memory out returns only what lies at the end.
func Trim() { C.trim() }
