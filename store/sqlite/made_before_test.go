package sqlite_test

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"nianbao/app"
	"nianbao/app/apptest"
	"nianbao/app/exchange"
	"nianbao/app/form"
	"nianbao/app/handover"
	"nianbao/app/keys"
	"nianbao/app/notes"
	"nianbao/app/proof"
	"nianbao/app/report"
	"nianbao/app/signoff"
	"nianbao/store/sqlite"
)

// madeBefore is what an earlier version wrote; its README says what it holds.
const madeBefore = "testdata/made-by-0.1.0"

// decisions is the figure that the reports of madeBefore have edits and remarks on.
const decisions = form.Address("disclosed.licensing.decisions")

// approvedContent is the digest that 0.1.0 printed below the approved report.
const approvedContent = keys.Digest("d0024001dba162e9f192cd584a1e195abf00004434afeca07adb644b86202640")

// dataMadeBefore copies the data folder, so that no test writes into it.
func dataMadeBefore(t *testing.T) string {
	t.Helper()
	dir := folder(t)
	must(t, os.CopyFS(dir, os.DirFS(filepath.Join(madeBefore, "data"))))
	return dir
}

// workstationMadeBefore opens a copy of the data folder a day after it was made.
func workstationMadeBefore(t *testing.T) (*apptest.Workstation, *sqlite.DB) {
	t.Helper()
	return workstationOn(t, dataMadeBefore(t))
}

func workstationOn(t *testing.T, dir string) (*apptest.Workstation, *sqlite.DB) {
	t.Helper()
	db := openIn(t, dir)
	clock := &apptest.Clock{At: time.Date(2026, 1, 14, 9, 0, 0, 0, time.UTC)}
	return apptest.WorkstationOn(t, &app.Service{Ports: db.Ports(), Catalog: editions(t), Now: clock.Now, Cost: apptest.Cheap}, nil, clock), db
}

// personMadeBefore returns the id of somebody on the roster.
func personMadeBefore(t *testing.T, w *apptest.Workstation, name string) string {
	t.Helper()
	actor, err := w.Actor(ctx)
	must(t, err)
	for _, p := range actor.Roster.People {
		if p.Name() == name {
			return p.ID
		}
	}
	t.Fatalf("%s is not on the roster", name)
	return ""
}

func TestAStoreMadeBeforeOpensAndEveryRecordVerifies(t *testing.T) {
	w, db := workstationMadeBefore(t)
	if said := db.Notice(); said != "" {
		t.Errorf("opening says %q", said)
	}
	for id, want := range map[int64]struct {
		state   string
		acts    int
		entries int
		figure  string
	}{1: {"已审批", 7, 11, "1288"}, 2: {"待审核", 2, 5, "1286"}, 3: {"草稿", 0, 7, "8"}} {
		s, err := w.Open(ctx, id)
		must(t, err)
		if len(s.Problems()) > 0 || len(s.Orphaned()) > 0 {
			t.Errorf("report %d does not verify: %v, lost %v", id, s.Problems(), s.Orphaned())
		}
		if s.State().Name() != want.state || len(s.SignatureResults()) != want.acts || len(s.Entries()) != want.entries || s.Report().Raw(decisions) != want.figure {
			t.Errorf("report %d is %s with %d acts, %d entries and the figure %s; wanted %+v",
				id, s.State().Name(), len(s.SignatureResults()), len(s.Entries()), s.Report().Raw(decisions), want)
		}
	}
	if s, err := w.Open(ctx, 1); err != nil || s.Report().Digest() != approvedContent {
		t.Errorf("the approved content has another digest now: %v", err)
	}
	must(t, db.Check(ctx))
}

func TestWorkGoesOnInAStoreMadeBefore(t *testing.T) {
	w, db := workstationMadeBefore(t)
	officer, head, leader := personMadeBefore(t, w, "张三"), personMadeBefore(t, w, "李四"), personMadeBefore(t, w, "王五")

	s := w.As(officer, 3)
	must(t, s.Redo(ctx))
	if s.Report().Text("overview.platform") != "网站改版。" || s.Report().Raw(decisions) != "8" {
		t.Error("nothing was redone")
	}
	must(t, s.Set(ctx, decisions, "9"))
	must(t, s.Undo(ctx))

	// The key opens, the remarks are the head's, and the signatures so far still hold.
	s = w.As(head, 2)
	remarks := notes.Remarks(s.Report())
	if len(remarks) != 2 {
		t.Fatalf("%d remarks, wanted 2", len(remarks))
	}
	must(t, s.DropRemark(ctx, remarks[0].ID))
	w.Sign(head, 2, signoff.Return, "见意见")
	if seq, err := db.Seen(ctx, 2, head); err != nil || seq != 5 {
		t.Errorf("seen up to %d, %v", seq, err)
	}
	if key, err := db.Key(ctx, leader); err != nil || key.Failures != 1 {
		t.Errorf("%d wrong passwords counted, %v", key.Failures, err)
	}

	deleted, err := db.Deleted(ctx)
	must(t, err)
	if len(deleted) != 1 || deleted[0].ID != 4 {
		t.Fatalf("deleted are %+v", deleted)
	}
	must(t, db.Restore(ctx, 4))
	for id := range int64(4) {
		if s, err := w.Open(ctx, id+1); err != nil || len(s.Problems()) > 0 {
			t.Errorf("report %d does not verify: %v", id+1, err)
		}
	}
}

func TestABackupMadeBeforeCanBeRestored(t *testing.T) {
	dir := dataMadeBefore(t)
	must(t, os.Remove(filepath.Join(dir, "nianbao.db")))
	copies, err := sqlite.CopiesIn(dir).List(ctx)
	must(t, err)
	if len(copies) != 1 || copies[0].Err != nil || copies[0].Reports != 3 {
		t.Fatalf("the backups are %+v", copies)
	}
	_, err = sqlite.CopiesIn(dir).Restore(ctx, copies[0].Path)
	must(t, err)
	w, _ := workstationOn(t, dir)
	if s, err := w.Open(ctx, 1); err != nil || len(s.Problems()) > 0 || s.Report().Digest() != approvedContent {
		t.Errorf("the restored report does not verify: %v", err)
	}
}

func TestAPackageMadeBeforeOpensVerifiesAndIsTakenIn(t *testing.T) {
	w, _ := workstationOn(t, folder(t)) // of another person, who has nothing yet
	accept := func(name string) int64 {
		t.Helper()
		path := filepath.Join(madeBefore, name)
		v, err := w.VerifyFile(ctx, path)
		must(t, err)
		if v.Outcome == proof.Damaged {
			t.Fatalf("%s: %s", name, v.Sentence)
		}
		a, err := w.OpenPackageFile(ctx, path)
		must(t, err)
		id, err := w.Accept(ctx, a, exchange.Undecided)
		must(t, err)
		return id
	}
	for _, step := range []struct {
		file, state string
		acts        int
	}{{"in-review.nbx", "待审核", 5}, {"approved.nbx", "已审批", 7}} {
		s, err := w.Open(ctx, accept(step.file))
		must(t, err)
		if s.ID() != 1 || len(s.Problems()) > 0 || s.State().Name() != step.state || len(s.SignatureResults()) != step.acts || s.Report().Digest() != approvedContent {
			t.Errorf("%s became report %d, %s with %d acts: %v", step.file, s.ID(), s.State().Name(), len(s.SignatureResults()), s.Problems())
		}
	}
	if v, err := w.VerifyPaper(ctx, proof.Paper{Digest: string(approvedContent)}); err != nil || v.Outcome != proof.Holds {
		t.Errorf("the printed digest: %+v %v", v, err)
	}
}

func TestAPackageMadeBeforeGoesIntoTheStoreMadeBefore(t *testing.T) {
	w, _ := workstationMadeBefore(t)
	for file, want := range map[string]handover.Relation{"approved.nbx": handover.Same, "in-review.nbx": handover.Older} {
		a, err := w.OpenPackageFile(ctx, filepath.Join(madeBefore, file))
		must(t, err)
		if a.Held != 1 || a.Relation != want {
			t.Errorf("%s is %v of report %d, wanted %v", file, a.Relation, a.Held, want)
		}
	}
}

// What is written today from the same record is the same file, byte for byte:
// a workstation that was not upgraded can open it.
func TestAPackageIsWrittenAsBefore(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(madeBefore, "*.nbx"))
	must(t, err)
	if len(files) != 2 {
		t.Fatalf("there are %v", files)
	}
	for _, path := range files {
		was, err := os.ReadFile(path)
		must(t, err)
		f, err := handover.Parse(was)
		must(t, err)
		is, err := handover.Write(f)
		must(t, err)
		if !bytes.Equal(was, is) {
			t.Errorf("%s is written otherwise now", path)
		}
		if !slices.ContainsFunc(f.Report.Entries[0].Edit.Changes, func(c report.Change) bool { return c.Address == decisions }) {
			t.Errorf("%s does not begin with the import", path)
		}
	}
}
