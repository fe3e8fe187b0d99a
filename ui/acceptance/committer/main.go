//go:build windows

// Command committer types text into the program's window as a Chinese input
// method commits it: as characters, without keys. The tests under Wine use it.
package main

import (
	"os"
	"unicode/utf16"
	"unsafe"

	"golang.org/x/sys/windows"
)

func main() {
	user32 := windows.NewLazySystemDLL("user32.dll")
	class, err := windows.UTF16PtrFromString("GLFW30")
	if err != nil || len(os.Args) != 2 {
		os.Exit(2)
	}
	window, _, _ := user32.NewProc("FindWindowW").Call(uintptr(unsafe.Pointer(class)), 0)
	if window == 0 {
		os.Exit(1)
	}
	const wmChar = 0x0102
	for _, unit := range utf16.Encode([]rune(os.Args[1])) {
		user32.NewProc("PostMessageW").Call(window, wmChar, uintptr(unit), 0)
	}
}
