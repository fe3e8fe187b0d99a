package system

import (
	"errors"
	"fmt"
	"runtime"
	"time"
	"unsafe"

	"golang.org/x/sys/windows"
)

const (
	unicodeText = 13     // CF_UNICODETEXT
	moveable    = 0x0002 // GMEM_MOVEABLE
)

var (
	openClipboard   = user32.NewProc("OpenClipboard")
	closeClipboard  = user32.NewProc("CloseClipboard")
	emptyClipboard  = user32.NewProc("EmptyClipboard")
	setClipboard    = user32.NewProc("SetClipboardData")
	registerFormat  = user32.NewProc("RegisterClipboardFormatW")
	clipboardMemory = windows.NewLazySystemDLL("kernel32.dll")
	globalAlloc     = clipboardMemory.NewProc("GlobalAlloc")
	globalFree      = clipboardMemory.NewProc("GlobalFree")
	globalLock      = clipboardMemory.NewProc("GlobalLock")
	globalUnlock    = clipboardMemory.NewProc("GlobalUnlock")
	moveMemory      = clipboardMemory.NewProc("RtlMoveMemory")
)

// whileOpen opens the clipboard, which belongs to one thread at a time and which
// another program may hold for a moment.
func whileOpen(do func() error) error {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	var err error
	for range 10 {
		var got uintptr
		if got, _, err = openClipboard.Call(0); got != 0 {
			defer func() { _, _, _ = closeClipboard.Call() }()
			return do()
		}
		time.Sleep(10 * time.Millisecond)
	}
	return fmt.Errorf("open clipboard: %w", err)
}

// CopyBoth puts text and HTML on the clipboard in one go.
func CopyBoth(c Copied) error {
	text, err := windows.UTF16FromString(c.Text)
	if err != nil {
		return fmt.Errorf("copy text: %w", err)
	}
	return whileOpen(func() error {
		if got, _, err := emptyClipboard.Call(); got == 0 {
			return fmt.Errorf("empty clipboard: %w", err)
		}
		if err := give(unicodeText, unsafe.Slice((*byte)(unsafe.Pointer(&text[0])), 2*len(text))); err != nil || c.HTML == "" {
			return err
		}
		format, err := htmlNumber()
		if err != nil {
			return err
		}
		return give(format, append([]byte(htmlFormat(c.HTML)), 0))
	})
}

func htmlNumber() (uintptr, error) {
	name, err := windows.UTF16PtrFromString("HTML Format")
	if err != nil {
		return 0, err
	}
	n, _, err := registerFormat.Call(uintptr(unsafe.Pointer(name)))
	if n == 0 {
		return 0, fmt.Errorf("register HTML format: %w", err)
	}
	return n, nil
}

// give hands the open clipboard a copy of some bytes, which it owns from then on.
func give(format uintptr, content []byte) error {
	block, _, err := globalAlloc.Call(moveable, uintptr(len(content)))
	if block == 0 {
		return fmt.Errorf("allocate for the clipboard: %w", err)
	}
	at, _, err := globalLock.Call(block)
	if at == 0 {
		_, _, _ = globalFree.Call(block)
		return fmt.Errorf("lock for the clipboard: %w", err)
	}
	_, _, _ = moveMemory.Call(at, uintptr(unsafe.Pointer(&content[0])), uintptr(len(content)))
	_, _, _ = globalUnlock.Call(block)
	if got, _, err := setClipboard.Call(format, block); got == 0 {
		_, _, _ = globalFree.Call(block)
		return errors.Join(errors.New("set clipboard"), err)
	}
	return nil
}
