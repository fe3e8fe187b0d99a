//go:build linux && amd64

package main

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// faults runs every command again and again, and lets the n-th file operation
// of it fail, be short, find the disk full, or be the last one, for every n
// there is. Afterwards the folder must open, be sound, and hold what the
// command has confirmed; of what it has not, all or nothing. A file that was
// written has its name only when it is whole, and what the command has said
// must be true.
func (h *harness) faults(ctx context.Context) error {
	f := &faulting{h: h, next: h.rng.IntN(h.every)}
	if err := f.prepare(ctx); err != nil {
		return fmt.Errorf("prepare: %w", err)
	}
	fmt.Println("  命令                  操作    试验    失败   确认   丢失  打不开  不真  残缺  临时文件")
	for _, t := range f.trials {
		if h.only != "" && !strings.Contains(","+h.only+",", ","+t.name+",") {
			continue
		}
		if err := f.try(ctx, t); err != nil {
			return fmt.Errorf("%s: %w", t.name, err)
		}
	}
	return f.judge()
}

// trial is one command and the folder it begins with.
type trial struct {
	name  string
	from  desk     // copied for every run
	args  []string // paths are relative to the folder that is watched
	out   string   // the file that it writes, "" for none
	reads bool     // what it prints must be the same every time, or an error
	again []string // what a person does where the folder does not open afterwards, as it tells
}

// outcome is what a trial leaves where nothing fails.
type outcome struct {
	before, after string // the content of the store
	stdout        string
	operations    []operation
}

// score counts what came of runs.
type score struct {
	tried, failed, confirmed               int
	lost, unopened, untrue, half, leftover int
}

func (s *score) add(o score) {
	s.tried += o.tried
	s.failed += o.failed
	s.confirmed += o.confirmed
	s.lost += o.lost
	s.unopened += o.unopened
	s.untrue += o.untrue
	s.half += o.half
	s.leftover += o.leftover
}

func (s score) bad() bool { return s.lost+s.unopened+s.untrue+s.half > 0 }

// faulting is one run of it.
type faulting struct {
	h      *harness
	trials []trial
	scene  string // the folder in which every run happens; all in it is watched
	sent   []byte // a package
	total  score
	ops    int
	next   int // runs until the next one that is tried
	shown  map[string]int
}

// oldContent stands in the file that is to be written: a package is only
// written over another package.
func (f *faulting) oldContent(t trial) []byte {
	if strings.HasSuffix(t.out, ".nbx") {
		return f.sent
	}
	return []byte("%PDF-the old file\n%%EOF")
}

// try runs one command at every point.
func (f *faulting) try(ctx context.Context, t trial) error {
	o, err := f.undisturbed(ctx, t)
	if err != nil {
		return err
	}
	var sum score
	f.shown = map[string]int{}
	for _, op := range o.operations {
		for _, what := range fates(op) {
			if f.next--; f.next >= 0 {
				continue
			}
			f.next = f.h.every - 1
			s, err := f.point(ctx, t, o, op, what)
			if err != nil {
				return fmt.Errorf("operation %d (%s) %s: %w", op.number, op.name, names[what], err)
			}
			sum.add(s)
		}
	}
	fmt.Printf("  %-20s %6d  %6d  %6d %6d %6d  %6d %5d %5d  %6d\n", t.name, len(o.operations), sum.tried, sum.failed, sum.confirmed,
		sum.lost, sum.unopened, sum.untrue, sum.half, sum.leftover)
	f.total.add(sum)
	f.ops += len(o.operations)
	return nil
}

var names = map[fate]string{failsIO: "EIO", failsFull: "ENOSPC", isShort: "short", killedAt: "killed", killedHalf: "killed at half"}

// fates are what can become of an operation.
func fates(op operation) []fate {
	all := []fate{failsIO}
	if op.takesRoom() {
		all = append(all, failsFull)
	}
	if op.kind == writes || op.kind == changes || op.kind == syncs {
		all = append(all, killedAt)
	}
	if op.canHalf() {
		all = append(all, isShort)
	}
	if op.kind == writes && op.canHalf() {
		all = append(all, killedHalf)
	}
	return all
}

// takesRoom says whether an operation can find the disk full.
func (op operation) takesRoom() bool {
	switch op.name {
	case "open", "openat", "creat":
		return op.makes
	case "mkdir", "mkdirat", "ftruncate", "fallocate", "rename", "renameat", "renameat2", "link", "linkat":
		return true
	}
	return op.kind == writes
}

// undisturbed runs the command where nothing fails, and notes its operations.
func (f *faulting) undisturbed(ctx context.Context, t trial) (o outcome, err error) {
	d, err := f.fresh(t)
	if err != nil {
		return o, err
	}
	if o.before, err = f.content(ctx, t, d); err != nil {
		return o, fmt.Errorf("before: %w", err)
	}
	if d, err = f.fresh(t); err != nil {
		return o, err
	}
	got, err := f.run(ctx, d, t, func(op operation) fate {
		o.operations = append(o.operations, op)
		return passes
	})
	if err != nil {
		return o, err
	}
	if got.code != 0 {
		return o, fmt.Errorf("undisturbed it ends with %d: %s", got.code, got.stderr)
	}
	o.stdout = got.stdout
	o.after, err = f.content(ctx, t, d)
	return o, err
}

// fresh makes the scene of a run: the folder of the trial, the input, and an
// old file in the place of the one to be written.
func (f *faulting) fresh(t trial) (desk, error) {
	if err := os.RemoveAll(f.scene); err != nil {
		return desk{}, err
	}
	if err := os.CopyFS(f.scene, os.DirFS(f.h.dir+"/input")); err != nil {
		return desk{}, err
	}
	d := desk{f.h.program, filepath.Join(f.scene, "张 三#50%")}
	if t.out != "" {
		if err := os.WriteFile(filepath.Join(f.scene, t.out), f.oldContent(t), 0o600); err != nil {
			return d, err
		}
	}
	if t.from.data == "" {
		return d, nil
	}
	return d, os.CopyFS(d.data, os.DirFS(t.from.data))
}

// run runs the command of a trial under supervision.
func (f *faulting) run(ctx context.Context, d desk, t trial, decide func(operation) fate) (result, error) {
	cmd, err := d.command(ctx, t.args...)
	if err != nil {
		return result{}, err
	}
	defer closeAll(cmd.ExtraFiles[:2])
	cmd.Dir = f.scene
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	s, err := supervise(cmd, []string{f.scene}, decide)
	if err != nil {
		return result{}, err
	}
	if err := s.wait(); err != nil {
		return result{}, err
	}
	return result{cmd.ProcessState.ExitCode(), out.String(), errs.String()}, ctx.Err()
}

// point runs the command once with one operation disturbed.
func (f *faulting) point(ctx context.Context, t trial, o outcome, at operation, what fate) (s score, err error) {
	d, err := f.fresh(t)
	if err != nil {
		return s, err
	}
	met := false
	got, err := f.run(ctx, d, t, func(op operation) fate {
		switch {
		case op.number == at.number:
			met = true
			return what
		case what == failsFull && met && op.takesRoom():
			return failsFull // a full disk stays full
		}
		return passes
	})
	if err != nil {
		return s, err
	}
	s.tried = 1
	wrong := f.answered(&s, t, o, got, what)
	if half := f.half(ctx, t, d, got); half != "" {
		s.half, wrong = 1, half
	}
	if left := f.left(got); len(left) > 0 {
		s.leftover = len(left)
		wrong = cmp.Or(wrong, "temporary files are left: "+strings.Join(left, ", "))
	}
	is, err := f.content(ctx, t, d)
	switch {
	case ctx.Err() != nil:
		return s, ctx.Err()
	case err != nil:
		s.unopened, wrong = 1, err.Error()
	case is != o.after && (got.code == 0 || is != o.before):
		s.lost, wrong = 1, difference(o, is)
	}
	if wrong != "" {
		f.show(t, at, what, got, wrong)
	}
	return s, nil
}

// left are the temporary files after a command that ended by itself: a kill leaves what
// it leaves.
func (f *faulting) left(got result) []string {
	if got.code <= 0 {
		return nil
	}
	return temporary(f.scene)
}

// half says what of the files the command wrote, and of the backups, is there
// without being whole; "" for none.
func (f *faulting) half(ctx context.Context, t trial, d desk, got result) string {
	if half, err := d.wholeBackups(ctx); half != "" || err != nil {
		return fmt.Sprint(half, err)
	}
	return f.halfWritten(ctx, t, d, got.code == 0)
}

// answered counts what the command said, and returns what of it is untrue.
func (f *faulting) answered(s *score, t trial, o outcome, got result, what fate) (wrong string) {
	if f.h.words {
		wrong = wrongWords(t, o, got, what)
	}
	if wrong != "" {
		s.untrue = 1
	}
	if got.code == 0 {
		s.confirmed = 1
	} else {
		s.failed = 1
	}
	return wrong
}

// show prints the first few points at which the same was wrong.
func (f *faulting) show(t trial, at operation, what fate, got result, wrong string) {
	const most = 3
	key := names[what] + at.name + first(wrong, 12)
	if f.shown[key]++; f.shown[key] > most && !f.h.verbose {
		return
	}
	fmt.Printf("%s，第 %d 个操作 %s %s，%s：%s（退出码 %d：%s）\n", t.name, at.number, at.name, strings.TrimPrefix(at.path, f.scene), names[what],
		strings.TrimSpace(wrong), got.code, strings.TrimSpace(last(got.stderr)))
}

func first(s string, n int) string { return string([]rune(s)[:min(n, len([]rune(s)))]) }

func last(s string) string {
	lines := strings.Split(strings.TrimSpace(s), "\n")
	return lines[len(lines)-1]
}

func difference(o outcome, is string) string {
	return fmt.Sprintf("the store holds\n%s\nbefore it was\n%s\nand it should be\n%s", is, o.before, o.after)
}

// wrongWords says what a command has said that is not true.
func wrongWords(t trial, o outcome, got result, what fate) string {
	said := got.stderr
	if got.code == 0 && t.reads && got.stdout != o.stdout {
		return "another answer without an error"
	}
	if got.code <= 0 {
		return ""
	}
	if strings.TrimSpace(said) == "" {
		return "it fails without a word"
	}
	never := []string{"panic", "goroutine ", "没有预料到", "已损坏", "只读", "截断", "不正确", "升级程序", "不是年报通", "关闭窗口", "请关闭另一个"}
	if what == failsIO {
		never = append(never, "磁盘已满，")
	}
	for _, words := range never {
		if strings.Contains(said, words) {
			return "it is told as " + words
		}
	}
	if what == failsFull && !strings.Contains(said, "磁盘已满") && !strings.Contains(said, "空间") {
		return "a full disk is not told"
	}
	return ""
}

// halfWritten says what is wrong with the file that was to be written.
func (f *faulting) halfWritten(ctx context.Context, t trial, d desk, confirmed bool) string {
	if t.out == "" {
		return ""
	}
	path := filepath.Join(f.scene, t.out)
	content, err := os.ReadFile(path)
	switch {
	case err != nil:
		return "the old file has gone: " + err.Error()
	case bytes.Equal(content, f.oldContent(t)):
		if confirmed {
			return "confirmed, and the old file is still there"
		}
		return ""
	case strings.HasSuffix(t.out, ".pdf"):
		return wholePDF(path)
	case strings.HasSuffix(t.out, ".nbx"):
		wrong, err := d.wholePackage(ctx, path)
		if err != nil {
			return err.Error()
		}
		return wrong
	}
	return ""
}

// content is what a store holds, without what differs from run to run. The
// program opens it first; SQLite then looks whether it is sound.
func (f *faulting) content(ctx context.Context, t trial, d desk) (string, error) {
	_, err := d.do(ctx, "list")
	if err != nil && t.again != nil {
		_, err = d.do(ctx, t.again...)
	}
	if err != nil {
		return "", err
	}
	if err := sound(ctx, d.store()); err != nil {
		return "", err
	}
	out, err := exec.CommandContext(ctx, "sqlite3", "-readonly", d.store(), contentOf).CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("read the content: %w %s", err, out)
	}
	return string(out), nil
}

// contentOf gives a line for every draft and one for what lies beside them.
const contentOf = `SELECT unit, year, stage, state_name, level, deleted_at IS NULL,
	(SELECT count(*) || ' ' || sum(seq) || ' ' || total(length(changes)) || ' ' || group_concat(kind, ',') FROM entry WHERE draft_id = draft.id),
	(SELECT count(*) || ' ' || hex(group_concat(body, ',')) FROM (SELECT body FROM held_value WHERE draft_id = draft.id
		AND address NOT LIKE 'meta.%' ORDER BY address))
	FROM draft ORDER BY unit;
	SELECT (SELECT count(*) FROM roster), (SELECT count(*) FROM sealed_key);`

func (f *faulting) judge() error {
	s := f.total
	fmt.Printf("试了 %d 个操作上的 %d 次故障，其中 %d 次命令没有做成，%d 次做成；丢失 %d，打不开的文件夹 %d，说得不真 %d，残缺的文件 %d，留下的临时文件 %d\n",
		f.ops, s.tried, s.failed, s.confirmed, s.lost, s.unopened, s.untrue, s.half, s.leftover)
	if s.bad() {
		return errFailed
	}
	return nil
}
