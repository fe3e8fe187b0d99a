//go:build bench && linux

package main

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"time"
)

// What a window has of the machine while nothing is done, against a window of
// the toolkit with two words in the toolkit's own fonts; and how much more
// memory it has after work.
const (
	untilAtRest = 75 * time.Second // memory is given back a minute after the window opened
	lookedAt    = 20 * time.Second
	mostTimes   = 1.3 // of the plain window's memory
	mostBeside  = 60 * megabyte
	mostOfCore  = 1.0 // percent of a core, beside the plain window's
	workRounds  = 3   // of a hundred that make soak does in an hour
)

// resting is a window at rest.
type resting struct {
	memory int     // bytes
	idle   float64 // percent of a core
}

// atRest measures the program with 表三 open, and the plain window at the same time.
func (b *bench) atRest() ([]row, error) {
	plain, err := b.openShower(showPlain)
	if err != nil {
		return nil, err
	}
	defer plain.close()
	program, err := b.openProgram()
	if err != nil {
		return nil, err
	}
	defer program.close()
	program.focus()
	time.Sleep(untilAtRest)
	both, err := look(program, plain)
	if err != nil {
		return nil, err
	}
	ours, other := both[0], both[1]
	limit := int(mostTimes*float64(other.memory)) + mostBeside
	return []row{
		{
			what: "静止时的内存：打开表三｜Fyne 空窗口（其自带字体）", ours: fmt.Sprintf("%d MB", ours.memory/megabyte), other: fmt.Sprintf("%d MB", other.memory/megabyte),
			ratio:   fmt.Sprintf("%.2f 倍", float64(ours.memory)/float64(other.memory)),
			promise: fmt.Sprintf("≤ %g 倍加 %d MB", mostTimes, mostBeside/megabyte), missed: ours.memory > limit,
		},
		{
			what: "静止时占一个核｜Fyne 空窗口", ours: fmt.Sprintf("%.1f %%", ours.idle), other: fmt.Sprintf("%.1f %%", other.idle),
			ratio:   fmt.Sprintf("多 %.1f %%", ours.idle-other.idle),
			promise: fmt.Sprintf("多 ≤ %g %%", mostOfCore), missed: ours.idle-other.idle > mostOfCore,
		},
	}, nil
}

// look watches windows in which nothing is done, at the same time.
func look(windows ...*typedInto) ([]resting, error) {
	out := make([]resting, len(windows))
	before := make([]time.Duration, len(windows))
	for i, w := range windows {
		before[i] = processorTime(w.cmd.Process.Pid)
	}
	begin := time.Now()
	time.Sleep(lookedAt)
	for i, w := range windows {
		used := processorTime(w.cmd.Process.Pid) - before[i]
		memory, err := residentMemory(w.cmd.Process.Pid)
		if err != nil {
			return nil, err
		}
		out[i] = resting{memory, 100 * float64(used) / float64(time.Since(begin))}
	}
	return out, nil
}

// afterWork has the harness work in the program's window for a few rounds of
// everything: figures, paragraphs, pastes, dialogs, previews, zoom, other parts,
// the list and back.
func (b *bench) afterWork() ([]row, error) {
	what := fmt.Sprintf("内存：工作 %d 轮以后｜开始时（全程一百轮：make soak）", workRounds)
	harness := filepath.Join(filepath.Dir(b.program), "harness")
	if _, err := os.Stat(harness); err != nil || runtime.GOARCH != "amd64" {
		return []row{skipped(what, "没有编译 harness")}, nil
	}
	result := filepath.Join(b.dir, "work.json")
	cmd := exec.Command(harness, "soak", "-program", b.program, "-rounds", fmt.Sprint(workRounds), "-length", "1s", "-growth", "1000", "-result", result)
	if out, err := b.onX(cmd).Output(); err != nil {
		return nil, fmt.Errorf("%s: %w\n%s%s", cmd, err, out, cmd.Stderr)
	}
	text, err := os.ReadFile(result)
	if err != nil {
		return nil, err
	}
	var memory struct{ Start, End int } // kB
	if err := json.Unmarshal(text, &memory); err != nil {
		return nil, err
	}
	more := (memory.End - memory.Start) << 10
	return []row{{
		what: what, ours: fmt.Sprintf("%d MB", memory.End>>10), other: fmt.Sprintf("%d MB", memory.Start>>10),
		ratio: fmt.Sprintf("多 %d MB", more/megabyte), promise: fmt.Sprintf("多 ≤ %d MB", mostGrowth/megabyte), missed: more > mostGrowth,
	}}, nil
}
