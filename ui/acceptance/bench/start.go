//go:build bench && linux

package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
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
		b.started(b.program, "--data-dir", filepath.Join(b.dir, "none")), b.preparing)
	if err != nil {
		return nil, err
	}
	return []row{
		atMost("启动到首帧，10,000 份草稿｜Fyne 空窗口", m[0], m[1], 1.5),
		informing(atMost("启动到首帧，没有草稿｜Fyne 空窗口", m[2], m[1], 1.5)),
		atMost(fmt.Sprintf("启动到首帧，没有草稿｜没有读入文件的各部分（少 %s）", duration(m[3])), m[2], m[2]-m[3], 1.03),
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

// onlyReaders are the packages, by how their names begin, that only the readers of files
// of other programs bring into the program.
var onlyReaders = []string{
	"nianbao/app/intake", "github.com/klippa-app/", "github.com/tetratelabs/", "github.com/jolestar/", "github.com/richardlehane/",
	"github.com/google/uuid", "golang.org/x/net/html",
}

// preparing is timed for what these packages do before the program begins, as the Go
// runtime tells it.
func (b *bench) preparing() (time.Duration, error) {
	cmd := exec.Command(b.program, "--version")
	cmd.Env = append(os.Environ(), "GODEBUG=inittrace=1")
	var told bytes.Buffer
	cmd.Stderr = &told
	if err := cmd.Run(); err != nil {
		return 0, err
	}
	var all time.Duration
	for line := range strings.Lines(told.String()) { // init <package> @<when> ms, <time> ms clock, …
		words := strings.Fields(line)
		if len(words) < 6 || words[0] != "init" || !slices.ContainsFunc(onlyReaders, func(p string) bool { return strings.HasPrefix(words[1], p) }) {
			continue
		}
		took, err := time.ParseDuration(words[4] + words[5])
		if err != nil {
			return 0, fmt.Errorf("%q: %w", line, err)
		}
		all += took
	}
	if all == 0 {
		return 0, errors.New("nothing was told of the readers")
	}
	return all, nil
}
