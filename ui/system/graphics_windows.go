package system

import (
	"errors"
	"fmt"
	"runtime"
	"unsafe"

	"golang.org/x/sys/windows"
)

var (
	gdi32    = windows.NewLazySystemDLL("gdi32.dll")
	opengl32 = windows.NewLazyDLL("opengl32.dll") // by the usual order: one beside the program comes first
)

// pixelFormat is PIXELFORMATDESCRIPTOR of the Windows API.
type pixelFormat struct {
	Size, Version     uint16
	Flags             uint32
	PixelType, Color  byte
	_                 [13]byte
	Depth, Stencil    byte
	_                 [3]byte
	LayerMask         uint32
	VisibleMask, Mask uint32
}

// Windows and Mesa refuse a description of another size.
var _ [40]byte = [unsafe.Sizeof(pixelFormat{})]byte{}

// CheckGraphics says whether the window can be drawn: the toolkit needs OpenGL
// 2.1 and, without it, shows a box in English and ends.
func CheckGraphics() error {
	_, _, err := OpenGL()
	return err
}

// OpenGL returns its version and what draws it, or why no window can be drawn. The
// window that it asks with is never shown.
func OpenGL() (version, renderer string, err error) {
	runtime.LockOSThread() // which a context belongs to
	defer runtime.UnlockOSThread()
	class, _ := windows.UTF16PtrFromString("STATIC")
	window, _, err := user32.NewProc("CreateWindowExW").Call(0, uintptr(unsafe.Pointer(class)), 0, 0, 0, 0, 16, 16, 0, 0, 0, 0)
	if window == 0 {
		return "", "", fmt.Errorf("make a window: %w", err)
	}
	defer user32.NewProc("DestroyWindow").Call(window)
	dc, _, err := user32.NewProc("GetDC").Call(window)
	if dc == 0 {
		return "", "", fmt.Errorf("draw on a window: %w", err)
	}
	defer user32.NewProc("ReleaseDC").Call(window, dc)
	if err := choosePixels(dc); err != nil {
		return "", "", err
	}
	context, _, err := opengl32.NewProc("wglCreateContext").Call(dc)
	if context == 0 {
		return "", "", fmt.Errorf("make an OpenGL context: %w", err)
	}
	defer opengl32.NewProc("wglDeleteContext").Call(context)
	if made, _, err := opengl32.NewProc("wglMakeCurrent").Call(dc, context); made == 0 {
		return "", "", fmt.Errorf("use an OpenGL context: %w", err)
	}
	defer opengl32.NewProc("wglMakeCurrent").Call(0, 0)
	const glRenderer, glVersion = 0x1F01, 0x1F02
	renderer, version = told(glRenderer), told(glVersion)
	return version, renderer, checkVersion(version)
}

// told asks OpenGL for one of its texts.
func told(name uintptr) string {
	text, _, _ := opengl32.NewProc("glGetString").Call(name)
	if text == 0 {
		return ""
	}
	return windows.BytePtrToString(*(**byte)(unsafe.Pointer(&text)))
}

func choosePixels(dc uintptr) error {
	const drawToWindow, supportOpenGL, doubleBuffer = 0x4, 0x20, 0x1
	p := pixelFormat{Version: 1, Flags: drawToWindow | supportOpenGL | doubleBuffer, Color: 32, Depth: 24}
	p.Size = uint16(unsafe.Sizeof(p))
	format, _, err := gdi32.NewProc("ChoosePixelFormat").Call(dc, uintptr(unsafe.Pointer(&p)))
	if format == 0 {
		return fmt.Errorf("choose a pixel format: %w", err)
	}
	if set, _, err := gdi32.NewProc("SetPixelFormat").Call(dc, format, uintptr(unsafe.Pointer(&p))); set == 0 {
		return fmt.Errorf("set a pixel format: %w", err)
	}
	return nil
}

func checkVersion(version string) error {
	if version == "" {
		return errors.New("OpenGL does not tell its version")
	}
	var major, minor int
	if _, err := fmt.Sscanf(version, "%d.%d", &major, &minor); err != nil {
		return fmt.Errorf("OpenGL version %q: %w", version, err)
	}
	if major < 2 || major == 2 && minor < 1 {
		return fmt.Errorf("OpenGL %s, and 2.1 is needed", version)
	}
	return nil
}
