//go:build !windows

package system

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"time"
)

// readingClipboard is how long a program that holds the clipboard may take to answer.
const readingClipboard = 2 * time.Second

// mostOfClipboard is the longest page that is taken, in bytes.
const mostOfClipboard = 8 << 20

// HTMLOnClipboard returns what is on the clipboard as a web page, or as a piece of one,
// in whatever encoding it has; nil for nothing. The toolkit reads text alone, so that
// xclip or wl-paste is asked, where there is one. It must not be called on the main
// goroutine: the clipboard may be this program's own, which answers there.
func HTMLOnClipboard(ctx context.Context) []byte {
	ctx, cancel := context.WithTimeout(ctx, readingClipboard)
	defer cancel()
	for _, c := range []struct {
		display string
		name    string
		args    []string
	}{
		{"WAYLAND_DISPLAY", "wl-paste", []string{"--no-newline", "--type", "text/html"}},
		{"DISPLAY", "xclip", []string{"-selection", "clipboard", "-target", "text/html", "-out"}},
	} {
		if os.Getenv(c.display) == "" {
			continue
		}
		path, err := exec.LookPath(c.name)
		if err != nil {
			continue
		}
		out, err := exec.CommandContext(ctx, path, c.args...).Output() // #nosec G204 -- the names are those above
		if err == nil && len(out) > 0 && len(out) <= mostOfClipboard {
			return bytes.TrimRight(out, "\x00")
		}
	}
	return nil
}
