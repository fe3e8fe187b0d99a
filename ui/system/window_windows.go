package system

import (
	"encoding/json"
	"unsafe"

	"golang.org/x/sys/windows"
)

// The sizes that Windows knows these by.
var (
	_ [44]byte = [unsafe.Sizeof(windowPlacement{})]byte{}
	_ [40]byte = [unsafe.Sizeof(monitorInfo{})]byte{}
	_ [28]byte = [unsafe.Sizeof(compositionForm{})]byte{}
	_ [32]byte = [unsafe.Sizeof(candidateForm{})]byte{}
)

// Tell shows a message of the system's own, where no window can be drawn.
func Tell(title, text string) {
	t, err := windows.UTF16PtrFromString(text)
	if err != nil {
		return
	}
	c, err := windows.UTF16PtrFromString(title)
	if err != nil {
		return
	}
	_, _ = windows.MessageBox(0, t, c, windows.MB_OK|windows.MB_ICONWARNING|windows.MB_SETFOREGROUND)
}

// windowPlacement is WINDOWPLACEMENT of the Windows API.
type windowPlacement struct {
	Length  uint32
	Flags   uint32
	ShowCmd uint32
	Min     point
	Max     point
	Normal  rect
}

type point struct{ X, Y int32 }

type rect struct{ Left, Top, Right, Bottom int32 }

// Placement returns where a window stands, as a text to be kept; "" for not known.
func Placement(window uintptr) string {
	p := windowPlacement{Length: uint32(unsafe.Sizeof(windowPlacement{}))}
	if got, _, _ := user32.NewProc("GetWindowPlacement").Call(window, uintptr(unsafe.Pointer(&p))); got == 0 {
		return ""
	}
	const minimized = 2
	if p.ShowCmd == minimized {
		p.ShowCmd = windows.SW_SHOWNORMAL
	}
	text, err := json.Marshal(&p)
	if err != nil {
		return ""
	}
	return string(text)
}

// Place puts a window where one stood, unless no screen is there any more.
func Place(window uintptr, placement string) {
	var p windowPlacement
	if json.Unmarshal([]byte(placement), &p) != nil || p.Normal.Right <= p.Normal.Left {
		return
	}
	p.Length = uint32(unsafe.Sizeof(p))
	const none = 0 // MONITOR_DEFAULTTONULL
	if there, _, _ := user32.NewProc("MonitorFromRect").Call(uintptr(unsafe.Pointer(&p.Normal)), none); there == 0 {
		return
	}
	_, _, _ = user32.NewProc("SetWindowPlacement").Call(window, uintptr(unsafe.Pointer(&p)))
}

// monitorInfo is MONITORINFO of the Windows API.
type monitorInfo struct {
	Size    uint32
	Monitor rect
	Work    rect
	Flags   uint32
}

// Maximized says whether a window fills its screen.
func Maximized(window uintptr) bool {
	zoomed, _, _ := user32.NewProc("IsZoomed").Call(window)
	return zoomed != 0
}

// Room returns the pixels that the screen of a window has for windows, 0 for not
// known.
func Room(window uintptr) (width, height int) {
	const nearest = 2 // MONITOR_DEFAULTTONEAREST
	screen, _, _ := user32.NewProc("MonitorFromWindow").Call(window, nearest)
	info := monitorInfo{Size: uint32(unsafe.Sizeof(monitorInfo{}))}
	if got, _, _ := user32.NewProc("GetMonitorInfoW").Call(screen, uintptr(unsafe.Pointer(&info))); got == 0 {
		return 0, 0
	}
	return int(info.Work.Right - info.Work.Left), int(info.Work.Bottom - info.Work.Top)
}

// Fit maximizes a window that is larger than what its screen has room for, as
// with a great display scaling: its lower edge and its frame would be outside.
func Fit(window uintptr) {
	var frame rect
	width, height := Room(window)
	if width == 0 {
		return
	}
	if got, _, _ := user32.NewProc("GetWindowRect").Call(window, uintptr(unsafe.Pointer(&frame))); got == 0 {
		return
	}
	if int(frame.Right-frame.Left) > width || int(frame.Bottom-frame.Top) > height {
		_, _, _ = user32.NewProc("ShowWindow").Call(window, windows.SW_MAXIMIZE)
	}
}

var imm32 = windows.NewLazySystemDLL("imm32.dll")

// compositionForm is COMPOSITIONFORM of the Windows API.
type compositionForm struct {
	Style uint32
	Pos   point
	Area  rect
}

// candidateForm is CANDIDATEFORM of the Windows API.
type candidateForm struct {
	Index uint32
	Style uint32
	Pos   point
	Area  rect
}

// PlaceCandidates tells the input method where the caret stands, in pixels of
// the window, and how high it is: the toolkit does not, and the candidates
// would stand in a corner. See fyne-io/fyne#618.
func PlaceCandidates(window uintptr, x, y, height int) {
	context, _, _ := imm32.NewProc("ImmGetContext").Call(window)
	if context == 0 {
		return
	}
	const cfsPoint, cfsExclude = 0x0002, 0x0080
	left, top, high := int32(x), int32(y), int32(height) // #nosec G115 -- pixels of a screen
	at := point{left, top}
	line := rect{left, top, left + 1, top + high}
	composition := compositionForm{Style: cfsPoint, Pos: at, Area: line}
	_, _, _ = imm32.NewProc("ImmSetCompositionWindow").Call(context, uintptr(unsafe.Pointer(&composition)))
	candidates := candidateForm{Style: cfsExclude, Pos: point{left, top + high}, Area: line}
	_, _, _ = imm32.NewProc("ImmSetCandidateWindow").Call(context, uintptr(unsafe.Pointer(&candidates)))
	_, _, _ = imm32.NewProc("ImmReleaseContext").Call(window, context)
}
