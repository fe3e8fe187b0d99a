package system

import (
	"encoding/json"

	"nianbao/ui/system/x11"
)

// placement is where a window stands under X11, as it is kept.
type placement struct {
	X, Y      int
	Maximized bool
}

// Placement returns where a window stands, as a text to be kept; "" for not known.
func Placement(window uintptr) string {
	at, known := x11.Of(window)
	if !known {
		return ""
	}
	text, err := json.Marshal(placement{at.X, at.Y, at.Maximized})
	if err != nil {
		return ""
	}
	return string(text)
}

// Maximized says whether a window fills its screen.
func Maximized(window uintptr) bool {
	at, _ := x11.Of(window)
	return at.Maximized
}

// Place puts a window where one stood, unless no screen is there any more.
func Place(window uintptr, text string) {
	var p placement
	at, known := x11.Of(window)
	if !known || json.Unmarshal([]byte(text), &p) != nil {
		return
	}
	const grip = 80 // what must be on the screen to be taken hold of
	room := at.Room
	if p.X > room.X-at.Width+grip && p.X < room.X+room.Width-grip && p.Y >= room.Y && p.Y < room.Y+room.Height-grip {
		x11.Move(window, p.X, p.Y)
	}
	if p.Maximized {
		x11.Maximize(window)
	}
}

// Room returns the pixels that the screen of a window has for windows, 0 for not
// known.
func Room(window uintptr) (width, height int) {
	at, _ := x11.Of(window)
	return at.Room.Width, at.Room.Height
}

// Fit maximizes a window that is larger than what its screen has room for: its
// lower edge and its frame would be outside.
func Fit(window uintptr) {
	if at, known := x11.Of(window); known && (at.Width > at.Room.Width || at.Height > at.Room.Height) {
		x11.Maximize(window)
	}
}
