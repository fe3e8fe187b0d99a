package sqlite_test

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"nianbao/app"
	"nianbao/app/form"
	"nianbao/app/journal"
	"nianbao/app/report"
	"nianbao/assets"
	"nianbao/store/sqlite"
)

const (
	killFolder  = "NIANBAO_TEST_KILL_FOLDER"
	startFolder = "NIANBAO_TEST_START_FOLDER"
	restored    = "NIANBAO_TEST_RESTORED_COPY"
)

// TestMain lets the test binary be the program that is killed.
func TestMain(m *testing.M) {
	if dir := os.Getenv(startFolder); dir != "" {
		fmt.Println("starting")
		var err error
		if path := os.Getenv(restored); path != "" {
			_, err = sqlite.CopiesIn(dir).Restore(ctx, path)
		} else {
			_, err = sqlite.Open(dir)
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		select {} // until it is killed
	}
	if dir := os.Getenv(killFolder); dir != "" {
		if err := workUntilKilled(dir); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
	if dir := os.Getenv(condenseFolder); dir != "" {
		if err := condenseUntilKilled(dir); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
	os.Exit(m.Run())
}

// workUntilKilled edits draft 1 as fast as it can and prints a line for every
// edit that the session calls saved: number, address, content.
func workUntilKilled(dir string) error {
	catalog, err := form.Load(assets.Forms, "forms")
	if err != nil {
		return err
	}
	s, err := sqlite.Open(dir)
	if err != nil {
		return err
	}
	session, err := (&app.Service{Ports: s.Ports(), Catalog: catalog, Now: time.Now}).Open(ctx, 1)
	if err != nil {
		return err
	}
	d, err := s.Load(ctx, 1)
	if err != nil {
		return err
	}
	seq := int64(len(d.Entries))
	cells := figuresOf(session.Report().Form())
	for i := 0; ; i++ {
		a := cells[rand.IntN(len(cells))]
		s := strconv.FormatInt(seq, 10) // differs from all that was there
		if i%5 == 0 {
			a = "overview.platform"
			s = fmt.Sprintf("网站改版，第 %d 次。", seq) + strings.Repeat("公开", rand.IntN(2000))
		}
		if err := session.Set(ctx, a, s); err != nil {
			return err
		}
		if session.Saved().Pending > 0 {
			return fmt.Errorf("edit %d is not saved", seq+1)
		}
		seq++
		fmt.Printf("%d %s %q\n", seq, a, session.Report().Raw(a))
	}
}

// saved is a line of the killed program.
type saved struct {
	seq     int64
	address form.Address
	content string
}

// runAndKill starts the program, kills it a random moment after its first
// edit, and returns the edits it had called saved.
func runAndKill(t *testing.T, dir string) []saved {
	t.Helper()
	program, err := os.Executable()
	must(t, err)
	cmd := exec.Command(program)
	cmd.Env = append(os.Environ(), killFolder+"="+dir)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.StdoutPipe()
	must(t, err)
	must(t, cmd.Start())
	lines := bufio.NewReader(out)
	var done []saved
	for {
		line, err := lines.ReadString('\n')
		if err == io.EOF {
			break // what is left of line was cut off by the kill
		}
		must(t, err)
		if len(done) == 0 {
			after := 5*time.Millisecond + rand.N(55*time.Millisecond)
			time.AfterFunc(after, func() { cmd.Process.Kill() })
		}
		done = append(done, parseSaved(t, line))
	}
	err = cmd.Wait()
	if len(done) == 0 || stderr.Len() > 0 || err == nil {
		t.Fatalf("the program ended by itself: %v %s", err, stderr.String())
	}
	return done
}

func parseSaved(t *testing.T, line string) (s saved) {
	t.Helper()
	parts := strings.SplitN(strings.TrimSuffix(line, "\n"), " ", 3)
	if len(parts) != 3 {
		t.Fatalf("line %q", line)
	}
	var err error
	s.seq, err = strconv.ParseInt(parts[0], 10, 64)
	must(t, err)
	s.address = form.Address(parts[1])
	s.content, err = strconv.Unquote(parts[2])
	must(t, err)
	return s
}

// replay is the report as the journal tells it, without the held values.
type replay struct {
	seq    int64
	report *report.Report
}

// follow applies the journal's entries that have not been yet, and checks
// that each edit of done is there with what it made.
func (p *replay) follow(t *testing.T, entries []journal.Entry, done []saved) {
	t.Helper()
	want := map[int64]saved{}
	for _, d := range done {
		want[d.seq] = d
	}
	for _, e := range entries[p.seq:] {
		must(t, p.report.Apply(e.Edit))
		p.seq++
		if d, ok := want[p.seq]; ok {
			if e.Edit.Changes[0].Address != d.address || p.report.Raw(d.address) != d.content {
				t.Fatalf("entry %d makes %s %q, saved was %s %q",
					p.seq, e.Edit.Changes[0].Address, p.report.Raw(d.address), d.address, d.content)
			}
			delete(want, p.seq)
		}
	}
	if len(want) > 0 {
		t.Fatalf("%d edits that were called saved are not in the journal", len(want))
	}
}

// TestKilledAtAnyMoment kills the program a hundred times; nothing that it
// had called saved may be lost, and the file must stay sound.
func TestKilledAtAnyMoment(t *testing.T) {
	rounds := 100
	if testing.Short() {
		rounds = 10
	}
	dir := folder(t)
	s, err := sqlite.Open(dir)
	must(t, err)
	catalog := editions(t)
	_, err = deskOn(t, s).Create(ctx, app.NewReport{Unit: "某某市教育局", Year: 2024})
	must(t, err)
	must(t, s.Close())
	told := replay{report: report.New(catalog, "", 0)}
	must(t, told.report.Apply(report.Edit{Changes: []report.Change{{Address: report.Year, Old: "0"}}}))

	edits := 0
	for round := range rounds {
		done := runAndKill(t, dir)
		edits += len(done)
		s, err := sqlite.Open(dir)
		must(t, err)
		must(t, s.Check(ctx))
		d, err := s.Load(ctx, 1)
		must(t, err)
		told.follow(t, d.Entries, done)
		if !maps.Equal(d.Values, told.report.All()) {
			t.Fatalf("round %d: the held values are not what the journal makes", round)
		}
		must(t, s.Close())
	}
	t.Logf("%d rounds, %d edits called saved, all of them found", rounds, edits)
}

// TestKilledWhileStarting kills the program while it opens a store for the
// first time: an empty folder, or one with a copy in the file's place. Both are
// written with a rollback journal until the file is marked for the log.
func TestKilledWhileStarting(t *testing.T) {
	rounds := 100
	if testing.Short() {
		rounds = 10
	}
	content, sum := copyOf(t)
	journals := 0
	for round := range rounds {
		dir := folder(t)
		path := filepath.Join(dir, "nianbao.db")
		must(t, os.MkdirAll(dir, 0o755))
		copied := round%2 == 1
		if copied {
			must(t, os.WriteFile(path, content, 0o600))
		}
		startAndKill(t, 6*time.Millisecond, startFolder+"="+dir)
		if _, err := os.Stat(path + "-journal"); err == nil {
			journals++
		}
		s, err := sqlite.Open(dir)
		if err != nil {
			t.Fatalf("round %d: %v", round, err)
		}
		must(t, s.Check(ctx))
		if _, err := s.Load(ctx, sum.ID); (err == nil) != copied {
			t.Fatalf("round %d: load: %v", round, err)
		}
		must(t, s.Close())
	}
	t.Logf("%d rounds, %d journals were left", rounds, journals)
}

// TestKilledWhileRestoring kills the program while it restores a copy. Then
// the store is as it was, or restored, or the next start asks; what was to be
// replaced is somewhere in any case.
func TestKilledWhileRestoring(t *testing.T) {
	rounds := 100
	if testing.Short() {
		rounds = 10
	}
	dir, sum, s := edited(t)
	copied := newest(t, dir)
	must(t, s.Close())
	ends := map[string]int{}
	for range rounds {
		startAndKill(t, 60*time.Millisecond, startFolder+"="+dir, restored+"="+copied.Path)
		s, err := sqlite.Open(dir)
		if app.CodeOf(err) == app.NoStore {
			ends["asked"]++
			_, err = sqlite.CopiesIn(dir).Restore(ctx, copied.Path)
			must(t, err)
			s, err = sqlite.Open(dir)
		}
		must(t, err)
		must(t, s.Check(ctx))
		ends[valueIn(t, s, sum.ID)]++
		aside, _ := bestOf(t, dir)
		d, err := s.Load(ctx, sum.ID)
		must(t, err)
		if len(d.Entries) < 2 {
			if aside.Entries != 2 {
				t.Fatalf("what was replaced is gone: %v", backups(t, dir))
			}
			_, err = s.Backups().Restore(ctx, aside.Path)
			must(t, err)
		}
		must(t, s.Close())
	}
	t.Logf("%d rounds: %v", rounds, ends)
}

// bestOf returns the copy with the longest journals.
func bestOf(t *testing.T, dir string) (best app.Copy, found bool) {
	t.Helper()
	list, err := sqlite.CopiesIn(dir).List(ctx)
	must(t, err)
	for _, c := range list {
		if c.Entries >= best.Entries && c.Err == nil {
			best, found = c, true
		}
	}
	return best, found
}

// startAndKill starts the program on a folder and kills it while it is
// starting, or soon after.
func startAndKill(t *testing.T, within time.Duration, env ...string) {
	t.Helper()
	program, err := os.Executable()
	must(t, err)
	cmd := exec.Command(program)
	cmd.Env = append(os.Environ(), env...)
	out, err := cmd.StdoutPipe()
	must(t, err)
	must(t, cmd.Start())
	_, err = bufio.NewReader(out).ReadString('\n')
	must(t, err)
	time.Sleep(rand.N(within))
	must(t, cmd.Process.Kill())
	_ = cmd.Wait()
}
