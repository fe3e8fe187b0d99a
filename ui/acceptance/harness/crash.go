//go:build linux && amd64

package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// crash kills the program at random moments of everything that it does, and
// looks afterwards whether the folder opens, is sound, and holds everything
// that was confirmed: that a command ended with 0, or the window showed saved.
func (h *harness) crash(ctx context.Context) error {
	c := &crashing{h: h, took: map[string]time.Duration{}, count: map[string]int{}}
	var err error
	if c.office, err = newOffice(h.rng); err != nil {
		return err
	}
	if err := c.prepare(ctx); err != nil {
		return fmt.Errorf("prepare: %w", err)
	}
	scenes := []scene{
		{"import", c.killImport},
		{"set", c.killSet},
		{"sign", c.killSign},
		{"export", c.killExport},
		{"handover", c.killHandover},
		{"first", c.killFirst},
		{"migrate", c.killMigration},
		{"restored", c.killRestored},
		{"backup", c.killBackup},
		{"restore", c.killRestore},
	}
	if h.windows {
		if err := startManager(ctx); err != nil {
			return err
		}
		scenes = append(scenes, scene{"typing", c.killTyping}, scene{"paste", c.killPaste}, scene{"undo", c.killUndo}, scene{"start", c.killStart},
			scene{"writing", c.killWriting}, scene{"log-off", c.logOff})
	}
	for n := range h.rounds {
		scene := scenes[n%len(scenes)]
		c.number = n + 1
		if err := scene.kill(ctx); err != nil {
			return fmt.Errorf("kill %d, %s: %w", c.number, scene.name, err)
		}
		if h.verbose {
			h.say("%d %s", c.number, scene.name)
		}
	}
	return c.judge(scenes)
}

// scene is one kind of work that is killed.
type scene struct {
	name string
	kill func(context.Context) error
}

// crashing is one run of it.
type crashing struct {
	h      *harness
	office *office
	number int // of the present kill

	work   desk // for commands: draft 1 is edited, draft 2 is signed
	window desk // for windows: draft 1 is typed in
	log    *logReader
	old    desk   // a store of the first layout
	copied desk   // a folder with a backup and nothing else
	gone   desk   // a folder of which only the backups are left
	whole  string // a complete import as show gives it
	unit   string // its unit
	papers string // where exported files lie

	took     map[string]time.Duration // a whole run of a command
	count    map[string]int           // kills that met the program at work, by scene
	imported []string                 // units
	set      []savedLine
	signed   bool // draft 2 is in review

	confirmed, lost, unopened, refused int
}

// killed runs a command line and kills it at a random moment of its usual
// length. It says whether the kill was there before the end.
func (c *crashing) killed(ctx context.Context, scene string, d desk, args ...string) (got result, killed bool, err error) {
	usual, known := c.took[scene]
	limit := time.Minute
	if known {
		limit = time.Duration(c.h.rng.Int64N(int64(usual)*23/20) + 1)
	}
	cmd, err := d.command(ctx, args...)
	if err != nil {
		return got, false, err
	}
	defer closeAll(cmd.ExtraFiles)
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	begin := time.Now()
	if err := cmd.Start(); err != nil {
		return got, false, err
	}
	timer := time.AfterFunc(limit, func() { _ = cmd.Process.Kill() })
	_ = cmd.Wait() // the exit code says it
	timer.Stop()
	got = result{cmd.ProcessState.ExitCode(), out.String(), errs.String()}
	killed = got.code == -1
	if killed {
		c.count[scene]++
	} else {
		c.took[scene] = (3*c.took[scene] + time.Since(begin)) / 4
		if !known {
			c.took[scene] = time.Since(begin)
		}
	}
	return got, killed, ctx.Err()
}

// left keeps what a kill has left of a folder, as long as it is not known
// whether it opens.
func (c *crashing) left(d desk) (string, error) {
	left := filepath.Join(c.h.dir, fmt.Sprintf("left-%d", c.number))
	if _, err := os.Stat(d.data); err != nil {
		return left, nil
	}
	return left, os.CopyFS(left, os.DirFS(d.data))
}

// reopens opens a folder after a kill with another command, and has SQLite
// look at it. found takes what list gives, and returns what is wrong.
func (c *crashing) reopens(ctx context.Context, d desk, found func([]listed) (string, error)) error {
	left, err := c.left(d)
	if err != nil {
		return err
	}
	got, err := d.run(ctx, "list", "--json")
	if err != nil {
		return err
	}
	if got.code != 0 {
		c.unopened++
		return c.failed(left, "the folder does not open: "+got.stderr)
	}
	var all []listed
	if err := json.Unmarshal([]byte(got.stdout), &all); err != nil {
		return err
	}
	if err := sound(ctx, d.store()); err != nil {
		c.lost++
		return c.failed(left, err.Error())
	}
	wrong, err := found(all)
	if err != nil {
		return err
	}
	if wrong != "" {
		c.lost++
		return c.failed(left, wrong)
	}
	return os.RemoveAll(left)
}

// listed is a draft as list gives it.
type listed struct {
	ID     int
	Unit   string
	Year   int
	State  string
	Filled int
}

func (c *crashing) failed(left, what string) error {
	fmt.Printf("第 %d 次：%s（%s）\n", c.number, strings.TrimSpace(what), left)
	return nil
}

// confirm counts what the program has confirmed, and what it has refused to do
// although nothing but a kill went before.
func (c *crashing) confirm(ctx context.Context, got result, killed bool, doing string) bool {
	switch {
	case killed:
		return false
	case got.code != 0:
		c.refused++
		fmt.Printf("第 %d 次：%s 不做：%s\n", c.number, doing, strings.TrimSpace(got.stderr))
		pause(ctx, 2*time.Second) // it may say so for a while
		return false
	}
	c.confirmed++
	return true
}

func (c *crashing) killImport(ctx context.Context) error {
	unit := fmt.Sprintf("第%d所", c.number)
	path := filepath.Join(c.h.dir, "import.json")
	if err := os.WriteFile(path, []byte(strings.ReplaceAll(c.whole, c.unit, unit)), 0o600); err != nil {
		return err
	}
	got, killed, err := c.killed(ctx, "import", c.work, "import", path)
	if err != nil {
		return err
	}
	fine := c.confirm(ctx, got, killed, "import")
	if fine {
		c.imported = append(c.imported, unit)
	}
	return c.reopens(ctx, c.work, func(all []listed) (string, error) { return c.expectImports(ctx, all, unit) })
}

// expectImports looks for every confirmed unit, and whether the last one is
// there as a whole or not at all.
func (c *crashing) expectImports(ctx context.Context, all []listed, last string) (string, error) {
	ids := map[string]int{}
	for _, l := range all {
		ids[l.Unit] = l.ID
	}
	for _, unit := range c.imported {
		if ids[unit] == 0 {
			return unit + " was imported and is not there", nil
		}
	}
	id := ids[last]
	if id == 0 {
		return "", nil
	}
	shown, err := c.work.do(ctx, "show", fmt.Sprint(id), "--json")
	if err != nil {
		return err.Error(), nil
	}
	if shown != strings.ReplaceAll(c.whole, c.unit, last) {
		return last + " is there in part", nil
	}
	return "", nil
}

func (c *crashing) killSet(ctx context.Context) error {
	cells := c.office.cells
	c.office.number++
	line := savedLine{string(cells[c.h.rng.IntN(len(cells))]), fmt.Sprint(c.office.number)}
	got, killed, err := c.killed(ctx, "set", c.work, "set", "1", line.address, line.value)
	if err != nil {
		return err
	}
	fine := c.confirm(ctx, got, killed, "set")
	if fine {
		c.set = append(c.set, line)
	}
	return c.reopens(ctx, c.work, func([]listed) (string, error) { return c.work.expectJournal(ctx, 1, c.set) })
}

// expectJournal looks for confirmed changes in the journal of a draft, and
// whether the draft holds what its journal ends with.
func (d desk) expectJournal(ctx context.Context, draft int, confirmed []savedLine) (string, error) {
	journal, err := d.journal(ctx, draft)
	if err != nil {
		return "", err
	}
	if at := missing(confirmed, journal); at >= 0 {
		return fmt.Sprintf("confirmed change %d is not in the journal: %v", at+1, confirmed[at]), nil
	}
	holds, err := d.values(ctx, draft)
	if err != nil {
		return "", err
	}
	last := map[string]string{}
	for _, j := range journal {
		if !strings.HasPrefix(j.Address, "meta.") {
			last[j.Address] = j.New
		}
	}
	for address, value := range last {
		if got := holds[address]; got != value && !d.spliced(address) {
			return fmt.Sprintf("%s holds %q, the journal ends with %q", address, got, value), nil
		}
	}
	return "", nil
}

// spliced says whether the journal keeps only what differs at an address, as
// it does of texts.
func (d desk) spliced(address string) bool {
	return !strings.HasPrefix(address, "disclosed.") && !strings.HasPrefix(address, "requests.") && !strings.HasPrefix(address, "disputes.")
}

func (c *crashing) killSign(ctx context.Context) error {
	word, after := "submit", "待初审"
	if c.signed {
		word, after = "withdraw", "草稿"
	}
	// A kill while a password is tried counts as a wrong one, so that kills do
	// not buy tries; three of them and the program asks to wait.
	if err := sqlite(ctx, c.work.store(), "UPDATE sealed_key SET failures = 0, failed_at = NULL"); err != nil {
		return err
	}
	got, killed, err := c.killed(ctx, word, c.work, word, "2")
	if err != nil {
		return err
	}
	fine := c.confirm(ctx, got, killed, word)
	return c.reopens(ctx, c.work, func([]listed) (string, error) { return c.expectSigned(ctx, fine, after) })
}

// expectSigned looks where draft 2 stands, and whether every signature holds.
func (c *crashing) expectSigned(ctx context.Context, confirmed bool, after string) (string, error) {
	got, err := c.work.run(ctx, "log", "2", "--json")
	if err != nil {
		return "", err
	}
	var log struct {
		State    string
		Problems []string
	}
	if err := json.Unmarshal([]byte(got.stdout), &log); err != nil {
		return "", err
	}
	done := log.State == after
	if done {
		c.signed = after != "草稿"
	}
	switch {
	case got.code != 0 || len(log.Problems) > 0:
		return fmt.Sprintf("the record has problems: %v %s", log.Problems, got.stderr), nil
	case confirmed && !done:
		return "confirmed as " + after + " and is " + log.State, nil
	}
	return "", nil
}

// judge prints the numbers and says whether anything was lost.
func (c *crashing) judge(scenes []scene) error {
	met := 0
	var by []string
	for _, s := range scenes {
		n := c.count[s.name]
		if s.name == "sign" {
			n = c.count["submit"] + c.count["withdraw"]
		}
		met += n
		by = append(by, fmt.Sprintf("%s %d", s.name, n))
	}
	leftovers := len(temporary(c.papers)) + len(temporary(c.work.data)) + len(temporary(c.window.data))
	fmt.Printf("结束进程 %d 次，其中 %d 次正在工作（%s）；确认 %d 处，丢失 %d 处，打不开的文件夹 %d 个，之后不肯做的 %d 次；留下的临时文件 %d 个\n",
		c.h.rounds, met, strings.Join(by, "，"), c.confirmed, c.lost, c.unopened, c.refused, leftovers)
	if c.lost > 0 || c.unopened > 0 || c.refused > 0 {
		return errFailed
	}
	return nil
}

// temporary finds what was left of files that were being written.
func temporary(dir string) []string {
	var out []string
	_ = filepath.WalkDir(dir, func(path string, _ os.DirEntry, err error) error {
		if err == nil && strings.HasSuffix(path, ".tmp") {
			out = append(out, path)
		}
		return nil
	})
	return out
}
