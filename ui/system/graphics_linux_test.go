package system

import (
	"errors"
	"io"
	"os"
	"os/exec"
	"strings"
	"testing"
)

// A display without GLX gives no window: the toolkit would go on for good and show nothing.
func TestADisplayWithoutOpenGLIsFoundOut(t *testing.T) {
	t.Setenv("WAYLAND_DISPLAY", "")
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	server := exec.Command("Xvfb", "-displayfd", "3", "-screen", "0", "640x480x24", "-extension", "GLX")
	server.ExtraFiles = []*os.File{w}
	if err := server.Start(); err != nil {
		t.Skip("no X server to try it on: ", err)
	}
	defer func() {
		_ = server.Process.Kill()
		_ = server.Wait()
	}()
	_ = w.Close()
	number := make([]byte, 16)
	n, err := r.Read(number)
	if err != nil && !errors.Is(err, io.EOF) || n == 0 {
		t.Fatalf("the X server does not start: %v", err)
	}
	t.Setenv("DISPLAY", ":"+strings.TrimSpace(string(number[:n])))
	if err := CheckGraphics(); err == nil || errors.Is(err, ErrNoDisplay) {
		t.Errorf("without GLX: %v", err)
	}
	t.Setenv("DISPLAY", ":59999")
	if err := CheckGraphics(); !errors.Is(err, ErrNoDisplay) {
		t.Errorf("without a display: %v", err)
	}
}
