package system

import (
	"context"
	"unsafe"
)

var (
	getClipboard = user32.NewProc("GetClipboardData")
	globalSize   = clipboardMemory.NewProc("GlobalSize")
)

// HTMLOnClipboard returns what is on the clipboard as a web page, or as a piece of one;
// nil for nothing.
func HTMLOnClipboard(context.Context) []byte {
	format, err := htmlNumber()
	if err != nil {
		return nil
	}
	var out []byte
	if err := whileOpen(func() error {
		out = take(format)
		return nil
	}); err != nil {
		return nil
	}
	return []byte(pageOf(string(out)))
}

// take copies what the open clipboard holds in a format; nil for nothing.
func take(format uintptr) []byte {
	block, _, _ := getClipboard.Call(format)
	if block == 0 {
		return nil
	}
	size, _, _ := globalSize.Call(block)
	at, _, _ := globalLock.Call(block)
	if at == 0 {
		return nil
	}
	defer func() { _, _, _ = globalUnlock.Call(block) }()
	if size == 0 || size > mostOfClipboard {
		return nil
	}
	out := make([]byte, size)
	_, _, _ = moveMemory.Call(uintptr(unsafe.Pointer(&out[0])), at, size)
	return out
}

// mostOfClipboard is the longest page that is taken, in bytes.
const mostOfClipboard = 8 << 20
