package system

import (
	"errors"
	"fmt"

	"golang.org/x/sys/windows"
)

// Open opens a file or folder with what the system has for it.
func Open(path string) error { return shell("open", path, "") }

// Reveal shows a file in its folder, chosen there.
func Reveal(path string) error { return shell("open", "explorer.exe", `/select,"`+path+`"`) }

// Print hands a file to the program that prints such files. The error is
// ErrNoPrinter when there is none, as where a browser opens PDF.
func Print(path string) error {
	err := shell("print", path, "")
	if errors.Is(err, windows.ERROR_NO_ASSOCIATION) {
		return ErrNoPrinter
	}
	return err
}

func shell(verb, file, args string) error {
	v, err := windows.UTF16PtrFromString(verb)
	if err != nil {
		return err
	}
	f, err := windows.UTF16PtrFromString(file)
	if err != nil {
		return err
	}
	a, err := windows.UTF16PtrFromString(args)
	if err != nil {
		return err
	}
	if err := windows.ShellExecute(0, v, f, a, nil, windows.SW_SHOWNORMAL); err != nil {
		if errors.Is(err, seNoAssociation) {
			err = windows.ERROR_NO_ASSOCIATION
		}
		return fmt.Errorf("%s %s: %w", verb, file, err)
	}
	return nil
}

// seNoAssociation is SE_ERR_NOASSOC, which ShellExecute has of its own.
const seNoAssociation = windows.Errno(31)
