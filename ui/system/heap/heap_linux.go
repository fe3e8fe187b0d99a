//go:build linux && cgo

// Package heap gives memory of C code back to the system.
package heap

/*
#include <features.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/mman.h>
#include <unistd.h>
#ifdef __GLIBC__
#include <malloc.h>
static void trim(void) { malloc_trim(0); }
static void begin(void) {
	mallopt(M_MMAP_THRESHOLD, 128 * 1024);
	mallopt(M_TRIM_THRESHOLD, 128 * 1024);
	mallopt(M_ARENA_MAX, 2);
}
#else
static void trim(void) {}
static void begin(void) {}
#endif
// Only whole pages: on the ones at both ends something else may lie.
static void let_go(void *at, size_t n) {
	uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
	uintptr_t from = ((uintptr_t)at + page - 1) / page * page, to = ((uintptr_t)at + n) / page * page;
	if (to > from)
		madvise((void *)from, to - from, MADV_DONTNEED);
}
*/
import "C"

import "unsafe"

// Begin is called before anything is drawn. It has C code take each large piece
// from the system by itself, so that it goes back whole. Left alone, the library
// that shares memory out takes such pieces from its heap once it has seen a page
// of a preview, and what small pieces then lie between keeps them there; and it
// begins a heap of its own for each of many threads.
func Begin() { C.begin() }

// LetGo returns the memory of what was read from the program's own file and has
// never been changed, such as a font: the system reads it from there again when it
// is asked for.
func LetGo(embedded []byte) {
	if len(embedded) > 0 {
		C.let_go(unsafe.Pointer(unsafe.SliceData(embedded)), C.size_t(len(embedded))) // #nosec G103 -- an address for madvise
	}
}

// Trim returns to the system what C code has freed, such as the pictures of
// texts that the drawing library kept: it lies between pieces that are in use,
// and the library that shares memory out returns only what lies at the end.
func Trim() { C.trim() }
