package register_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"nianbao/app"
	"nianbao/app/apptest"
	"nianbao/app/counted"
	"nianbao/app/exchange"
	"nianbao/app/form"
	"nianbao/app/handover"
	"nianbao/app/intake/register"
	"nianbao/app/intake/register/registertest"
	"nianbao/app/journal"
	"nianbao/app/origin"
	"nianbao/app/report"
)

var ctx = context.Background()

// counts counts a made-up register into a report of a workstation.
func counts(t *testing.T, w *apptest.Workstation, n int) (*app.Session, *registertest.Made, *register.Plan) {
	t.Helper()
	id, err := w.Create(ctx, app.NewReport{Unit: "示例县自然资源局", Year: registertest.Year})
	w.Must(err)
	s := w.As("", id)
	w.Must(s.Set(ctx, "requests.received.natural_person", "7"))
	made := registertest.Make(n, 5, calendar(t))
	b, m, sheets := read(t, made.Bytes())
	p, err := b.Count(m, sheets, year(t)).Into(s.Report(), b.Name, b.SM3, false)
	w.Must(err)
	w.Must(s.Apply(ctx, p.Edit))
	w.Must(b.Remember(ctx, w.Settings, m))
	w.Must(register.RememberFile(ctx, w.Settings, b, "/somewhere/台账.xlsx"))
	return s, made, p
}

// What was counted is one edit: it fills the tables, notes the rows of each figure, and
// is taken back by one step.
func TestWhatWasCountedIsOneEdit(t *testing.T) {
	w := apptest.NewWorkstation(t)
	s, made, p := counts(t, w, 500)
	if len(p.Replaced) != 1 || p.Replaced[0].Ours != "7" {
		t.Errorf("replaced %+v", p.Replaced)
	}
	for a, want := range made.Want {
		n, ok := counted.At(s.Report(), a)
		if got := s.Report().Figure(a); got.Cmp(report.Int(int64(want))) != 0 || !ok || len(n.Places()) != want {
			t.Errorf("%s is %s, %d rows, want %d", a, got, len(n.Places()), want)
		}
	}
	for _, table := range s.Report().Form().Tables() {
		if table.ID == "requests" && s.Report().Blanks(table) != 0 {
			t.Errorf("%d cells are blank", s.Report().Blanks(table))
		}
	}
	for _, f := range s.Findings() {
		if f.Rule == "R3-BAL" || f.Rule == "D-COUNT" {
			t.Errorf("%s: %s", f.Rule, f.Message)
		}
	}
	whole, ok := counted.RegisterOf(s.Report(), "requests.received.total")
	if !ok || whole.Rows != 500 || made.Left == 0 || whole.LeftOut() != made.Left || len(counted.Registers(s.Report())) != 1 {
		t.Errorf("%d of %d rows are left out: %+v, %v", made.Left, 500, whole, ok)
	}
	w.Must(s.Set(ctx, "requests.received.natural_person", "9999"))
	wanted := 0
	for _, f := range s.Findings() {
		if f.Rule == "D-COUNT" {
			wanted++
		}
	}
	if wanted != 1 {
		t.Errorf("typing over what was counted is asked about %d times", wanted)
	}
	w.Must(s.Undo(ctx))
	w.Must(s.Undo(ctx))
	if got := s.Report().Raw("requests.received.natural_person"); got != "7" || s.Report().HasCounted() || s.Report().Raw(report.RegisterAt("requests")) != "" {
		t.Errorf("one step back leaves %q, counted %v", got, s.Report().HasCounted())
	}
	w.Must(s.Redo(ctx))
	if again, ok := counted.RegisterOf(s.Report(), "requests.received.total"); !ok || again.Encode() != whole.Encode() {
		t.Errorf("made again it has %+v", again)
	}
	w.Must(s.Save(ctx))
	if problems := w.As("", s.ID()).Problems(); len(problems) != 0 {
		t.Errorf("the record: %v", problems)
	}
}

// Figures that are there may stay; that they are not what was counted is then asked.
func TestOnlyBlanksAreFilled(t *testing.T) {
	w := apptest.NewWorkstation(t)
	id, err := w.Create(ctx, app.NewReport{Unit: "示例县自然资源局", Year: registertest.Year})
	w.Must(err)
	s := w.As("", id)
	w.Must(s.Set(ctx, "requests.received.natural_person", "7"))
	b, m, sheets := read(t, registertest.Make(40, 5, calendar(t)).Bytes())
	p, err := b.Count(m, sheets, year(t)).Into(s.Report(), b.Name, b.SM3, true)
	w.Must(err)
	w.Must(s.Apply(ctx, p.Edit))
	asked := ""
	for _, f := range s.Findings() {
		if f.Rule == "D-COUNT" {
			asked = f.Message
		}
	}
	if s.Report().Raw("requests.received.natural_person") != "7" || !strings.Contains(asked, "本年新收·自然人统计为") {
		t.Errorf("it is %s now: %s", s.Report().Raw("requests.received.natural_person"), asked)
	}
}

// A report that notes rows travels in files that programs of before do not take; the
// rows arrive, and a note that was tampered with does not.
func TestRowsTravelWithTheReport(t *testing.T) {
	w := apptest.NewWorkstation(t)
	s, _, _ := counts(t, w, 300)
	w.Must(s.Save(ctx))
	raw, err := exchange.At(w.Service).HandOver(ctx, s)
	w.Must(err)
	if strings.Contains(string(raw), registertest.Surname) {
		t.Error("a name travels")
	}
	other := apptest.NewWorkstation(t)
	got, err := exchange.At(other.Service).OpenPackage(ctx, raw)
	if err != nil || got.File.Format != handover.FormatSeventh {
		t.Fatalf("%+v, %v", got, err)
	}
	sent, _ := counted.RegisterOf(s.Report(), "requests.received.other")
	came, ok := counted.RegisterOf(got.Report, "requests.received.other")
	if !ok || came.LeftOut() == 0 || came.Encode() != sent.Encode() {
		t.Errorf("it arrives as %+v", came)
	}
	for _, before := range []string{"5", "6"} {
		older := strings.Replace(string(raw), "nianbao-handover 7 ", "nianbao-handover "+before+" ", 1)
		if _, err := handover.Parse([]byte(older)); !errors.Is(err, handover.ErrChanged) {
			t.Errorf("a file of format %s: %v", before, err)
		}
	}
	record := got.File.Report.Entries
	for at, text := range map[form.Address]string{report.RegisterAt("requests"): "{}", report.RegisterAt("nowhere"): sent.Encode(), report.RegisterAt("overview"): sent.Encode()} {
		change, err := report.New(w.Catalog, "甲", registertest.Year).Set(at, text)
		w.Must(err)
		if at == report.RegisterAt("requests") {
			change.Old = sent.Encode()
		}
		forged := append(slices.Clone(record), journal.Entry{Seq: int64(len(record)) + 1, At: record[len(record)-1].At, Kind: journal.Edited, Edit: report.Edit{Note: "填写", Changes: []report.Change{change}}})
		if problems := journal.Run(w.Catalog, got.File.Report.UID, forged, nil).Problems; len(problems) != 1 || !strings.Contains(problems[0], "不能接受") {
			t.Errorf("%s: a note that no program writes: %v", at, problems)
		}
	}
}

// A record of before has figures that were counted and does not say how much of the
// register counts: files of it stay in the format of before, and nothing is said.
func TestARecordOfBeforeSaysNothingOfTheRegister(t *testing.T) {
	w := apptest.NewWorkstation(t)
	id, err := w.Create(ctx, app.NewReport{Unit: "示例县自然资源局", Year: registertest.Year})
	w.Must(err)
	s := w.As("", id)
	b, m, sheets := read(t, registertest.Make(60, 5, calendar(t)).Bytes())
	p, err := b.Count(m, sheets, year(t)).Into(s.Report(), b.Name, b.SM3, false)
	w.Must(err)
	p.Edit.Changes = slices.DeleteFunc(p.Edit.Changes, func(c report.Change) bool { return report.IsRegister(c.Address) })
	w.Must(s.Apply(ctx, p.Edit))
	w.Must(s.Save(ctx))
	raw, err := exchange.At(w.Service).HandOver(ctx, s)
	w.Must(err)
	got, err := exchange.At(apptest.NewWorkstation(t).Service).OpenPackage(ctx, raw)
	if err != nil || got.File.Format != handover.FormatFifth {
		t.Fatalf("%+v, %v", got, err)
	}
	trace := origin.Of(got.File.Report.Entries, nil)
	for _, text := range []string{trace.Sources(got.Report), trace.Told(got.Report, "requests.received.total"), trace.Told(got.Report, "requests.received.other")} {
		if text == "" || strings.Contains(text, "计入") {
			t.Errorf("it says %s", text)
		}
	}
}

// Every row that is listed as left out is in the note, under a reason; a word of a row
// never is.
func TestEveryRowThatIsLeftOutIsNoted(t *testing.T) {
	w := apptest.NewWorkstation(t)
	id, err := w.Create(ctx, app.NewReport{Unit: "示例县自然资源局", Year: registertest.Year})
	w.Must(err)
	const head, fine = usual + "|复议结果", "|2025-3-10|予以公开|"
	s := sheetOf(head, "1|2025-3-3|甲|自然人|一"+fine, "1|2025-3-3|甲|自然人|一"+fine, "3||丙|自然人|三"+fine, "4|三月丁某|丁|自然人|四"+fine, "5|2025-3-3|戊|自然人|五|戊某未答|予以公开|",
		"6|2025-3-3|己|自然人|六|2025-3-1|予以公开|", "7|2026-3-3|庚|自然人|七||予以公开|", "8|2023-3-3|辛|自然人|八|2024-3-10|予以公开|", "9|2025-3-3|壬|自然人|九|2025-3-10|=A1|",
		"10|2025-3-3|癸||十"+fine, "11|2025-3-3|子|子某本人|子"+fine, "12|2025-3-3|丑|自然人|丑|2025-3-10||", "13|2025-3-3|寅|自然人|寅|2025-3-10|寅某领走|", "14|2025-3-3|卯|自然人|卯"+fine+"卯某赢了",
		"15|2025-3-3|辰|自然人|辰|2025-3-10|信访|", "16|2025-3-3|巳|自然人|巳"+fine)
	s.Unseen = map[int]bool{17: true}
	b, m, sheets := read(t, bytesOf(t, s))
	m.CountOnce, m.LeaveHidden = true, true
	m.Map(register.Outcome, "信访", register.NoApplication)
	c := b.Count(m, sheets, year(t))
	p, err := c.Into(w.As("", id).Report(), b.Name, b.SM3, false)
	w.Must(err)
	r := w.As("", id).Report()
	w.Must(r.Apply(p.Edit))
	n, ok := counted.RegisterOf(r, "requests.received.total")
	if !ok || n.Rows != 15 || n.LeftOut() != len(c.Left) || len(c.Left) != 14 || n.Hidden == nil || len(n.Left)+1 != len(counted.Reasons) {
		t.Errorf("%d rows are left out, %+v: %s", len(c.Left), n, said(c.Left))
	}
	for _, word := range []string{"某", "甲", "信访"} {
		if strings.Contains(n.Encode()+n.Says(), word) {
			t.Errorf("it has a word of a row: %s", n.Says())
		}
	}
}

// What an office says of its registers is remembered; nothing of those who applied is.
func TestWhatIsRemembered(t *testing.T) {
	w := apptest.NewWorkstation(t)
	s, _, _ := counts(t, w, 100)
	m := register.Remembered(ctx, w.Settings)
	if m.Headings["收到日期"] != register.Received || m.Words[register.Outcome]["同意公开"] != "granted" {
		t.Errorf("remembered: %+v", m)
	}
	n, _ := counted.At(s.Report(), "requests.received.natural_person")
	if got := register.FileOf(ctx, w.Settings, n); got != "/somewhere/台账.xlsx" {
		t.Errorf("the register lies at %q", got)
	}
	b, by, _ := read(t, bytesOf(t, sheetOf(usual, "1|2025-3-3|"+registertest.Surname+"甲|自然人|一|2025-3-10|予以公开")))
	by.Headings["申请人"], by.Headings["办理结果"] = register.Outcome, register.None
	by.Map(register.Outcome, b.Sample(&b.Sheet(1).Columns[2], by), "granted")
	w.Must(b.Remember(ctx, w.Settings, by))
	if raw, _ := w.Settings.Setting(ctx, "register"); strings.Contains(raw, registertest.Surname) || !strings.Contains(raw, "同意公开") {
		t.Errorf("kept: %s", raw)
	}
	named, by, _ := read(t, bytesOf(t, sheetOf(usual,
		"1|2025-3-3|"+registertest.Surname+"丙、"+registertest.Surname+"丁|"+registertest.Surname+"丁本人|一|2025-3-10|公开（"+registertest.Surname+"丙领取）",
		"2|2025-3-4|戊|自然人|二|2025-3-11|书面公开")))
	for word, target := range map[string]string{"公开（" + registertest.Surname + "丙领取）": "granted", "书面公开": "granted"} {
		by.Map(register.Outcome, word, target)
	}
	by.Map(register.Kind, registertest.Surname+"丁本人", "natural_person")
	w.Must(named.Remember(ctx, w.Settings, by))
	if raw, _ := w.Settings.Setting(ctx, "register"); strings.Contains(raw, registertest.Surname) || !strings.Contains(raw, "书面公开") {
		t.Errorf("of words with names is kept: %s", raw)
	}
	for _, raw := range []string{"", "{", `{"headings":{"甲":"nothing"},"words":{}}`} {
		w.Must(w.Settings.SetSetting(ctx, "register", raw))
		if m := register.Remembered(ctx, w.Settings); len(m.Headings) != 0 {
			t.Errorf("%q is %+v", raw, m)
		}
	}
}
