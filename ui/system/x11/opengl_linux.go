package x11

/*
#cgo LDFLAGS: -lX11 -ldl
#include <dlfcn.h>
#include <stdio.h>
#include <string.h>
#include <X11/Xlib.h>
#include <X11/Xutil.h>

static int hush(Display *d, XErrorEvent *e) { return 0; }

// A question to the server alone: making a context takes as long as a tenth of a start.
static int speaksGLX(void) {
	int opcode, event, error;
	Display *d = XOpenDisplay(NULL);
	if (!d) return -1;
	int has = XQueryExtension(d, "GLX", &opcode, &event, &error);
	XCloseDisplay(d);
	return has;
}

enum { noDisplay = 1, noLibrary, noVisual, noContext };

// The library of OpenGL is looked for when it is asked: the commands do without.
static int describe(char *version, char *renderer, size_t room) {
	void *gl = dlopen("libGL.so.1", RTLD_LAZY);
	if (!gl) return noLibrary;
	XVisualInfo *(*choose)(Display *, int, int *) = dlsym(gl, "glXChooseVisual");
	void *(*create)(Display *, XVisualInfo *, void *, Bool) = dlsym(gl, "glXCreateContext");
	Bool (*use)(Display *, XID, void *) = dlsym(gl, "glXMakeCurrent");
	void (*destroy)(Display *, void *) = dlsym(gl, "glXDestroyContext");
	const char *(*text)(unsigned) = dlsym(gl, "glGetString");
	if (!choose || !create || !use || !destroy || !text) return noLibrary;
	Display *d = XOpenDisplay(NULL);
	if (!d) return noDisplay;
	XErrorHandler before = XSetErrorHandler(hush);
	int failed = noVisual, wanted[] = {4, 5, 12, 1, 0}; // GLX_RGBA, GLX_DOUBLEBUFFER, GLX_DEPTH_SIZE 1
	XVisualInfo *visual = choose(d, DefaultScreen(d), wanted);
	if (visual) {
		XSetWindowAttributes a;
		memset(&a, 0, sizeof a);
		a.colormap = XCreateColormap(d, RootWindow(d, visual->screen), visual->visual, AllocNone);
		// A window that is never mapped is seen by nobody.
		Window w = XCreateWindow(d, RootWindow(d, visual->screen), 0, 0, 16, 16, 0, visual->depth, InputOutput, visual->visual, CWColormap | CWBorderPixel, &a);
		void *context = create(d, visual, NULL, True);
		failed = noContext;
		if (context && use(d, w, context)) {
			const char *v = text(0x1F02), *r = text(0x1F01); // GL_VERSION, GL_RENDERER
			snprintf(version, room, "%s", v ? v : "");
			snprintf(renderer, room, "%s", r ? r : "");
			failed = 0;
			use(d, None, NULL);
		}
		if (context) destroy(d, context);
		XDestroyWindow(d, w);
		XFreeColormap(d, a.colormap);
		XFree(visual);
	}
	XSync(d, False);
	XSetErrorHandler(before);
	XCloseDisplay(d);
	return failed;
}
*/
import "C"

import (
	"errors"
	"fmt"
)

// ErrNoDisplay says that there is no display, or none that this user may use.
var ErrNoDisplay = errors.New("the display cannot be opened")

// CheckGLX says why nothing can be drawn on the display with OpenGL, as far as the server
// tells at once.
func CheckGLX() error {
	switch C.speaksGLX() {
	case -1:
		return ErrNoDisplay
	case 0:
		return errors.New("the display has no GLX")
	}
	return nil
}

// OpenGL asks the display for its version of OpenGL and what draws it, without a
// window that anybody sees. The error says why no window could be drawn.
func OpenGL() (version, renderer string, err error) {
	var v, r [256]C.char
	switch failed := C.describe(&v[0], &r[0], 256); failed {
	case 0:
	case C.noDisplay:
		return "", "", ErrNoDisplay
	case C.noLibrary:
		return "", "", errors.New("there is no library of OpenGL")
	default:
		return "", "", fmt.Errorf("the display gives no OpenGL: %d", int(failed))
	}
	version, renderer = C.GoString(&v[0]), C.GoString(&r[0])
	var major, minor int
	if n, _ := fmt.Sscanf(version, "%d.%d", &major, &minor); n == 2 && (major < 2 || major == 2 && minor < 1) {
		return version, renderer, fmt.Errorf("OpenGL %s, and 2.1 is needed", version)
	}
	return version, renderer, nil
}
