package system

import (
	"runtime"
	"testing"
	"unsafe"

	"golang.org/x/sys/windows"
)

// What Windows asks at log-off reaches the program, and every other message
// the window itself.
func TestTheEndOfASessionIsHeardOf(t *testing.T) {
	runtime.LockOSThread() // a window belongs to its thread
	defer runtime.UnlockOSThread()
	class, _ := windows.UTF16PtrFromString("STATIC")
	window, _, err := user32.NewProc("CreateWindowExW").Call(0, uintptr(unsafe.Pointer(class)), 0, 0, 0, 0, 100, 100, 0, 0, 0, 0)
	if window == 0 {
		t.Skip("no windows here:", err)
	}
	asked, ended := 0, 0
	WatchSession(window, func() { asked++ }, func() { ended++ })
	send := func(message, w, l uintptr) uintptr {
		answer, _, _ := user32.NewProc("SendMessageW").Call(window, message, w, l)
		return answer
	}
	if yes := send(0x0011, 0, 0); yes != 1 || asked != 1 || ended != 0 {
		t.Errorf("asked: answer %d, asked %d times, ended %d times", yes, asked, ended)
	}
	if send(0x0016, 0, 0); ended != 0 { // somebody else said no
		t.Error("a session that goes on was ended")
	}
	if send(0x0016, 1, 0); ended != 1 {
		t.Errorf("ended %d times", ended)
	}
	const setText, getText = 0x000C, 0x000D
	title, _ := windows.UTF16PtrFromString("年报通")
	var got [16]uint16
	send(setText, 0, uintptr(unsafe.Pointer(title)))
	send(getText, uintptr(len(got)), uintptr(unsafe.Pointer(&got[0])))
	if s := windows.UTF16ToString(got[:]); s != "年报通" {
		t.Errorf("the window's text is %q", s)
	}
}
