//go:build linux && amd64

package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"time"
)

// killTyping kills the window while figures are typed.
func (c *crashing) killTyping(ctx context.Context) error {
	return c.killWindow(ctx, "typing", func(w *window) error {
		if err := w.keys("ctrl+3", "ctrl+Home"); err != nil {
			return err
		}
		typist := exec.CommandContext(ctx, "xdotool", "type", "--delay", "4", c.office.figures(120))
		if err := typist.Start(); err != nil {
			return err
		}
		c.wait(ctx, 500*time.Millisecond)
		w.kill()
		_ = typist.Process.Kill()
		_ = typist.Wait()
		// A key that was held down would go on repeating into the next window.
		return w.do("keyup", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "Tab")
	})
}

// killPaste kills it while a table is pasted.
func (c *crashing) killPaste(ctx context.Context) error {
	return c.killWindow(ctx, "paste", func(w *window) error {
		if err := c.copyTable(w); err != nil {
			return err
		}
		if err := w.keys("ctrl+v"); err != nil {
			return err
		}
		c.wait(ctx, 300*time.Millisecond)
		w.kill()
		return nil
	})
}

// killUndo kills it while a paste is taken back and put in again.
func (c *crashing) killUndo(ctx context.Context) error {
	return c.killWindow(ctx, "undo", func(w *window) error {
		if err := c.copyTable(w); err != nil {
			return err
		}
		before := len(w.log.saved)
		if err := w.keys("ctrl+v"); err != nil {
			return err
		}
		if err := w.untilSaved(ctx, before, 100); err != nil {
			return err
		}
		if err := w.keys("ctrl+z", "ctrl+y", "ctrl+z"); err != nil {
			return err
		}
		c.wait(ctx, 400*time.Millisecond)
		w.kill()
		return nil
	})
}

// killStart kills a window while it opens on a folder that is not there yet.
func (c *crashing) killStart(ctx context.Context) error {
	d := c.h.newDesk("start")
	if err := os.RemoveAll(d.data); err != nil {
		return err
	}
	cmd := exec.CommandContext(ctx, d.program, "--data-dir", d.data, "--verbose")
	if err := cmd.Start(); err != nil {
		return err
	}
	c.wait(ctx, 1500*time.Millisecond)
	_ = cmd.Process.Kill()
	_ = cmd.Wait()
	c.count["start"]++
	return c.reopens(ctx, d, func([]listed) (string, error) { return "", nil })
}

// storedWithin is how long a typed text may wait in the window: a second, and
// what a busy machine takes to hand the keys on.
const storedWithin = 3 * time.Second

// killWriting kills the window while a paragraph is typed without a pause.
// Except for the last moments all of it must be there.
func (c *crashing) killWriting(ctx context.Context) error {
	return c.killText(ctx, "writing", func(w *window, t *typedText) error {
		for until := time.Now().Add(storedWithin + time.Duration(c.h.rng.Int64N(int64(3*time.Second)))); time.Now().Before(until); {
			if err := t.more(w, c.office); err != nil {
				return err
			}
		}
		w.kill()
		t.settled(time.Now().Add(-storedWithin))
		return nil
	})
}

// logOff ends the window by a signal while a paragraph is being typed, as the
// end of a session does. All of it must be there that the window can have got:
// on a busy machine keys are on their way for a while.
func (c *crashing) logOff(ctx context.Context) error {
	return c.killText(ctx, "log-off", func(w *window, t *typedText) error {
		for range 1 + c.h.rng.IntN(4) {
			if err := t.more(w, c.office); err != nil {
				return err
			}
		}
		pause(ctx, 400*time.Millisecond)
		t.settled(time.Now().Add(-storedWithin))
		if err := w.cmd.Process.Signal(syscall.SIGTERM); err != nil {
			return err
		}
		select {
		case err := <-w.ended:
			w.ended <- err
			return nil
		case <-time.After(20 * time.Second):
			return errors.New("the window does not end at SIGTERM")
		}
	})
}

// typedText is a text that is being typed, and when each part of it was.
type typedText struct {
	text string
	ends []time.Time // of the parts
	size []int       // characters until then
	due  int         // characters that must be there
}

// more types some words.
func (t *typedText) more(w *window, o *office) error {
	words := o.sentence() + " "
	if len(words) > 24 {
		words = words[:24]
	}
	if err := w.do("type", "--delay", "20", words); err != nil {
		return err
	}
	t.text += words
	t.ends, t.size = append(t.ends, time.Now()), append(t.size, len(t.text))
	return nil
}

// settled has everything due that was typed before a moment.
func (t *typedText) settled(before time.Time) {
	for i, end := range t.ends {
		if end.Before(before) {
			t.due = t.size[i]
		}
	}
}

// killText types into the first paragraph over what stood there, and looks
// for what was due.
func (c *crashing) killText(ctx context.Context, scene string, work func(*window, *typedText) error) error {
	t := &typedText{}
	err := c.killWindowThen(ctx, scene, func(w *window) error {
		if err := w.keys("ctrl+1", "ctrl+a"); err != nil {
			return err
		}
		return work(w, t)
	}, func([]listed) (string, error) {
		holds, err := c.window.values(ctx, 1)
		if err != nil {
			return "", err
		}
		is := holds["overview.lead"]
		if !strings.HasPrefix(is, strings.TrimSpace(t.text[:t.due])) {
			return fmt.Sprintf("typed %q, of which %d characters are due, and it holds %q", t.text, t.due, is), nil
		}
		c.confirmed++
		return "", nil
	})
	return errors.Join(err, exec.Command("xdotool", "keyup", "ctrl", "a").Run())
}

func (c *crashing) copyTable(w *window) error {
	r, err := c.office.report()
	if err != nil {
		return err
	}
	if err := toClipboard(c.office.table(r)); err != nil {
		return err
	}
	return w.keys("ctrl+3", "ctrl+Home")
}

// killWindow opens the window, lets it be worked in and killed, and looks for
// everything that it has called saved since the first.
func (c *crashing) killWindow(ctx context.Context, scene string, work func(*window) error) error {
	return c.killWindowThen(ctx, scene, work, func([]listed) (string, error) { return "", nil })
}

// killWindowThen also looks for what found looks for.
func (c *crashing) killWindowThen(ctx context.Context, scene string, work func(*window) error, found func([]listed) (string, error)) error {
	w, err := c.window.openWindow(ctx, c.log, "--report", "1")
	if err != nil {
		return err
	}
	defer w.kill()
	before := len(c.log.saved)
	if err := work(w); err != nil {
		return err
	}
	if err := c.log.read(); err != nil {
		return err
	}
	c.count[scene]++
	c.confirmed += len(c.log.saved) - before
	return c.reopens(ctx, c.window, func(all []listed) (string, error) {
		wrong, err := c.window.expectJournal(ctx, 1, c.log.saved)
		if wrong != "" || err != nil {
			return wrong, err
		}
		return found(all)
	})
}

// wait waits a random while.
func (c *crashing) wait(ctx context.Context, most time.Duration) {
	pause(ctx, time.Duration(c.h.rng.Int64N(int64(most))))
}
