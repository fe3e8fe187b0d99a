package system

/*
#cgo LDFLAGS: -lX11
#include <stdlib.h>
#include <string.h>
#include <X11/Xlib.h>
#include <X11/Xatom.h>

// A connection of our own, as long as one question takes. Xlib ends the program
// at an error, as when the window has gone meanwhile, unless it is told otherwise.
static int quiet(Display *d, XErrorEvent *e) { return 0; }

// longs reads a property of 32-bit values into out and returns how many it has.
static int longs(Display *d, Window w, const char *name, long *out, int most) {
	Atom type; int format; unsigned long n, left; unsigned char *data = NULL;
	if (XGetWindowProperty(d, w, XInternAtom(d, name, False), 0, most, False, AnyPropertyType, &type, &format, &n, &left, &data) != Success || data == NULL) {
		return 0;
	}
	if (format != 32) n = 0;
	memcpy(out, data, n * sizeof(long));
	XFree(data);
	return (int)n;
}

static int maximized(Display *d, Window w) {
	long states[32];
	int n = longs(d, w, "_NET_WM_STATE", states, 32), found = 0;
	for (int i = 0; i < n; i++) {
		found += states[i] == (long)XInternAtom(d, "_NET_WM_STATE_MAXIMIZED_VERT", False) || states[i] == (long)XInternAtom(d, "_NET_WM_STATE_MAXIMIZED_HORZ", False);
	}
	return found == 2;
}

static void maximize(Display *d, Window w) {
	XEvent e;
	memset(&e, 0, sizeof e);
	e.xclient.type = ClientMessage;
	e.xclient.window = w;
	e.xclient.message_type = XInternAtom(d, "_NET_WM_STATE", False);
	e.xclient.format = 32;
	e.xclient.data.l[0] = 1; // add
	e.xclient.data.l[1] = XInternAtom(d, "_NET_WM_STATE_MAXIMIZED_VERT", False);
	e.xclient.data.l[2] = XInternAtom(d, "_NET_WM_STATE_MAXIMIZED_HORZ", False);
	e.xclient.data.l[3] = 1; // an ordinary program
	XSendEvent(d, DefaultRootWindow(d), False, SubstructureNotifyMask | SubstructureRedirectMask, &e);
}

// standing fills in: left, top, width, height of the window with its frame;
// left, top, width, height of the room on the screen; whether it is maximized.
static int standing(unsigned long window, long *out) {
	Display *d = XOpenDisplay(NULL);
	if (d == NULL) return 0;
	XErrorHandler before = XSetErrorHandler(quiet);
	XWindowAttributes a; Window child; int x = 0, y = 0;
	long frame[4] = {0, 0, 0, 0}, room[4] = {0, 0, 0, 0};
	int known = XGetWindowAttributes(d, window, &a) != 0;
	if (known) {
		XTranslateCoordinates(d, window, DefaultRootWindow(d), 0, 0, &x, &y, &child);
		longs(d, window, "_NET_FRAME_EXTENTS", frame, 4);
		if (longs(d, DefaultRootWindow(d), "_NET_WORKAREA", room, 4) < 4) {
			room[2] = DisplayWidth(d, DefaultScreen(d));
			room[3] = DisplayHeight(d, DefaultScreen(d));
		}
		long all[9] = {x - frame[0], y - frame[2], a.width + frame[0] + frame[1], a.height + frame[2] + frame[3], room[0], room[1], room[2], room[3], maximized(d, window)};
		memcpy(out, all, sizeof all);
	}
	XSync(d, False);
	XSetErrorHandler(before);
	XCloseDisplay(d);
	return known;
}

static void put(unsigned long window, int move, int x, int y, int large) {
	Display *d = XOpenDisplay(NULL);
	if (d == NULL) return;
	XErrorHandler before = XSetErrorHandler(quiet);
	if (move) XMoveWindow(d, window, x, y);
	if (large) maximize(d, window);
	XSync(d, False);
	XSetErrorHandler(before);
	XCloseDisplay(d);
}
*/
import "C"

import "encoding/json"

// placement is where a window stands under X11.
type placement struct {
	X, Y      int
	Maximized bool
}

// standing asks where a window stands; false where that is not known, as under
// Wayland, which does not tell.
func standing(window uintptr) (at [9]int, known bool) {
	var out [9]C.long
	if window == 0 || C.standing(C.ulong(window), &out[0]) == 0 {
		return at, false
	}
	for i, v := range out {
		at[i] = int(v)
	}
	return at, true
}

// Placement returns where a window stands, as a text to be kept; "" for not known.
func Placement(window uintptr) string {
	at, known := standing(window)
	if !known {
		return ""
	}
	text, err := json.Marshal(placement{at[0], at[1], at[8] != 0})
	if err != nil {
		return ""
	}
	return string(text)
}

// Maximized says whether a window fills its screen.
func Maximized(window uintptr) bool {
	at, _ := standing(window)
	return at[8] != 0
}

// Place puts a window where one stood, unless no screen is there any more.
func Place(window uintptr, text string) {
	var p placement
	at, known := standing(window)
	if !known || json.Unmarshal([]byte(text), &p) != nil {
		return
	}
	const grip = 80 // what must be on the screen to be taken hold of
	move := p.X > at[4]-at[2]+grip && p.X < at[4]+at[6]-grip && p.Y >= at[5] && p.Y < at[5]+at[7]-grip
	C.put(C.ulong(window), flag(move), C.int(p.X), C.int(p.Y), flag(p.Maximized))
}

func flag(yes bool) C.int {
	if yes {
		return 1
	}
	return 0
}

// Room returns the pixels that the screen of a window has for windows, 0 for not
// known.
func Room(window uintptr) (width, height int) {
	at, _ := standing(window)
	return at[6], at[7]
}

// Fit maximizes a window that is larger than what its screen has room for: its
// lower edge and its frame would be outside.
func Fit(window uintptr) {
	if at, known := standing(window); known && (at[2] > at[6] || at[3] > at[7]) {
		C.put(C.ulong(window), 0, 0, 0, 1)
	}
}
