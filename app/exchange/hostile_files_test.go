package exchange_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"nianbao/app"
	"nianbao/app/apptest"
	"nianbao/app/exchange"
	"nianbao/app/form"
	"nianbao/app/handover"
	"nianbao/app/journal"
	"nianbao/app/office"
	"nianbao/app/proof"
	"nianbao/app/report"
	"nianbao/app/roster"
	"nianbao/app/signoff"
)

func TestWhatWasChosenByIsWhatIsReplaced(t *testing.T) {
	one, two := apptest.NewWorkstation(t), apptest.NewWorkstation(t)
	officer, _, _ := one.CreateRoster()
	id := one.Small()
	two.Must(two.SetRoster(one))
	at := take(two, handOver(one, id))
	one.Must(one.Set(officer, id, figure, "12"))
	two.Must(two.Set("", at, figure, "13"))
	a, err := one.OpenPackage(ctx, handOver(two, at))
	one.Must(err)
	one.Must(one.Set(officer, id, figure, "14")) // in another window, while the person chooses
	if _, err := one.Accept(ctx, a, exchange.TakeTheirs); app.CodeOf(err) != app.Conflict {
		t.Errorf("an edit that was not shown is replaced: %v", err)
	}
	if got := one.As(officer, id).Report().Raw(figure); got != "14" {
		t.Errorf("holds %q", got)
	}
}

func TestOnlyFilesAreRead(t *testing.T) {
	w := apptest.NewWorkstation(t)
	for _, path := range []string{"/dev/zero", t.TempDir(), filepath.Join(t.TempDir(), "none.nbx")} {
		if strings.HasPrefix(path, "/dev") {
			if _, err := os.Stat(path); err != nil {
				continue
			}
		}
		if _, err := w.OpenPackageFile(ctx, path); app.CodeOf(err) != app.BadInput {
			t.Errorf("%s: %v", path, err)
		}
	}
}

// A file of another kind is called what it is.
func TestAFileOfAnotherKindIsNamed(t *testing.T) {
	w := apptest.NewWorkstation(t)
	for begins, name := range map[string]string{"%PDF-1.4\n%\xe2\xe3": "PDF", "PK\x03\x04....": "Word、Excel", "<html>": "网页"} {
		path := filepath.Join(t.TempDir(), "x.nbx")
		w.Must(os.WriteFile(path, []byte(begins), 0o600))
		_, err := w.OpenPackageFile(ctx, path)
		if said := app.Sentence(err); !strings.Contains(said, name) || !strings.Contains(said, "移交文件（.nbx）") || strings.Contains(said, "验证未通过") {
			t.Errorf("%q as a package: %s", begins, said)
		}
	}
}

// A record that would take hours to go through is not gone through.
func TestBoundlessRecordsAreRefused(t *testing.T) {
	w, _, raw := signed(t)
	meta := func(n int) form.Address { return form.Address("meta.x" + jsonNumber(n)) }
	long := strings.Repeat("x", report.MaxText)
	for name, change := range map[string]func(f *handover.File){
		"a text that grows": func(f *handover.File) {
			for range 10 {
				add(f, journal.Edited, "", 0, report.Change{Address: meta(0), New: long})
			}
		},
		"very many texts": func(f *handover.File) {
			for i := range 200 {
				add(f, journal.Edited, "", 0, report.Change{Address: meta(i), New: long})
			}
		},
		"very many acts": func(f *handover.File) {
			last := f.Report.Entries[len(f.Report.Entries)-1]
			for range 2000 {
				last.Seq++
				f.Report.Entries = append(f.Report.Entries, last)
			}
		},
	} {
		start := time.Now()
		_, err := w.OpenPackage(ctx, forge(t, raw, change))
		if app.CodeOf(err) != app.Untrusted || !strings.Contains(app.Sentence(err), "太大") {
			t.Errorf("%s: %v after %v", name, err, time.Since(start))
		}
	}
}

func TestASignatureOfTimesToComeIsNamed(t *testing.T) {
	one, two := apptest.NewWorkstation(t), apptest.NewWorkstation(t)
	officer, _, _ := one.CreateRoster()
	id := one.Small()
	two.Must(two.SetRoster(one))
	one.Clock.At = one.Clock.At.AddDate(30, 0, 0)
	one.Sign(officer, id, signoff.Submit, "")
	a, err := two.OpenPackage(ctx, handOver(one, id))
	if err != nil || !strings.Contains(a.ProofSentence(), "比这台电脑的时间晚") || !strings.Contains(a.Future, "2056年") || !strings.Contains(a.Future, "2026年") {
		t.Errorf("a signature of 2056: %+v, %v", a, err)
	}
	two.Clock.At = one.Clock.At.Add(-time.Hour)
	if a, err := two.OpenPackage(ctx, handOver(one, id)); err != nil || a.Future != "" {
		t.Errorf("an hour ahead: %+v, %v", a, err)
	}
}

func TestAUnitAndAYearAreSuch(t *testing.T) {
	w := apptest.NewWorkstation(t)
	w.CreateRoster()
	raw := handOver(w, w.Small())
	set := func(f *handover.File, a form.Address, value string) {
		for i := range f.Report.Entries[0].Edit.Changes {
			if c := &f.Report.Entries[0].Edit.Changes[i]; c.Address == a {
				c.New = value
			}
		}
	}
	for name, change := range map[string]func(f *handover.File){
		"no unit":   func(f *handover.File) { set(f, report.UnitName, " "); f.Report.Unit = " " },
		"no year":   func(f *handover.File) { set(f, report.Year, "x"); f.Report.Year = 0 },
		"far year":  func(f *handover.File) { set(f, report.Year, "99999"); f.Report.Year = 99999 },
		"odd year":  func(f *handover.File) { set(f, report.Year, "+2025") },
		"huge year": func(f *handover.File) { set(f, report.Year, "99999999999999999999"); f.Report.Year = 1<<63 - 1 },
	} {
		if _, err := w.OpenPackage(ctx, forge(t, raw, change)); app.CodeOf(err) != app.Untrusted {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAnOldKeyDoesNotComeBack(t *testing.T) {
	w := apptest.NewWorkstation(t)
	w.Must(w.Administration.CreateRoster(ctx, "示例县自然资源局", apptest.Password, roster.DefaultChain()))
	old, err := w.RequestRegistration(ctx, office.Applicant{Name: "张三", Password: apptest.Password})
	w.Must(err)
	w.Must(w.Register(ctx, apptest.Password, old, []int{1}))
	anew, err := w.RequestRegistration(ctx, office.Applicant{Person: old.Person, Name: "张三", Password: apptest.Password, Old: apptest.Password})
	w.Must(err)
	w.Must(w.Register(ctx, apptest.Password, anew, []int{1}))
	if err := w.Register(ctx, apptest.Password, old, []int{1}); app.CodeOf(err) != app.Forbidden {
		t.Errorf("a key that was replaced is registered again: %v", err)
	}
	if got := w.Memory.Office.Roster.Person(old.Person).Current(); got != anew.Key {
		t.Error("the old key is in force")
	}
}

func TestNobodyRegistersAsTheOffice(t *testing.T) {
	w := apptest.NewWorkstation(t)
	w.Must(w.Administration.CreateRoster(ctx, "示例县自然资源局", apptest.Password, roster.DefaultChain()))
	before := w.Memory.Keys[app.OfficeOwner]
	if _, err := w.RequestRegistration(ctx, office.Applicant{Person: app.OfficeOwner, Name: "张三", Password: apptest.Password}); app.CodeOf(err) != app.Invalid {
		t.Errorf("error %v", err)
	}
	if w.Memory.Keys[app.OfficeOwner] != before {
		t.Error("the key of the office is lost")
	}
}

func TestTheListSaysWhatTheRecordSays(t *testing.T) {
	for name, change := range map[string]func(s *app.Summary){
		"the stage": func(s *app.Summary) { s.Stage, s.StateName = signoff.Approved, "已审批" },
		"the state": func(s *app.Summary) { s.StateName = "已审批" },
		"the unit":  func(s *app.Summary) { s.Unit = "乙局" },
		"the year":  func(s *app.Summary) { s.Year = 2024 },
	} {
		w := apptest.NewWorkstation(t)
		id := w.Small()
		change(&w.Memory.Drafts[id].Summary)
		if p := w.As("", id).Problems(); len(p) != 1 || !strings.Contains(p[0], "报告列表") {
			t.Errorf("%s: %v", name, p)
		}
	}
}

// Only the transition that approved a report prints it clean.
func TestAPaperOfThenIsWhatItWasThen(t *testing.T) {
	w, id, _ := signed(t)
	s := w.As("", id)
	for i, want := range []string{"送审稿　待初审", "送审稿　待审核", "送审稿　待审批", ""} {
		if p := s.PrintJobAt(s.SignatureResults()[i]); p.Watermark != want || (p.Footer == "") != (want != "") {
			t.Errorf("after act %d: stamp %q, foot %q", i+1, p.Watermark, p.Footer)
		}
	}
}

// Anybody can make a roster, and sign a whole report by it.
func TestARosterNobodyComparedProvesNothing(t *testing.T) {
	_, _, raw := signed(t)
	path := filepath.Join(t.TempDir(), "x"+handover.Extension)
	if err := os.WriteFile(path, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	v, err := apptest.NewWorkstation(t).VerifyFile(ctx, path)
	if err != nil || v.Outcome != proof.Unproven || !strings.Contains(v.Sentence, "名册代码") {
		t.Errorf("%+v, %v", v, err)
	}
}

// News of another post come later than signatures under the old one.
func TestAStaleTitleIsNoForgery(t *testing.T) {
	one, keeper := apptest.NewWorkstation(t), apptest.NewWorkstation(t)
	officer, _, _ := keeper.CreateRoster()
	id := keeper.Small()
	one.Memory.Keys = keeper.Memory.Keys
	one.Must(one.SetRoster(keeper))
	at := take(one, handOver(keeper, id))
	keeper.Must(keeper.Reassign(ctx, apptest.Password, officer, "副科长", []int{1}))
	one.Clock.At = keeper.Clock.At.Add(time.Hour)
	one.Sign(officer, at, signoff.Submit, "")
	keeper.Clock.At = one.Clock.At
	if _, err := keeper.OpenPackage(ctx, handOver(one, at)); err != nil {
		t.Errorf("signed as 科员 before the news came: %v", err)
	}
}

// A session that was open when the roster changed signs nothing by the old one.
func TestAPersonWhoLeftSignsNothing(t *testing.T) {
	w := apptest.NewWorkstation(t)
	officer, _, _ := w.CreateRoster()
	id := w.Small()
	s := w.As(officer, id)
	w.Must(w.Deactivate(ctx, apptest.Password, officer))
	a, err := s.Propose(signoff.Submit, "")
	w.Must(err)
	key, err := w.Unlock(ctx, officer, apptest.Password)
	w.Must(err)
	if err := s.Sign(ctx, a, key); app.CodeOf(err) != app.Forbidden || !strings.Contains(app.Sentence(err), "名册") {
		t.Errorf("error %v", err)
	}
	if p := w.As("", id).Problems(); len(p) > 0 {
		t.Errorf("the record is spoilt: %v", p)
	}
}

// crowd is a store in which somebody else tries a password at the same time.
type crowd struct{ *apptest.Memory }

func (c crowd) CountFailure(ctx context.Context, owner string, at time.Time) error {
	_ = c.Memory.CountFailure(ctx, owner, at)
	return c.Memory.CountFailure(ctx, owner, at)
}

func TestManyTriesAtOnceAreNotMade(t *testing.T) {
	w := apptest.NewWorkstation(t)
	officer, _, _ := w.CreateRoster()
	w.Service.Keys = crowd{w.Memory}
	if _, err := w.Unlock(ctx, officer, apptest.Password); app.CodeOf(err) != app.TooSoon {
		t.Errorf("error %v", err)
	}
}

func TestAUnitMayHaveBeenTypedWithSpaces(t *testing.T) {
	w := apptest.NewWorkstation(t)
	id, err := w.Create(ctx, app.NewReport{Unit: "甲局 ", Year: 2025})
	w.Must(err)
	if _, err := apptest.NewWorkstation(t).OpenPackage(ctx, handOver(w, id)); err != nil {
		t.Errorf("error %v", err)
	}
}
