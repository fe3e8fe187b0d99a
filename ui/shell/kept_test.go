package shell

import (
	"testing"

	"fyne.io/fyne/v2"

	"nianbao/app/form"
	"nianbao/ui/commands"
	"nianbao/ui/editor"
	"nianbao/ui/widgets"
)

// The place of the person is that of before, after another page, after the
// report was left, and in a window that did not close properly.
func TestAReportOpensWhereThePersonWas(t *testing.T) {
	w, _, e := withExample(t)
	id := e.Session.ID()
	again := func() *editor.Editor {
		t.Helper()
		w.OpenReport(id, nil)
		e, ok := w.screen.(*editor.Editor)
		if !ok {
			t.Fatalf("page %T", w.screen)
		}
		return e
	}
	if e.Current != 0 {
		t.Errorf("a report that was never open begins at part %d", e.Current)
	}

	e.GoSection(2)
	g := e.Parts[3].(*editor.TablePart).Grid
	g.Select([]form.Address{"requests.granted.business", "requests.partly_granted.research"})
	w.Do(commands.Find)
	e.Finder.What.SetText("甲")
	w.showList()
	e = again()
	p, ok := e.Parts[e.Current].(*editor.TablePart)
	if !ok || !e.Finder.Content.Visible() || e.Finder.What.Text != "甲" {
		t.Fatalf("part %d, the finder looks for %q", e.Current, e.Finder.What.Text)
	}
	if cursor, other := p.Grid.Ends(); cursor != "requests.granted.business" || other != "requests.partly_granted.research" {
		t.Errorf("%s to %s is selected", cursor, other)
	}
	if w.win.Canvas().Focused() != fyne.Focusable(p.Grid) {
		t.Errorf("%T has the keyboard", w.win.Canvas().Focused())
	}

	e.Finder.Close()
	e.GoSection(0)
	text := e.Parts[1].(*editor.TextPart).Fields[1]
	w.win.Canvas().Focus(text)
	widgets.PutCaret(&text.Entry, 5)
	e.Opened.Toggle() // to the pages
	e.Opened.Toggle() // and back
	if w.win.Canvas().Focused() != fyne.Focusable(text) || text.CursorTextOffset() != 5 {
		t.Errorf("after the pages %T has the keyboard, before character %d", w.win.Canvas().Focused(), text.CursorTextOffset())
	}
	e = again()
	text = e.Parts[1].(*editor.TextPart).Fields[1]
	if w.win.Canvas().Focused() != fyne.Focusable(text) || text.CursorTextOffset() != 5 {
		t.Errorf("%T has the keyboard, before character %d", w.win.Canvas().Focused(), text.CursorTextOffset())
	}

	// An edit that no place was kept after, as when the program was killed.
	if err := e.Session.Set(w.ctx, "disputes.direct_suit.upheld", "3"); err != nil {
		t.Fatal(err)
	}
	w.screen = nil
	e = again()
	if e.Current != 4 || e.Parts[4].Cursor() != "disputes.direct_suit.upheld" {
		t.Errorf("part %d, %s", e.Current, e.Parts[e.Current].Cursor())
	}
	info := e.Parts[0].(*editor.InfoPart)
	e.GoPart(0)
	w.win.Canvas().Focus(info.Entries["meta.signed_by"])
	e.Opened.Toggle()
	e.Opened.Toggle()
	if w.win.Canvas().Focused() != fyne.Focusable(info.Entries["meta.signed_by"]) {
		t.Errorf("after the pages %T has the keyboard", w.win.Canvas().Focused())
	}
}
