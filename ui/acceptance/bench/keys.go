//go:build bench && linux

package main

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"time"
)

// How keys are measured. A key is pressed through the X server's XTEST, as a
// keyboard does, and the clock stops when the server's DAMAGE extension tells
// that the window was painted: the whole way of a key, seen from outside.
// Fyne paints 60 times a second and only where something has changed, so a
// key waits about 8 ms for its turn in every Fyne window. The processor time
// for a key has no such share, and on machines without a graphics card it is
// what decides how fast typing may be; so it is measured too, and held to the
// same promise.
//
// The keys follow each other faster than an entry's cursor begins to blink
// (0.3 s), so that no frame is painted but those for keys, and at random
// intervals, so that they fall on Fyne's beat anywhere.
const (
	keyRounds  = 5
	keysARound = 32
	keyPause   = 110 * time.Millisecond
	keyJitter  = 50 * time.Millisecond
)

var (
	typing = []string{"1", "2", "BackSpace", "BackSpace"}
	filing = []string{"7", "Tab"} // only the Tab is measured
)

// typedInto is a window that keys are sent to.
type typedInto struct {
	*window
	cmd       *exec.Cmd
	latencies []time.Duration
	processor []time.Duration // per key, one for each round
}

// keys measures typing: in the table alone and in the whole program, against
// Fyne's bare entry in a window of the same size.
func (b *bench) keys() ([]row, error) {
	entry, err := b.openShower(showEntry)
	if err != nil {
		return nil, err
	}
	defer entry.close()
	table, err := b.openShower(showGrid)
	if err != nil {
		return nil, err
	}
	defer table.close()
	program, err := b.openProgram()
	if err != nil {
		return nil, err
	}
	defer program.close()

	all := []*typedInto{table, entry, program}
	if err := measureKeys(all, typing, 1); err != nil {
		return nil, err
	}
	rows := []row{
		atMost("按键到重绘：表三打字｜Fyne 单个输入框", table.latency(), entry.latency(), 2),
		atMost("每次按键的处理器时间：表三打字｜单个输入框", table.time(), entry.time(), 2),
		atMost("按键到重绘：整个程序中表三打字｜单个输入框", program.latency(), entry.latency(), 1.4),
		atMost("每次按键的处理器时间：整个程序中｜单个输入框", program.time(), entry.time(), 2.2),
	}
	typed := entry.latency()
	if err := measureKeys([]*typedInto{table, program}, filing, 2); err != nil {
		return nil, err
	}
	return append(rows,
		atMost("Tab 到重绘：写入、合计、检查、移格｜输入框打字", table.latency(), typed, 2),
		informing(atMost("Tab 到重绘：整个程序中，含落盘｜输入框打字", program.latency(), typed, 2)),
	), nil
}

func (b *bench) openShower(what string) (*typedInto, error) {
	cmd, err := shower(what)
	if err != nil {
		return nil, err
	}
	return b.open(cmd)
}

// openProgram opens the example in the real program, at 表三.
func (b *bench) openProgram() (*typedInto, error) {
	b.opened++
	dir := b.typedFolder()
	db, desk, err := newDesk(dir)
	if err != nil {
		return nil, err
	}
	defer db.Close()
	r, err := example()
	if err != nil {
		return nil, err
	}
	id, err := desk.Import(context.Background(), r, "")
	if err != nil {
		return nil, err
	}
	if err := db.Close(); err != nil {
		return nil, err
	}
	p, err := b.open(exec.Command(b.program, "--data-dir", dir, "--report", strconv.FormatInt(id, 10)))
	if err != nil {
		return nil, err
	}
	p.focus()
	p.pressHeld("Control_L", "3")
	time.Sleep(time.Second)
	return p, nil
}

// typedFolder is the data folder of the program that is typed into, typedStore
// the data file in it.
func (b *bench) typedFolder() string { return filepath.Join(b.dir, fmt.Sprintf("typed-%d", b.opened)) }

func (b *bench) typedStore() string { return filepath.Join(b.typedFolder(), "nianbao.db") }

// open starts a program and waits until its window is painted.
func (b *bench) open(cmd *exec.Cmd) (*typedInto, error) {
	b.screen.drain()
	if err := b.onX(cmd).Start(); err != nil {
		return nil, err
	}
	t := &typedInto{cmd: cmd}
	var err error
	if t.window, err = b.screen.waitWindow(); err == nil {
		err = t.waitPainted()
	}
	if err != nil {
		t.close()
		return nil, fmt.Errorf("%s: %w\n%s", cmd, err, cmd.Stderr)
	}
	time.Sleep(500 * time.Millisecond) // what it does after the first frame
	return t, nil
}

// close ends the program the hard way: nothing of what it holds is wanted.
func (t *typedInto) close() {
	_ = t.cmd.Process.Kill()
	_ = t.cmd.Wait()
}

func (t *typedInto) latency() time.Duration { return median(t.latencies) }
func (t *typedInto) time() time.Duration    { return median(t.processor) }

// measureKeys sends the keys to the windows in turn, round by round. Every
// nth key is measured.
func measureKeys(all []*typedInto, keys []string, nth int) error {
	for _, t := range all {
		t.latencies, t.processor = nil, nil
	}
	for round := range keyRounds + 1 {
		for _, t := range all {
			if err := t.round(keys, nth, round > 0); err != nil {
				return err
			}
		}
	}
	return nil
}

func (t *typedInto) round(keys []string, nth int, counts bool) error {
	t.focus()
	before := processorTime(t.cmd.Process.Pid)
	for i := range keysARound {
		time.Sleep(keyPause + rand.N(keyJitter))
		t.drain()
		begin := time.Now()
		t.press(keys[i%len(keys)])
		if !t.waitFrame(time.Second) {
			return fmt.Errorf("%s: nothing was painted after key %s", t.cmd, keys[i%len(keys)])
		}
		if counts && i%nth == nth-1 {
			t.latencies = append(t.latencies, time.Since(begin))
		}
	}
	time.Sleep(keyPause)
	if counts {
		t.processor = append(t.processor, (processorTime(t.cmd.Process.Pid)-before)/keysARound)
	}
	t.press("Escape") // gives up what stands in the cell
	time.Sleep(keyPause)
	return nil
}

// processorTime is what a process has used of the processor, all threads
// together; 0 of one that has ended.
func processorTime(pid int) time.Duration {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return 0
	}
	// The fields are counted from behind the name, which may hold spaces.
	fields := bytes.Fields(stat[bytes.LastIndexByte(stat, ')')+1:])
	user, _ := strconv.Atoi(string(fields[11]))
	system, _ := strconv.Atoi(string(fields[12]))
	const tick = 10 * time.Millisecond // USER_HZ is 100 on every Linux Go runs on
	return time.Duration(user+system) * tick
}
