package x11

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

static void put(unsigned long window, int move, long x, long y, int large) {
	Display *d = XOpenDisplay(NULL);
	if (d == NULL) return;
	XErrorHandler before = XSetErrorHandler(quiet);
	if (move) XMoveWindow(d, window, (int)x, (int)y);
	if (large) maximize(d, window);
	XSync(d, False);
	XSetErrorHandler(before);
	XCloseDisplay(d);
}
*/
import "C"

// Place is where a window stands, in pixels of the screen.
type Place struct {
	X, Y, Width, Height int // with its frame
	Room                struct{ X, Y, Width, Height int }
	Maximized           bool
}

// Of asks where a window stands; false where that is not known, as under Wayland,
// which does not tell.
func Of(window uintptr) (at Place, known bool) {
	var out [9]C.long
	if window == 0 || C.standing(C.ulong(window), &out[0]) == 0 {
		return at, false
	}
	at.X, at.Y, at.Width, at.Height = int(out[0]), int(out[1]), int(out[2]), int(out[3])
	at.Room.X, at.Room.Y, at.Room.Width, at.Room.Height = int(out[4]), int(out[5]), int(out[6]), int(out[7])
	at.Maximized = out[8] != 0
	return at, true
}

// Move puts the upper left corner of a window's frame to a place.
func Move(window uintptr, x, y int) { C.put(C.ulong(window), 1, C.long(x), C.long(y), 0) }

// Maximize has a window fill its screen.
func Maximize(window uintptr) { C.put(C.ulong(window), 0, 0, 0, 1) }
