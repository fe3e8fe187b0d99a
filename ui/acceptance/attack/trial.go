//go:build linux

package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// scenario is one thing that somebody does, and what must be said of it.
type scenario struct {
	row  string // of the specification of the sign-off
	name string
	play func(*trial)
}

// scenarios are all of them, in the order of the specification.
var scenarios = slices.Concat(proofScenarios, unsignedScenarios, insiderScenarios, storeScenarios, clockScenarios, sizeScenarios, messageScenarios, officeScenarios, changeScenarios, containerScenarios)

// trial is a scenario being played.
type trial struct {
	scenario
	*attack
	ctx    context.Context
	dir    string
	faults []string
	took   time.Duration
	made   int // files
}

// errStop ends a scenario that cannot go on.
var errStop = errors.New("stop")

// try plays one scenario in a folder of its own.
func (a *attack) try(ctx context.Context, s scenario, number int) (t *trial) {
	t = &trial{scenario: s, attack: a, ctx: ctx, dir: filepath.Join(a.dir, fmt.Sprintf("s%03d", number))}
	begin := time.Now()
	defer func() {
		t.took = time.Since(begin)
		if r := recover(); r != nil && r != errStop {
			panic(r)
		}
		if !a.keep {
			_ = os.RemoveAll(t.dir)
		}
	}()
	t.must(os.MkdirAll(t.dir, 0o700))
	s.play(t)
	return t
}

// fault notes that something else was said or done.
func (t *trial) fault(format string, args ...any) {
	t.faults = append(t.faults, fmt.Sprintf(format, args...))
}

// must ends the scenario where its own machinery fails.
func (t *trial) must(err error) {
	if err != nil {
		t.fault("the scenario itself: %v", err)
		panic(errStop)
	}
}

// file writes content under a name and returns its path.
func (t *trial) file(name string, content []byte) string {
	t.made++
	path := filepath.Join(t.dir, fmt.Sprintf("%d", t.made), name)
	t.must(os.MkdirAll(filepath.Dir(path), 0o700))
	t.must(os.WriteFile(path, content, 0o600))
	return path
}

// path is where the program may write a file.
func (t *trial) path(name string) string {
	t.made++
	dir := filepath.Join(t.dir, fmt.Sprintf("%d", t.made))
	t.must(os.MkdirAll(dir, 0o700))
	return filepath.Join(dir, name)
}

// desk returns a workstation as it was at a time, see world.
func (t *trial) desk(scene string) *desk {
	t.made++
	d := &desk{program: t.program, shifted: t.shifted, data: filepath.Join(t.dir, fmt.Sprintf("%d-%s", t.made, scene)), own: ownPassword, office: officePassword}
	if scene != nobody {
		t.must(os.CopyFS(d.data, os.DirFS(filepath.Join(t.world.dir, scene))))
	}
	return d
}

// said is what the program answered, to be held against what must be said.
type said struct {
	t *trial
	answer
}

// on runs a command line on a workstation.
func (t *trial) on(d *desk, args ...string) *said {
	got, err := d.run(t.ctx, args...)
	t.must(err)
	return &said{t, got}
}

// do runs a command line that must succeed.
func (t *trial) do(d *desk, args ...string) *said {
	s := t.on(d, args...)
	if s.code != 0 {
		t.fault("%s", s.whole())
		panic(errStop)
	}
	return s
}

func (s *said) whole() string {
	return fmt.Sprintf("%s\n  ends with %d\n  %s", strings.Join(s.args, " "), s.code, strings.ReplaceAll(strings.TrimSpace(s.out+s.errs), "\n", "\n  "))
}

// ends holds the exit code.
func (s *said) ends(code int) *said {
	if s.code != code {
		s.t.fault("must end with %d: %s", code, s.whole())
	}
	return s
}

// says holds words that must be there, wherever.
func (s *said) says(words ...string) *said {
	for _, w := range words {
		if !strings.Contains(s.out+s.errs, w) {
			s.t.fault("must say “%s”: %s", w, s.whole())
		}
	}
	return s
}

// never holds words that must not be there.
func (s *said) never(words ...string) *said {
	for _, w := range words {
		if strings.Contains(s.out+s.errs, w) {
			s.t.fault("must not say “%s”: %s", w, s.whole())
		}
	}
	return s
}

// clean holds the answer to what a terminal may be sent.
func (s *said) clean() *said {
	if i := strings.IndexFunc(s.out+s.errs, func(r rune) bool { return r < ' ' && r != '\n' && r != '\t' || r >= 0x7f && r < 0xa0 }); i >= 0 {
		s.t.fault("sends a control character: %q", s.out+s.errs)
	}
	return s
}

// into reads the answer as JSON.
func (s *said) into(v any) {
	if err := json.Unmarshal([]byte(s.out), v); err != nil {
		s.t.fault("no JSON: %v: %s", err, s.whole())
		panic(errStop)
	}
}

// verdict is the answer of verify --json.
type verdict struct {
	File       string
	Outcome    string
	Message    string
	State      string
	Covers     string
	Acts       []string
	Signatures []struct {
		Name, Level, Covers, Problem, Late string
		Holds                              bool
	}
	After []struct {
		Kind, What string
		Seq        int
	}
	Roster *struct {
		Code     string
		Compared bool
	}
}

// verify asks a workstation about a package: the outcome must be one of those, and
// the exit code goes with it.
func (t *trial) verify(d *desk, path string, outcomes ...string) *verdict {
	s := t.on(d, "verify", path, "--json")
	v := &verdict{}
	s.into(v)
	if !slices.Contains(outcomes, v.Outcome) {
		t.fault("the outcome must be %v: %s", outcomes, s.whole())
	}
	if (s.code == 0) != (v.Outcome == "holds") {
		t.fault("%s must not end with %d: %s", v.Outcome, s.code, s.whole())
	}
	if v.Outcome != "holds" && strings.Contains(v.Message, "验证通过") {
		t.fault("%s and 验证通过: %s", v.Outcome, v.Message)
	}
	return v
}

// refused holds that no workstation takes a package in, and that none proves it.
func (t *trial) refused(what string, d *desk, raw []byte) {
	path := t.file("x.nbx", raw)
	before := t.stateOf(d)
	if s := t.on(d, "open", path); s.code != 2 || strings.Contains(s.errs, "没有预料到的问题") {
		t.fault("%s is taken in: %s", what, s.whole())
	}
	if s := t.on(d, "verify", path); s.code == 0 {
		t.fault("%s is proven: %s", what, s.whole())
	}
	if now := t.stateOf(d); now != before {
		t.fault("%s changed the workstation:\n%s\n%s", what, before, now)
	}
}

// stateOf is what a workstation holds, in a line: its roster and its reports.
func (t *trial) stateOf(d *desk) string {
	out, err := d.query(t.ctx, `SELECT coalesce((SELECT signed ->> '$.roster.version' FROM roster), 0), (SELECT group_concat(uid || ':' || digest || ':' || stage) FROM draft WHERE deleted_at IS NULL)`)
	t.must(err)
	return out
}

// each goes through like things in the order of their names: all of them, or some
// when the run is to be short.
func each[V any](t *trial, things map[string]V) iter.Seq2[string, V] {
	return func(yield func(string, V) bool) {
		for _, name := range few(t, slices.Sorted(maps.Keys(things))) {
			if !yield(name, things[name]) {
				return
			}
		}
	}
}

// few returns all things of a list, or the first and every fourth after it when the
// run is to be short.
func few[V any](t *trial, things []V) []V {
	if !t.short {
		return things
	}
	var out []V
	for i := 0; i < len(things); i += 4 {
		out = append(out, things[i])
	}
	return out
}
