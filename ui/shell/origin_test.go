package shell

import (
	"testing"

	"fyne.io/fyne/v2"

	"nianbao/app/form"
	"nianbao/app/provided"
	"nianbao/app/report"
	"nianbao/ui/commands"
	"nianbao/ui/review"
)

// Where a figure came from is told beside the cell, with what is to be filled in there
// and alone, and on the pages that a reviewer reads.
func TestWhereAFigureCameFromIsTold(t *testing.T) {
	w, _, e := withExample(t)
	const at form.Address = "requests.granted.business"
	e.GoTo(at)
	e.Host.Key(&fyne.KeyEvent{Name: fyne.KeyF1})
	if !shows(w, "数字来源") || !shows(w, "从文件读入") {
		t.Error("the explanation of a cell does not tell where its figure came from")
	}
	hit(w, fyne.KeyEscape)
	if err := e.Set(at, "4"); err != nil {
		t.Fatal(err)
	}
	w.Do(commands.Origin)
	if !shows(w, "录入：") {
		t.Error("what was typed is not told")
	}
	hit(w, fyne.KeyEscape)
	sheet := provided.Sheet{From: "法规科", Name: "李四", Date: "2026-01-07", File: "法规科.xlsx", SM3: "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"}
	given, err := e.Report().Set(report.ProvidedAt(at), provided.Of(report.Int(4), sheet).Encode())
	if err == nil {
		err = e.Session.Apply(w.ctx, report.Edit{Note: "读入法规科.xlsx", Changes: []report.Change{given}})
	}
	if err != nil {
		t.Fatal(err)
	}
	w.Do(commands.Origin)
	if !shows(w, "“法规科”报送：4（李四，2026年1月7日）") {
		t.Error("who provided it is not told")
	}
	hit(w, fyne.KeyEscape)
	e.Opened.Toggle()
	p, ok := w.screen.(*review.Page)
	if !ok {
		t.Fatalf("the pages are a %T", w.screen)
	}
	w.Do(commands.Origin)
	if !shows(w, "请先点一下") {
		t.Error("nothing is chosen, and nothing said")
	}
	p.GoTo(at)
	if !shows(w, "“法规科”报送：4（李四，2026年1月7日）") {
		t.Error("who provided the chosen figure is not told")
	}
}
