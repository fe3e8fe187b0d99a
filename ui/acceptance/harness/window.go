//go:build linux && amd64

package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"syscall"
	"time"
)

// window is a real window of the program, driven by keys as a person does.
type window struct {
	desk
	cmd    *exec.Cmd
	stderr bytes.Buffer
	log    *logReader
	ended  chan error
}

// startManager gives the screen a window manager, without which no window
// gets the keyboard. Where there is one already, it ends by itself.
func startManager(ctx context.Context) error {
	if os.Getenv("DISPLAY") == "" {
		return errors.New("no display: run under xvfb-run")
	}
	cmd := exec.CommandContext(ctx, "openbox")
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("start a window manager: %w", err)
	}
	go func() { _ = cmd.Wait() }()
	return nil
}

// openWindow starts the window and waits until it has the keyboard. The log
// is read on from where it was.
func (d desk) openWindow(ctx context.Context, log *logReader, args ...string) (*window, error) {
	if err := log.read(); err != nil {
		return nil, err
	}
	before := log.ready
	w := &window{desk: d, log: log, ended: make(chan error, 1)}
	w.cmd = exec.CommandContext(ctx, d.program, append(args, "--data-dir", d.data, "--verbose")...)
	w.cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	w.cmd.Stderr = &w.stderr
	if err := w.cmd.Start(); err != nil {
		return nil, err
	}
	go func() { w.ended <- w.cmd.Wait() }()
	err := w.waitReady(ctx, before)
	if err != nil {
		w.kill()
		return nil, fmt.Errorf("open a window: %w\n%s", err, w.stderr.String())
	}
	return w, nil
}

func (w *window) waitReady(ctx context.Context, before int) error {
	err := w.until(ctx, 60*time.Second, "the window", func() bool { return w.log.ready > before })
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	id, err := w.find(ctx)
	if err != nil {
		return err
	}
	return w.do("windowactivate", "--sync", id)
}

// find waits until xdotool finds the window and returns its number. A search
// fails, too, when a window that it goes through is just closing: it is made anew.
func (w *window) find(ctx context.Context) (string, error) {
	for {
		out, err := exec.CommandContext(ctx, "xdotool", "search", "--onlyvisible", "--pid", fmt.Sprint(w.cmd.Process.Pid), "--name", "年报通").Output()
		if found := strings.Fields(string(out)); err == nil && len(found) > 0 {
			return found[0], nil
		}
		if ctx.Err() != nil {
			return "", fmt.Errorf("find the window: %w, the last answer: %v", ctx.Err(), err)
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// do runs one xdotool command.
func (w *window) do(args ...string) error {
	out, err := exec.Command("xdotool", args...).CombinedOutput()
	if err != nil {
		return fmt.Errorf("xdotool %v: %w %s", args, err, out)
	}
	return nil
}

// keys presses keys by their X names, such as "ctrl+3" or "Tab".
func (w *window) keys(names ...string) error {
	return w.do(append([]string{"key", "--delay", "8"}, names...)...)
}

// types types text at a fast person's pace.
func (w *window) types(text string) error { return w.do("type", "--delay", "12", text) }

// until waits for something that the log tells.
func (w *window) until(ctx context.Context, most time.Duration, what string, done func() bool) error {
	for deadline := time.Now().Add(most); ; time.Sleep(10 * time.Millisecond) {
		if err := w.log.read(); err != nil {
			return err
		}
		if done() {
			return nil
		}
		select {
		case err := <-w.ended:
			w.ended <- err
			return fmt.Errorf("waiting for %s: the program has ended: %v\n%s", what, err, w.stderr.String())
		case <-ctx.Done():
			return ctx.Err()
		default:
		}
		if time.Now().After(deadline) {
			return fmt.Errorf("waited in vain for %s (%d places saved)%s", what, len(w.log.saved), w.picture())
		}
	}
}

// picture keeps what is on the screen, to be looked at.
func (w *window) picture() string {
	path := w.data + ".png"
	if exec.Command("import", "-window", "root", path).Run() != nil {
		return ""
	}
	return "; see " + path
}

// untilSaved waits until the window has called n more places saved than before.
func (w *window) untilSaved(ctx context.Context, before, n int) error {
	return w.until(ctx, 30*time.Second, fmt.Sprintf("%d saved places", n), func() bool { return len(w.log.saved) >= before+n })
}

// kill ends the program the hard way.
func (w *window) kill() {
	_ = w.cmd.Process.Kill()
	w.ended <- <-w.ended
}

// close closes the window as a person does.
func (w *window) close(ctx context.Context) error {
	if err := w.keys("ctrl+q"); err != nil {
		return err
	}
	select {
	case err := <-w.ended:
		w.ended <- err
		return errors.Join(err, w.log.read())
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(30 * time.Second):
		return errors.New("the window does not close" + w.picture())
	}
}

// toClipboard copies text as another program would. What holds it ends with
// the next text, or with the screen.
func toClipboard(text string) error {
	cmd := exec.Command("xclip", "-selection", "clipboard", "-in")
	cmd.Stdin = strings.NewReader(text)
	return cmd.Run()
}

// press presses keys and waits until the window has shown something that begins
// with one of these: how long it takes depends on what else the machine does.
func (w *window) press(ctx context.Context, key string, shows ...string) error {
	if err := w.log.read(); err != nil {
		return err
	}
	before := len(w.log.shown)
	if err := w.keys(key); err != nil {
		return err
	}
	return w.until(ctx, 60*time.Second, fmt.Sprintf("%s to show %v", key, shows), func() bool {
		return slices.ContainsFunc(w.log.shown[before:], func(shown string) bool {
			return slices.ContainsFunc(shows, func(begin string) bool { return strings.HasPrefix(shown, begin) })
		})
	})
}
