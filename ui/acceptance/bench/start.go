//go:build bench && linux

package main

import (
	"os/exec"
	"path/filepath"
	"time"
)

// How starts are measured: from the moment before the process is started to
// the moment when the middle of its window shows more than one colour, which
// is the first frame: Fyne paints all of a window at a time, and in its middle
// stand the rows of the list, or the words of the empty window. Both are looked
// at from outside, over the X server, in the same way.

// drafts is how many reports lie in the store: far more than any office has.
const drafts = 10_000

// starts measures the start with many drafts against an empty Fyne window.
func (b *bench) starts() ([]row, error) {
	dir := filepath.Join(b.dir, "drafts")
	db, desk, err := newDesk(dir)
	if err != nil {
		return nil, err
	}
	if err := importMany(desk, drafts); err != nil {
		_ = db.Close()
		return nil, err
	}
	if err := db.Close(); err != nil {
		return nil, err
	}
	m, err := inTurn(11, b.started(b.program, "--data-dir", dir), b.startedShower(showEmpty),
		b.started(b.program, "--data-dir", filepath.Join(b.dir, "none")))
	if err != nil {
		return nil, err
	}
	return []row{
		atMost("启动到首帧，10,000 份草稿｜Fyne 空窗口", m[0], m[1], 1.5),
		informing(atMost("启动到首帧，没有草稿｜Fyne 空窗口", m[2], m[1], 1.5)),
	}, nil
}

// startedShower is started for one of this program's own windows.
func (b *bench) startedShower(what string) timed {
	return func() (time.Duration, error) {
		cmd, err := shower(what)
		if err != nil {
			return 0, err
		}
		return b.firstFrame(cmd)
	}
}

func (b *bench) started(program string, args ...string) timed {
	return func() (time.Duration, error) { return b.firstFrame(exec.Command(program, args...)) }
}

// firstFrame starts a program, waits for its first frame and ends it. It gives
// the machine a moment of rest before.
func (b *bench) firstFrame(cmd *exec.Cmd) (time.Duration, error) {
	time.Sleep(500 * time.Millisecond)
	b.screen.drain()
	b.onX(cmd)
	begin := time.Now()
	if err := cmd.Start(); err != nil {
		return 0, err
	}
	defer func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	}()
	w, err := b.screen.waitWindow()
	if err == nil {
		err = w.waitPainted()
	}
	return time.Since(begin), err
}
