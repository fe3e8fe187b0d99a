package system

import (
	"errors"
	"syscall"

	"golang.org/x/sys/windows"
)

// lock takes a lock on a file and returns what gives it up; nil when another
// process has it.
func lock(path string) (func(), error) {
	name, err := windows.UTF16PtrFromString(path)
	if err != nil {
		return nil, err
	}
	const alone = 0 // shared with nobody
	h, err := windows.CreateFile(name, windows.GENERIC_READ|windows.GENERIC_WRITE, alone, nil,
		windows.OPEN_ALWAYS, windows.FILE_ATTRIBUTE_NORMAL, 0)
	switch {
	case err == nil:
		return func() { _ = windows.CloseHandle(h) }, nil
	case errors.Is(err, windows.ERROR_SHARING_VIOLATION):
		return nil, nil
	}
	return nil, err
}

// letForward allows the running copy to take the foreground, which Windows
// grants only to who has it: the copy a person has just started.
func letForward() {
	const any = ^uintptr(0)
	_, _, _ = user32.NewProc("AllowSetForegroundWindow").Call(any)
}

// cannotWrite knows the numbers for a disk that is full or may only be read:
// ERROR_WRITE_PROTECT, ERROR_HANDLE_DISK_FULL, ERROR_DISK_FULL.
func cannotWrite(err error) bool {
	return errors.Is(err, syscall.Errno(19)) || errors.Is(err, syscall.Errno(39)) || errors.Is(err, syscall.Errno(112))
}
