package system

import (
	"errors"
	"os"

	"github.com/ncruces/zenity"
	"golang.org/x/sys/unix"

	"nianbao/ui/system/x11"
)

// CheckGraphics says whether the window can be drawn. Without GLX the toolkit writes that
// to its log, shows nothing, and goes on for good. Of Wayland it is not known beforehand.
func CheckGraphics() error {
	if !OnlyX && os.Getenv("WAYLAND_DISPLAY") != "" {
		return nil
	}
	err := x11.CheckGLX()
	if errors.Is(err, x11.ErrNoDisplay) {
		err = errors.Join(ErrNoDisplay, err)
	}
	return err
}

// Tell shows a message where no window of our own can be drawn: with what the desktop has
// for that. Where there is a terminal the caller says it there.
func Tell(title, text string) {
	if _, err := unix.IoctlGetTermios(int(os.Stderr.Fd()), unix.TCGETS); err == nil {
		return
	}
	_ = zenity.Error(text, zenity.Title(title)) // a desktop may have nothing
}
