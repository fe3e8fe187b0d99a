//go:build bench && linux

package main

/*
#cgo LDFLAGS: -lX11 -lXtst -lXdamage
#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <X11/extensions/XTest.h>
#include <X11/extensions/Xdamage.h>
#include <poll.h>
#include <stdlib.h>

// ignore takes the errors of the X server for an answer: a window may be gone,
// or not quite there, when it is looked at.
static int ignore(Display *d, XErrorEvent *e) { return 0; }
static void ignoreErrors(void) { XSetErrorHandler(ignore); }

// nextEvent waits for an event up to ms milliseconds and says whether one came.
static int nextEvent(Display *d, XEvent *e, int ms) {
	if (!XPending(d)) {
		struct pollfd p = {.fd = ConnectionNumber(d), .events = POLLIN};
		if (poll(&p, 1, ms) <= 0 || !XPending(d)) return 0;
	}
	XNextEvent(d, e);
	return 1;
}

// The macros of Xlib that Go cannot call.
static Window root(Display *d) { return DefaultRootWindow(d); }

// mapped is the window that an event shows; not the small ones that Wine has for itself.
static Window mapped(Display *d, XEvent *e) {
	XWindowAttributes a;
	if (e->type != MapNotify || !XGetWindowAttributes(d, e->xmap.window, &a) || a.width < 600) return None;
	return e->xmap.window;
}

// painted says whether a strip of a window shows more than one colour; before
// its first frame a window has none of its own.
static int painted(Display *d, Window w, int x, int y, int width, int height) {
	XImage *i = XGetImage(d, w, x, y, width, height, AllPlanes, ZPixmap);
	if (!i) return 0;
	unsigned int *p = (unsigned int *)i->data, first = p[0] & 0xffffff;
	int differs = 0;
	for (int k = 1; k < width * height && !differs; k++) differs = (p[k] & 0xffffff) != first;
	XDestroyImage(i);
	return differs;
}

// press presses and lets go of a key, as the keyboard does.
static void press(Display *d, const char *name) {
	KeyCode k = XKeysymToKeycode(d, XStringToKeysym(name));
	XTestFakeKeyEvent(d, k, 1, 0);
	XTestFakeKeyEvent(d, k, 0, 0);
	XFlush(d);
}

static void hold(Display *d, const char *name, int down) {
	XTestFakeKeyEvent(d, XKeysymToKeycode(d, XStringToKeysym(name)), down, 0);
	XFlush(d);
}
*/
import "C"

import (
	"errors"
	"time"
	"unsafe"

	"nianbao/ui/acceptance/bench/blank"
)

// screen is a connection to the X server of its own: it presses keys and
// learns of windows and frames from the server, so that the programs that are
// measured need not report anything themselves.
type screen struct {
	display *C.Display
	damage  C.int // number of the server's event for a painted area
}

// window is a window on a screen.
type window struct {
	*screen
	id C.Window
}

func openScreen() (*screen, error) {
	C.ignoreErrors()
	s := &screen{display: C.XOpenDisplay(nil)}
	if s.display == nil {
		return nil, errors.New("no X display: run under xvfb-run")
	}
	var errorBase C.int
	if C.XDamageQueryExtension(s.display, &s.damage, &errorBase) == 0 {
		return nil, errors.New("the X server has no DAMAGE extension")
	}
	C.XSelectInput(s.display, C.root(s.display), C.SubstructureNotifyMask)
	C.XSync(s.display, 0)
	return s, nil
}

// next waits for an event.
func (s *screen) next(wait time.Duration) (C.XEvent, bool) {
	var e C.XEvent
	came := C.nextEvent(s.display, &e, C.int(wait.Milliseconds())) != 0
	return e, came
}

// drain forgets the events that have come.
func (s *screen) drain() {
	for came := true; came; {
		_, came = s.next(0)
	}
}

// waitWindow waits until the next window appears on the screen.
func (s *screen) waitWindow() (*window, error) {
	for deadline := time.Now().Add(30 * time.Second); time.Now().Before(deadline); {
		e, came := s.next(time.Second)
		if !came {
			continue
		}
		if id := C.mapped(s.display, &e); id != 0 {
			w := &window{s, id}
			C.XDamageCreate(s.display, id, C.XDamageReportRawRectangles)
			C.XSync(s.display, 0)
			return w, nil
		}
	}
	return nil, errors.New("no window appeared")
}

// waitPainted waits until the middle of the window shows something.
func (w *window) waitPainted() error {
	for deadline := time.Now().Add(30 * time.Second); time.Now().Before(deadline); time.Sleep(time.Millisecond) {
		if C.painted(w.display, w.id, 0, blank.Height/2-30, blank.Width, 60) != 0 {
			return nil
		}
	}
	return errors.New("the window was never painted")
}

// focus brings the window to the front, since nothing is painted where it is
// covered, and gives it the keyboard.
func (w *window) focus() {
	C.XRaiseWindow(w.display, w.id)
	C.XSetInputFocus(w.display, w.id, C.RevertToPointerRoot, C.CurrentTime)
	C.XSync(w.display, 0)
	time.Sleep(300 * time.Millisecond)
	w.drain()
}

// press presses a key by its X name, such as "1" or "Tab".
func (s *screen) press(key string) {
	name := C.CString(key)
	defer C.free(unsafe.Pointer(name))
	C.press(s.display, name)
}

// pressHeld presses a key while another one is held.
func (s *screen) pressHeld(held, key string) {
	a, b := C.CString(held), C.CString(key)
	defer C.free(unsafe.Pointer(a))
	defer C.free(unsafe.Pointer(b))
	C.hold(s.display, a, 1)
	C.press(s.display, b)
	C.hold(s.display, a, 0)
}

// waitFrame waits until something has been painted on a window.
func (s *screen) waitFrame(wait time.Duration) bool {
	for deadline := time.Now().Add(wait); time.Now().Before(deadline); {
		e, came := s.next(time.Until(deadline))
		if came && *(*C.int)(unsafe.Pointer(&e)) == s.damage {
			return true
		}
	}
	return false
}
