package system

import "golang.org/x/sys/windows"

// WatchSession calls ask when the session is about to end, and ended when it
// does: at log-off, shutdown and restart. The window is asked by messages that
// the toolkit does not know, so they are taken before it gets them. Both are
// called on the goroutine that draws, and the process may be ended as soon as
// the second returns.
func WatchSession(window uintptr, ask, ended func()) {
	const queryEndSession, endSession = 0x0011, 0x0016 // WM_QUERYENDSESSION, WM_ENDSESSION
	const yes, done = 1, 0
	before, _, _ := user32.NewProc("GetWindowLongPtrW").Call(window, windowProcedure)
	if before == 0 {
		return
	}
	call := user32.NewProc("CallWindowProcW")
	procedure := windows.NewCallback(func(handle, message, w, l uintptr) uintptr {
		switch {
		case message == queryEndSession:
			ask()
			return yes
		case message == endSession && w != 0:
			ended()
			return done
		}
		answer, _, _ := call.Call(before, handle, message, w, l)
		return answer
	})
	_, _, _ = user32.NewProc("SetWindowLongPtrW").Call(window, windowProcedure, procedure)
}

// windowProcedure is GWLP_WNDPROC, -4.
const windowProcedure = ^uintptr(3)
