package system

import (
	"fmt"

	"golang.org/x/sys/windows"
)

// Open opens a file or folder with what the system has for it.
func Open(path string) error { return shell("open", path, "") }

// Reveal shows a file in its folder, chosen there.
func Reveal(path string) error { return shell("open", "explorer.exe", `/select,"`+path+`"`) }

// Print hands a file to the program that prints such files. There may be none,
// as where a browser opens PDF; the file can still be opened then.
func Print(path string) error { return shell("print", path, "") }

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
		return fmt.Errorf("%s %s: %w", verb, file, err)
	}
	return nil
}
