package sqlite_test

import (
	"bytes"
	"fmt"
	"math/rand"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"nianbao/app"
	"nianbao/app/check"
	"nianbao/app/form"
	"nianbao/app/journal"
	"nianbao/app/report"
	"nianbao/store/sqlite"
)

// worked makes a store with reports of many entries, a copy of it half way, and
// closes it. It returns the journals as they were.
func worked(t testing.TB, reports, edits int) (dir string, histories map[string][]journal.Entry) {
	t.Helper()
	dir = folder(t)
	s := openIn(t, dir)
	desk := deskOn(t, s)
	var open []*app.Session
	for i := range reports {
		id, err := desk.Create(ctx, app.NewReport{Unit: fmt.Sprintf("某某市第%d局", i+1), Year: 2024})
		must(t, err)
		session, err := desk.Open(ctx, id)
		must(t, err)
		open = append(open, session)
	}
	cells := figuresOf(open[0].Report().Form())
	work := func(round int) {
		for n := range edits {
			for _, s := range open {
				must(t, s.Set(ctx, cells[n%len(cells)], fmt.Sprint(round*1000+n)))
				must(t, s.Set(ctx, "overview.lead", strings.Repeat(fmt.Sprintf("第%d步。", n), 60)))
			}
		}
	}
	work(1)
	must(t, s.Close())
	copyFile(t, filepath.Join(dir, "nianbao.db"), filepath.Join(dir, "backups", "nianbao-2026-01-02.db"))
	s = openIn(t, dir)
	desk.Ports = s.Ports()
	for i := range open {
		session, err := desk.Open(ctx, open[i].ID())
		must(t, err)
		open[i] = session
	}
	work(2)
	must(t, s.SetSetting(ctx, "last_unit", "某某市第1局"))
	must(t, s.Close())
	histories = map[string][]journal.Entry{}
	for _, s := range open {
		histories[s.UID()] = s.Entries()
	}
	return dir, histories
}

// common counts the entries that two journals have in common from the first on.
func common(a, b []journal.Entry) int {
	n := 0
	for n < len(a) && n < len(b) && journal.Same(a[n], b[n]) {
		n++
	}
	return n
}

// Pages of a store are lost, one after the other and many at once. Whatever
// they are, the rescue has at least what the backup has, nothing that was not
// there, and a store that is sound and can be worked in.
func TestRescueOfDamagedPages(t *testing.T) {
	dir, histories := worked(t, 3, 12)
	sound, err := os.ReadFile(filepath.Join(dir, "nianbao.db"))
	must(t, err)
	backup, err := os.ReadFile(filepath.Join(dir, "backups", "nianbao-2026-01-02.db"))
	must(t, err)
	random := rand.New(rand.NewSource(7))
	pages := len(sound) / page
	step := max(pages/5, 1)
	if whole := os.Getenv("NIANBAO_DAMAGE"); whole != "" {
		step = 1
	}
	damages := map[string]func([]byte){}
	for n := 0; n < pages; n += step {
		damages[fmt.Sprintf("page %d zeroed", n+1)] = func(b []byte) { clear(b[n*page : (n+1)*page]) }
		damages[fmt.Sprintf("page %d flipped", n+1)] = func(b []byte) { flip(b[n*page : (n+1)*page]) }
		damages[fmt.Sprintf("page %d with a wrong head", n+1)] = func(b []byte) { random.Read(b[n*page : n*page+12]) }
	}
	damages["a tenth of all pages"] = func(b []byte) {
		for range pages / 10 {
			n := 1 + random.Intn(pages-1)
			clear(b[n*page : (n+1)*page])
		}
	}
	rescued, needless, whole := 0, 0, 0
	for name, spoil := range damages {
		bad := bytes.Clone(sound)
		spoil(bad)
		for _, withCopy := range []bool{true, false} {
			at := folder(t)
			must(t, os.MkdirAll(filepath.Join(at, "backups"), 0o700))
			must(t, os.WriteFile(filepath.Join(at, "nianbao.db"), bad, 0o600))
			least := 0
			if withCopy {
				must(t, os.WriteFile(filepath.Join(at, "backups", "nianbao-2026-01-02.db"), backup, 0o600))
				least = 25
			}
			r, err := sqlite.Rescue(ctx, at, "", editions(t))
			if app.CodeOf(err) == app.Forbidden {
				needless++ // the page was free, or holds nothing that a check can see
				continue
			}
			if app.CodeOf(err) == app.Damaged && !withCopy {
				continue // nothing can be read, and there is no copy
			}
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			kept, err := os.ReadFile(filepath.Join(r.Kept, "nianbao.db"))
			if err != nil || !bytes.Equal(kept, bad) {
				t.Fatalf("%s: the damaged file was not kept: %v", name, err)
			}
			rescued++
			if rescuedWhole(t, name, at, histories, least) {
				whole++
			}
		}
	}
	t.Logf("%d damages: %d rescued, %d of them whole, %d needless", len(damages), rescued, whole, needless)
	if rescued < len(damages)/2 {
		t.Errorf("only %d of %d damages were found", rescued, len(damages))
	}
}

// rescuedWhole opens a rescued store, works in it and holds it against what was
// there. It says whether nothing is missing.
func rescuedWhole(t *testing.T, name, dir string, histories map[string][]journal.Entry, least int) bool {
	t.Helper()
	s := openIn(t, dir)
	defer s.Close()
	must(t, s.Check(ctx))
	if said := s.Notice(); said != "" {
		t.Errorf("%s: after the rescue it says %s", name, said)
	}
	list, err := s.List(ctx)
	must(t, err)
	desk := deskOn(t, s)
	whole := len(list) == len(histories)
	if least > 0 && !whole {
		t.Errorf("%s: %d reports", name, len(list))
	}
	for _, sum := range list {
		session, err := desk.Open(ctx, sum.ID)
		must(t, err)
		if p := session.Problems(); len(p) > 0 {
			t.Errorf("%s: %v", name, p)
		}
		was, known := histories[sum.UID]
		same := common(was, session.Entries())
		if known && same < least {
			t.Errorf("%s: %d of %d entries, the copy has %d", name, same, len(was), least)
		}
		// What is there beyond is one edit that brings the present content back.
		if more := len(session.Entries()) - same; more > 1 {
			t.Errorf("%s: %d entries that never were", name, more)
		}
		whole = whole && same == len(was)
		must(t, session.Set(ctx, "others.matters", "救回后填写。"))
	}
	must(t, s.Check(ctx))
	return whole
}

// What the places hold last comes back although the entries of it are lost.
func TestRescueBringsBackThePresentContent(t *testing.T) {
	dir, _ := worked(t, 1, 20)
	must(t, os.RemoveAll(filepath.Join(dir, "backups")))
	db := raw(t, dir)
	for _, text := range []string{"DROP TRIGGER entry_is_not_deleted", "DELETE FROM entry WHERE seq BETWEEN 11 AND 13"} {
		_, err := db.Exec(text)
		must(t, err)
	}
	must(t, db.Close())
	path := filepath.Join(dir, "nianbao.db")
	spoilIndex(t, path)
	r, err := sqlite.Rescue(ctx, dir, "", editions(t))
	must(t, err)
	if len(r.Reports) != 1 || r.Reports[0].Found != 10 || !r.Reports[0].Cut || r.Reports[0].Patched == 0 || r.Reports[0].Kept != 11 {
		t.Fatalf("%+v", r)
	}
	desk := deskOn(t, openIn(t, dir))
	s, err := desk.Open(ctx, 1)
	must(t, err)
	cell := figuresOf(s.Report().Form())[19]
	if s.Report().Raw(cell) != "2019" || !strings.Contains(s.Report().Text("overview.lead"), "第19步") {
		t.Errorf("%s holds %q, the text is %.30q", cell, s.Report().Raw(cell), s.Report().Text("overview.lead"))
	}
	if p := s.Problems(); len(p) > 0 {
		t.Error(p)
	}
	if n := check.Count(s.Findings(), check.Error); n == 0 {
		t.Log("no findings")
	}
}

// spoilIndex makes an index disagree with its table, which every check finds
// and no reading of the table does.
func spoilIndex(t *testing.T, path string) {
	t.Helper()
	db := raw(t, filepath.Dir(path))
	var root int
	must(t, db.QueryRow("SELECT rootpage FROM sqlite_schema WHERE name = 'draft_unit_year'").Scan(&root))
	must(t, db.Close())
	b, err := os.ReadFile(path)
	must(t, err)
	clear(b[(root-1)*page+8 : root*page])
	must(t, os.WriteFile(path, b, 0o600))
}

func TestRescueElsewhereChangesNothing(t *testing.T) {
	dir, histories := worked(t, 2, 5)
	path := filepath.Join(dir, "nianbao.db")
	spoilIndex(t, path)
	before, err := os.ReadFile(path)
	must(t, err)
	out := folder(t)
	r, err := sqlite.Rescue(ctx, dir, out, editions(t))
	must(t, err)
	after, err := os.ReadFile(path)
	must(t, err)
	if !bytes.Equal(before, after) || r.Kept != "" || r.Written != out || len(r.Reports) != 2 {
		t.Errorf("%+v", r)
	}
	if !rescuedWhole(t, "elsewhere", out, histories, 11) {
		t.Error("something is missing")
	}
	_, err = sqlite.Rescue(ctx, dir, out, editions(t))
	wantCode(t, err, app.Target)
}

func TestSoundStoreIsNotRescued(t *testing.T) {
	dir, _ := stored(t)
	_, err := sqlite.Rescue(ctx, dir, "", editions(t))
	wantCode(t, err, app.Forbidden)
	_, err = sqlite.Rescue(ctx, folder(t), "", editions(t))
	wantCode(t, err, app.Unreachable)
}

// A check finds what the start does not; from then on nothing is written, also
// after the next start, until the store is rescued.
func TestDamagedStoreIsNotWrittenUntilRescued(t *testing.T) {
	dir, sum := stored(t)
	s := openIn(t, dir)
	for seq := int64(2); seq < 12; seq++ {
		must(t, s.Append(ctx, sum, []journal.Entry{{Seq: seq, Kind: journal.Edited, At: time.Now(), Edit: report.Edit{Changes: []report.Change{
			{Address: "cell", Old: "12", New: "12"}, {Address: form.Address(fmt.Sprint("text", seq)), New: strings.Repeat("政", 300_000)},
		}}}}))
	}
	must(t, s.Close())
	path := filepath.Join(dir, "nianbao.db")
	b, err := os.ReadFile(path)
	must(t, err)
	for n := len(b) / page / 2; n < len(b)/page/2+20; n++ {
		flip(b[n*page : n*page+8])
	}
	must(t, os.WriteFile(path, b, 0o644))

	s = openIn(t, dir)
	must(t, s.Trouble())
	wantCode(t, s.Check(ctx), app.Damaged)
	wantCode(t, s.Trouble(), app.Damaged)
	wantCode(t, s.SetSetting(ctx, "a", "b"), app.Damaged)
	must(t, s.Close())
	unchanged := func() {
		t.Helper()
		after, err := os.ReadFile(path)
		must(t, err)
		if !bytes.Equal(after, b) {
			t.Error("the damaged file was written")
		}
	}
	unchanged()
	s = openIn(t, dir)
	wantCode(t, s.Trouble(), app.Damaged)
	wantCode(t, s.SetSetting(ctx, "a", "b"), app.Damaged)
	_, err = s.List(ctx)
	must(t, err)
	unchanged()

	r, err := s.Rescue(ctx, editions(t))
	must(t, err)
	if len(r.Reports) != 1 || r.Reports[0].Found < 2 {
		t.Errorf("%+v", r)
	}
	must(t, s.Trouble())
	must(t, s.SetSetting(ctx, "a", "b"))
	must(t, s.Check(ctx))
	must(t, s.Close())
	must(t, openIn(t, dir).Trouble())
}

// In a damaged file two reports can have one name. Both are brought back, one of
// them among the deleted ones.
func TestRescueOfTwoReportsOfOneName(t *testing.T) {
	dir, _ := worked(t, 2, 2)
	db := raw(t, dir)
	for _, do := range []string{
		"PRAGMA writable_schema = ON", "DELETE FROM sqlite_schema WHERE name = 'draft_unit_year'", "PRAGMA writable_schema = RESET",
		"UPDATE draft SET unit = (SELECT unit FROM draft WHERE id = 1) WHERE id = 2", // its page is nobody's now
	} {
		_, err := db.Exec(do)
		must(t, err)
	}
	must(t, db.Close())
	r, err := sqlite.Rescue(ctx, dir, "", editions(t))
	must(t, err)
	if len(r.Reports) != 2 || r.Reports[0].Kept == 0 || r.Reports[1].Kept == 0 || r.Reports[0].Deleted == r.Reports[1].Deleted {
		t.Fatalf("%+v", r.Reports)
	}
	s := openIn(t, dir)
	live, err := s.List(ctx)
	must(t, err)
	deleted, err := s.Deleted(ctx)
	must(t, err)
	if len(live) != 1 || len(deleted) != 1 {
		t.Errorf("%d reports, %d deleted", len(live), len(deleted))
	}
}
