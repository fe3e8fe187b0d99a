//go:build linux && cgo

// Package display tells when the display that windows are on has gone.
package display

/*
#cgo LDFLAGS: -ldl
#include <dlfcn.h>

extern void displayLost(void);

typedef int (*io_error_handler)(void *display);

static int lost(void *display) { displayLost(); return 0; }

// The toolkit loads the library of X by itself, where there is one.
static void watch(void) {
	void *x = dlopen("libX11.so.6", RTLD_LAZY | RTLD_NOLOAD);
	if (!x) return;
	io_error_handler (*set)(io_error_handler) = (io_error_handler (*)(io_error_handler))dlsym(x, "XSetIOErrorHandler");
	if (set) set(lost);
}
*/
import "C"

// lost is called when the display has gone.
var lost func()

// OnLost has a function called when the X server is not there any more, on the
// goroutine that draws, from within a call of its library. When it returns, that
// library ends the program, running what C code wants done at an end, which may
// hang: it had better end the program itself. OnLost is called when the toolkit
// has opened a window; where that has no library of X, nothing is told.
func OnLost(do func()) {
	lost = do
	C.watch()
}

//export displayLost
func displayLost() { lost() }
