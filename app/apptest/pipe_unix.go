//go:build !windows

package apptest

import "syscall"

// MakePipe makes a named pipe, which nobody ever writes into.
func MakePipe(path string) error { return syscall.Mkfifo(path, 0o600) }
