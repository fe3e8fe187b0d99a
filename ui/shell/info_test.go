package shell

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"nianbao/app"
	"nianbao/app/form"
	"nianbao/app/report"
	"nianbao/ui/editor"
)

// What is not taken stays where it was typed, with the reason beside it, and no
// dialog comes; Esc takes it back.
func TestARefusedEntryKeepsWhatWasTyped(t *testing.T) {
	w, _, e := withExample(t)
	e.GoPart(0)
	info := e.Parts[0].(*editor.InfoPart)
	for a, c := range map[string]struct{ typed, says, stands string }{
		string(report.Year):     {"二五", "四位数字", "2025"},
		string(report.SignedOn): {"2026.2.30", "没有30日", "2026年1月20日"},
		string(report.UnitName): {" ", "单位全称", "示例县自然资源局"},
	} {
		entry := info.Entries[form.Address(a)]
		w.win.Canvas().Focus(entry)
		entry.SetText(c.typed)
		w.win.Canvas().Focus(info.Entries[report.SignedBy])
		said := info.Said(form.Address(a))
		if w.dialogs.Open() || entry.Text != c.typed || !strings.Contains(said, c.says) {
			t.Errorf("%s: %q stands, said %q, a dialog: %t", a, entry.Text, said, w.dialogs.Open())
		}
		e.GoPart(3)
		if e.Current != 0 || w.win.Canvas().Focused() != fyne.Focusable(entry) {
			t.Errorf("%s: left with %q not taken", a, c.typed)
		}
		e.Parts[0].Shown() // another entry gets the keyboard, and what was typed stays
		if entry.Text != c.typed {
			t.Errorf("%s: now %q", a, entry.Text)
		}
		w.win.Canvas().Focus(entry)
		entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
		if said := info.Said(form.Address(a)); entry.Text != c.stands || strings.Contains(said, "没有保存") {
			t.Errorf("%s: Esc leaves %q, said %q", a, entry.Text, said)
		}
	}
	if e.GoPart(3); e.Current != 3 {
		t.Error("the part cannot be left")
	}
}

func TestADateShowsHowItWasUnderstood(t *testing.T) {
	w, m, e := withExample(t)
	e.GoPart(0)
	info := e.Parts[0].(*editor.InfoPart)
	date := info.Entries[report.SignedOn]
	for _, typed := range []string{"2026.1.9", "二〇二六年一月九日", "２０２６０１０９"} {
		w.win.Canvas().Focus(date)
		date.SetText(typed)
		if beside := info.Said(report.SignedOn); beside != "读作2026年1月9日，星期五" {
			t.Errorf("beside %q stands %q", typed, beside)
		}
		w.win.Canvas().Focus(info.Entries[report.SignedBy])
		if beside := info.Said(report.SignedOn); date.Text != "2026年1月9日" || beside != "星期五" || m.Drafts[1].Values[report.SignedOn] != "2026-01-09" {
			t.Errorf("%q left: %q, beside it %q, stored %q", typed, date.Text, beside, m.Drafts[1].Values[report.SignedOn])
		}
		if err := e.Set(report.SignedOn, ""); err != nil {
			t.Fatal(err)
		}
	}
	year := info.Entries[report.Year]
	w.win.Canvas().Focus(year)
	year.SetText("２０２４")
	w.win.Canvas().Focus(info.Entries[report.SignedBy])
	if e.Report().Year() != 2024 || e.Parts[0].(*editor.InfoPart).Entries[report.Year].Text != "2024" {
		t.Errorf("full-width digits: %d, shown %q", e.Report().Year(), year.Text)
	}
}

// A field that the keyboard leads to is shown whole; under the mouse nothing moves.
func TestAFieldIsShownWhole(t *testing.T) {
	w, _, e := withExample(t)
	e.GoPart(0)
	w.win.Resize(fyne.NewSize(1280, 560))
	info := e.Parts[0].(*editor.InfoPart)
	field, view := info.Preamble.Fields[0], info.Scroll
	bottom := func() float32 {
		at := fyne.CurrentApp().Driver().AbsolutePositionForObject
		return at(field).Y - at(view).Y + field.Size().Height
	}
	half := view.Offset.Y + bottom() - view.Size().Height - field.Size().Height/2
	begin := func() {
		w.win.Canvas().Focus(info.Entries[report.ContactEmail])
		view.ScrollToOffset(fyne.NewPos(0, half))
		if out := bottom() - view.Size().Height; out < 10 {
			t.Fatalf("%v of the field is out of sight before", out)
		}
	}
	begin()
	field.MouseDown(&desktop.MouseEvent{Button: desktop.MouseButtonPrimary})
	if w.win.Canvas().Focused() != fyne.Focusable(field) || view.Offset.Y != half {
		t.Errorf("the page moves under the mouse, to %v", view.Offset.Y)
	}
	begin()
	w.win.Canvas().Focus(field)
	if out := bottom() - view.Size().Height; out > 0 {
		t.Errorf("%v of the field is out of sight", out)
	}
}

// Contacts that are typed go into the proposed preamble; one that the officer
// wrote is written anew only when that is asked for.
func TestContactsGoIntoThePreamble(t *testing.T) {
	w, _, e := withExample(t)
	e.GoPart(0)
	info := e.Parts[0].(*editor.InfoPart)
	own := e.Report().Text(report.Preamble)
	postcode := info.Entries[report.ContactPostcode]
	w.win.Canvas().Focus(postcode)
	postcode.SetText("２１５")
	w.win.Canvas().Focus(info.Entries[report.UnitName])
	if said := info.Said(report.ContactPostcode); postcode.Text != "215" || !strings.Contains(said, "6位") {
		t.Errorf("a short postcode: %q, said %q", postcode.Text, said)
	}
	if e.Report().Text(report.Preamble) != own {
		t.Error("a preamble that was written changed")
	}
	info.Propose()
	if got := e.Report().Text(report.Preamble); !strings.Contains(got, "邮编：215") {
		t.Errorf("proposed: %q", got)
	}
	e.Undo()
	if e.Report().Text(report.Preamble) != own {
		t.Error("one step back does not bring the written one back")
	}
}

// The tick that says that cells are 0 makes them 0, in one step back with it; what
// was entered stays.
func TestADeclarationFillsWhatItSays(t *testing.T) {
	w, _ := newTestWindow(t)
	id, err := w.service.Create(w.ctx, app.NewReport{Unit: "甲县财政局", Year: 2024})
	if err != nil {
		t.Fatal(err)
	}
	w.OpenReport(id, nil)
	e := w.screen.(*editor.Editor)
	if err := e.Set("disclosed.regulations.issued", "2"); err != nil {
		t.Fatal(err)
	}
	held := func() string {
		return e.Report().Raw("disclosed.regulations.issued") + " " + e.Report().Raw("disclosed.regulations.repealed") + " " + e.Report().Raw("disclosed.regulations.in_force")
	}
	info := e.Parts[0].(*editor.InfoPart)
	info.Facts["no_regulations"].SetChecked(true)
	if got := held(); got != "2 0 0" || !e.Report().Declared("no_regulations") {
		t.Errorf("ticked: %q", got)
	}
	if e.Undo(); held() != "2  " || e.Report().Declared("no_regulations") || info.Facts["no_regulations"].Checked {
		t.Errorf("one step back: %q", held())
	}
	id, err = w.service.Create(w.ctx, app.NewReport{Unit: "甲县财政局", Year: 2025, Facts: []string{"no_regulations", "no_licensing"}})
	if err != nil {
		t.Fatal(err)
	}
	w.OpenReport(id, nil)
	e = w.screen.(*editor.Editor)
	if got := held() + e.Report().Raw("disclosed.licensing.decisions"); got != "0 0 0" {
		t.Errorf("a new report: %q", got)
	}
}
