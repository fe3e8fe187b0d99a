package system

import (
	"io"
	"os"

	"golang.org/x/sys/windows"
)

var (
	kernel32 = windows.NewLazySystemDLL("kernel32.dll")
	user32   = windows.NewLazySystemDLL("user32.dll")
)

// AttachConsole gives the program the console it was started from: as a
// program with windows it has none of its own. A stream that was directed
// elsewhere stays so.
func AttachConsole() {
	const parent = ^uintptr(0)
	if attached, _, _ := kernel32.NewProc("AttachConsole").Call(parent); attached == 0 {
		return
	}
	reopen(&os.Stdin, windows.STD_INPUT_HANDLE, "CONIN$")
	reopen(&os.Stdout, windows.STD_OUTPUT_HANDLE, "CONOUT$")
	reopen(&os.Stderr, windows.STD_ERROR_HANDLE, "CONOUT$")
}

func reopen(f **os.File, which uint32, name string) {
	if h, err := windows.GetStdHandle(which); err == nil && h != 0 && h != windows.InvalidHandle {
		if kind, _ := windows.GetFileType(h); kind == windows.FILE_TYPE_DISK || kind == windows.FILE_TYPE_PIPE {
			return
		}
	}
	path, err := windows.UTF16PtrFromString(name)
	if err != nil {
		return
	}
	h, err := windows.CreateFile(path, windows.GENERIC_READ|windows.GENERIC_WRITE,
		windows.FILE_SHARE_READ|windows.FILE_SHARE_WRITE, nil, windows.OPEN_EXISTING, 0, 0)
	if err != nil {
		return
	}
	_ = windows.SetStdHandle(which, h)
	*f = os.NewFile(uintptr(h), name)
}

// Output returns a writer of text to a stream. A console takes every
// character, whatever its code page, and a file is UTF-8; what goes through a
// pipe is read by the code page of the console.
func Output(f *os.File) io.Writer {
	h := windows.Handle(f.Fd())
	if kind, err := windows.GetFileType(h); err != nil || kind != windows.FILE_TYPE_PIPE {
		return f
	}
	page, err := windows.GetConsoleOutputCP()
	if err != nil {
		return f
	}
	return encoded(f, page)
}
