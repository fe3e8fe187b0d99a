//go:build linux && amd64

package main

import (
	"context"
	"os/exec"
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
	if err := exec.Command("rm", "-rf", d.data).Run(); err != nil {
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
	return c.reopens(ctx, c.window, func([]listed) (string, error) { return c.window.expectJournal(ctx, 1, c.log.saved) })
}

// wait waits a random while.
func (c *crashing) wait(ctx context.Context, most time.Duration) {
	pause(ctx, time.Duration(c.h.rng.Int64N(int64(most))))
}
