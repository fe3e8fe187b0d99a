//go:build linux && amd64

package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// load does the same work with few drafts and with very many, each with a long
// journal, and shows how time and memory grow from the one to the other.
func (h *harness) load(ctx context.Context) error {
	l := &loading{h: h}
	for size := range strings.SplitSeq(h.drafts, ",") {
		n, err := strconv.Atoi(size)
		if err != nil {
			return err
		}
		l.sizes = append(l.sizes, n)
	}
	if err := startManager(ctx); err != nil {
		return err
	}
	var err error
	if l.office, err = newOffice(h.rng); err != nil {
		return err
	}
	first, err := l.first(ctx)
	if err != nil {
		return fmt.Errorf("prepare: %w", err)
	}
	for _, n := range l.sizes {
		if err := l.measure(ctx, first, n); err != nil {
			return fmt.Errorf("%d drafts: %w", n, err)
		}
	}
	l.print()
	if l.lost > 0 {
		return errFailed
	}
	return nil
}

// loading is one run of it.
type loading struct {
	h      *harness
	office *office
	sizes  []int
	rows   []loadRow
	saved  int
	lost   int
}

// loadRow is one kind of work at every size.
type loadRow struct {
	name   string
	times  []time.Duration
	memory []int // kB, 0 where it was not looked at
}

// all marks what follows from the time for one draft.
const all = "全部（一份的时间 × 份数）"

// samples is how many drafts are looked at of the many.
const samples = 15

// first makes a store with one draft and its journal.
func (l *loading) first(ctx context.Context) (desk, error) {
	d := l.h.newDesk("first")
	if _, err := d.importExample(ctx, l.h.dir); err != nil {
		return d, err
	}
	return d, d.edit(ctx, l.office, l.h.edits)
}

// measure does all the work with n drafts.
func (l *loading) measure(ctx context.Context, first desk, n int) error {
	d := l.h.newDesk(fmt.Sprintf("%d drafts", n))
	if err := os.CopyFS(d.data, os.DirFS(first.data)); err != nil {
		return err
	}
	if n > 1 {
		if err := d.fill(ctx, n-1); err != nil {
			return err
		}
	}
	if _, err := d.do(ctx, "list"); err != nil { // what a first start does once
		return err
	}
	info, err := os.Stat(d.store())
	if err != nil {
		return err
	}
	fmt.Printf("%d 份报告，每份 %d 次改动：数据文件 %d MB\n", n, l.h.edits, info.Size()>>20)
	for _, work := range []func(context.Context, desk, int) error{l.start, l.list, l.open, l.check, l.export, l.backup} {
		if err := work(ctx, d, n); err != nil {
			return err
		}
	}
	if err := sound(ctx, d.store()); err != nil {
		return err
	}
	return os.RemoveAll(d.data)
}

// start opens the window on the list.
func (l *loading) start(ctx context.Context, d desk, _ int) error {
	begin := time.Now()
	w, err := d.openWindow(ctx, newLogReader(d.data))
	if err != nil {
		return err
	}
	defer w.kill()
	l.add("打开程序，到列表", time.Since(begin), 0)
	pause(ctx, 2*time.Second)
	r, err := readProcess(w.cmd.Process.Pid)
	if err != nil {
		return err
	}
	l.add("列表打开后的内存", 0, r.memory)
	return w.close(ctx)
}

// open opens a report in the middle, and types into it.
func (l *loading) open(ctx context.Context, d desk, n int) error {
	id := n/2 + 1
	begin := time.Now()
	w, err := d.openWindow(ctx, newLogReader(d.data), "--report", fmt.Sprint(id))
	if err != nil {
		return err
	}
	defer w.kill()
	l.add("打开程序，到一份报告", time.Since(begin), 0)
	if err := w.keys("ctrl+3", "ctrl+Home"); err != nil {
		return err
	}
	pause(ctx, time.Second)
	var took []time.Duration
	for range samples {
		before := len(w.log.saved)
		l.office.number++
		if err := w.types(fmt.Sprint(l.office.number)); err != nil {
			return err
		}
		begin := time.Now()
		if err := w.keys("Tab"); err != nil {
			return err
		}
		if err := w.untilSaved(ctx, before, 1); err != nil {
			return err
		}
		took = append(took, time.Since(begin))
	}
	r, err := readProcess(w.cmd.Process.Pid)
	if err != nil {
		return err
	}
	l.add("填一格，到已保存", middle(took), r.memory)
	if err := w.close(ctx); err != nil {
		return err
	}
	l.saved += len(w.log.saved)
	wrong, err := d.expectJournal(ctx, id, w.log.saved)
	if wrong != "" {
		fmt.Println(wrong)
		l.lost++
	}
	return err
}

func (l *loading) list(ctx context.Context, d desk, _ int) error {
	took, memory, err := timed(ctx, d, "list", "--json")
	l.add("列出全部（list）", took, memory)
	return err
}

// check looks at samples of the drafts; all of them take that many times as long.
func (l *loading) check(ctx context.Context, d desk, n int) error {
	return l.each(ctx, d, n, "检查", func(id string) []string { return []string{"check", id} })
}

func (l *loading) export(ctx context.Context, d desk, n int) error {
	return l.each(ctx, d, n, "导出 PDF", func(id string) []string {
		return []string{"export", id, "--out", filepath.Join(l.h.dir, id+".pdf")}
	})
}

func (l *loading) each(ctx context.Context, d desk, n int, name string, args func(id string) []string) error {
	var took []time.Duration
	most := 0
	for i := range samples {
		one, memory, err := timed(ctx, d, args(fmt.Sprint(1+i*(n-1)/samples))...)
		if err != nil {
			return err
		}
		took, most = append(took, one), max(most, memory)
	}
	l.add(name+"一份", middle(took), most)
	l.add(name+all, middle(took)*time.Duration(n), 0)
	return nil
}

// backup makes a copy, where the program has a command for it.
func (l *loading) backup(ctx context.Context, d desk, _ int) error {
	help, err := d.do(ctx, "help")
	if err != nil || !slices.Contains(strings.Fields(help), "backup") {
		return err
	}
	took, memory, err := timed(ctx, d, "backup")
	l.add("备份", took, memory)
	return err
}

// timed runs a command, and returns what it took in time and at most in memory, in kB.
func timed(ctx context.Context, d desk, args ...string) (time.Duration, int, error) {
	cmd, err := d.command(ctx, args...)
	if err != nil {
		return 0, 0, err
	}
	defer closeAll(cmd.ExtraFiles)
	var errs bytes.Buffer
	cmd.Stderr = &errs
	begin := time.Now()
	if err := cmd.Run(); err != nil && cmd.ProcessState.ExitCode() != 1 { // 1: check has found errors
		return 0, 0, fmt.Errorf("%v: %w %s", args, err, errs.String())
	}
	took := time.Since(begin)
	usage, _ := cmd.ProcessState.SysUsage().(*syscall.Rusage)
	return took, int(usage.Maxrss), nil
}

func middle(of []time.Duration) time.Duration {
	slices.Sort(of)
	return of[len(of)/2]
}

// threeDigits leaves the digits that say something.
func threeDigits(d time.Duration) time.Duration {
	unit := time.Microsecond
	for d >= 1000*unit {
		unit *= 10
	}
	return d.Round(unit)
}

// add puts a measured value into the row of its name.
func (l *loading) add(name string, took time.Duration, memory int) {
	i := slices.IndexFunc(l.rows, func(r loadRow) bool { return r.name == name })
	if i < 0 {
		l.rows = append(l.rows, loadRow{name: name})
		i = len(l.rows) - 1
	}
	l.rows[i].times = append(l.rows[i].times, took)
	l.rows[i].memory = append(l.rows[i].memory, memory)
}

// print gives a line for every kind of work, with how much it has grown from
// the fewest drafts to the most.
func (l *loading) print() {
	fmt.Printf("\n| 操作 |")
	for _, n := range l.sizes {
		fmt.Printf(" %d 份 |", n)
	}
	fmt.Printf(" 增长 |\n|---|%s\n", strings.Repeat("---|", len(l.sizes)+1))
	for _, r := range l.rows {
		fmt.Printf("| %s |", r.name)
		for i := range r.times {
			fmt.Printf(" %s |", cell(r.times[i], r.memory[i]))
		}
		last := len(r.times) - 1
		var growth []string
		if r.times[0] > 0 && !strings.HasSuffix(r.name, all) {
			growth = append(growth, fmt.Sprintf("时间 %.1f 倍", float64(r.times[last])/float64(r.times[0])))
		}
		if r.memory[0] > 0 {
			growth = append(growth, fmt.Sprintf("内存 %.1f 倍", float64(r.memory[last])/float64(r.memory[0])))
		}
		fmt.Printf(" %s |\n", strings.Join(growth, "，"))
	}
	fmt.Printf("\n确认保存 %d 处，丢失 %d 处\n", l.saved, l.lost)
}

func cell(took time.Duration, memory int) string {
	var parts []string
	if took > 0 {
		parts = append(parts, threeDigits(took).String())
	}
	if memory > 0 {
		parts = append(parts, megabytes(memory))
	}
	return strings.Join(parts, "，")
}
