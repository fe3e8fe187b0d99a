package shell

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"nianbao/app/form"
	"nianbao/app/report"
	"nianbao/ui/commands"
	"nianbao/ui/editor"
	"nianbao/ui/widgets"
)

// The bar goes from text to table and round, shows each hit selected, and
// keeps the keyboard: a further Enter must not be typed into what was found.
func TestTheFinderGoesThroughTheWholeReport(t *testing.T) {
	w, _, e := withExample(t)
	e.GoSection(0)
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(e.Session.Set(w.ctx, "overview.lead", "甲乙７７７丁，777。"))
	must(e.Session.Set(w.ctx, "requests.received.natural_person", "777"))
	widgets.PutCaret(&e.Parts[1].(*editor.TextPart).Fields[0].Entry, 0)
	w.Do(commands.Find)
	f := e.Finder
	if !f.Content.Visible() || w.win.Canvas().Focused() != fyne.Focusable(f.What) {
		t.Fatal("the bar is not open")
	}
	test.Type(f.What, "777")
	if f.Count.Text != "共 3 处" {
		t.Fatalf("the bar says %q", f.Count.Text)
	}
	for _, want := range []struct {
		part int
		text string
		says string
	}{
		{1, "７７７", "第 1 处，共 3 处"}, {1, "777", "第 2 处，共 3 处"}, {3, "", "第 3 处，共 3 处"}, {1, "７７７", "第 1 处，共 3 处"},
	} {
		press(f.What, fyne.KeyReturn)
		if e.Current != want.part || f.Count.Text != want.says || w.win.Canvas().Focused() != fyne.Focusable(f.What) {
			t.Errorf("part %d, %q; %T has the keyboard", e.Current, f.Count.Text, w.win.Canvas().Focused())
		}
		switch p := e.Parts[e.Current].(type) {
		case *editor.TextPart:
			if got := p.Fields[0].SelectedText(); got != want.text {
				t.Errorf("%q is selected, want %q", got, want.text)
			}
		case *editor.TablePart:
			if got := p.Grid.Active(); got != "requests.received.natural_person" {
				t.Errorf("the cursor is on %s", got)
			}
		}
	}
	press(f.What, fyne.KeyEscape)
	if f.Content.Visible() || w.win.Canvas().Focused() != fyne.Focusable(e.Parts[1].(*editor.TextPart).Fields[0]) {
		t.Errorf("after Esc %T has the keyboard", w.win.Canvas().Focused())
	}
	if got := e.Report().Text("overview.lead"); got != "甲乙７７７丁，777。" {
		t.Errorf("finding has changed the text: %s", got)
	}
}

func TestTheFinderReplacesAndOneUndoTakesAllBack(t *testing.T) {
	w, _, e := withExample(t)
	for a, text := range map[string]string{"overview.lead": "甲７７７乙777", "others.matters": "777"} {
		if err := e.Session.Set(w.ctx, form.Address(a), text); err != nil {
			t.Fatal(err)
		}
	}
	if err := e.Session.Set(w.ctx, "requests.received.natural_person", "777"); err != nil {
		t.Fatal(err)
	}
	w.Do(commands.Replace)
	f := e.Finder
	test.Type(f.What, "777")
	test.Type(f.With, "8")
	f.Buttons[2].OnTapped() // shows the first
	f.Buttons[2].OnTapped() // replaces it and shows the second
	if got := e.Report().Text("overview.lead"); got != "甲8乙777" || f.Count.Text != "第 1 处，共 3 处" {
		t.Errorf("%s, %s", got, f.Count.Text)
	}
	f.Buttons[3].OnTapped()
	held := func() string {
		return e.Report().Text("overview.lead") + " " + e.Report().Text("others.matters") + " " + e.Report().Figure("requests.received.natural_person").String()
	}
	if got := held(); got != "甲8乙8 8 8" || f.Count.Text != "没有找到" {
		t.Errorf("%s; %s", got, f.Count.Text)
	}
	e.Undo()
	if got := held(); got != "甲8乙777 777 777" {
		t.Errorf("after one step back: %s", got)
	}
}

// The bar lies over the page: where it would cover what was found it goes to the
// other corner, and Tab goes from what to find to what to replace it with.
func TestTheFinderCoversNothingThatItFinds(t *testing.T) {
	w, _, e := withExample(t)
	w.win.Resize(fyne.NewSize(800, 600))
	e.GoPart(0)
	w.Do(commands.Replace)
	f := e.Finder
	test.Type(f.What, "自然资源局")
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject
	high := at(f.Content).Y
	press(f.What, fyne.KeyReturn)
	field := e.Parts[0].(*editor.InfoPart).Entries[report.UnitName]
	if field.SelectedText() != "自然资源局" {
		t.Fatalf("part %d, %q is selected", e.Current, field.SelectedText())
	}
	if y, top := at(field).Y, at(f.Content).Y; y < top+f.Content.Size().Height && y+field.Size().Height > top {
		t.Errorf("the bar from %v to %v lies over the field at %v", top, top+f.Content.Size().Height, y)
	}
	if right := at(f.Content).X + f.Content.Size().Width; right > 800 || at(f.Content).X < 0 {
		t.Errorf("the bar ends at %v", right)
	}
	w.win.Canvas().FocusNext()
	if w.win.Canvas().Focused() != fyne.Focusable(f.With) {
		t.Errorf("Tab goes to %T", w.win.Canvas().Focused())
	}
	f.Close()
	w.Do(commands.Find)
	if at(f.Content).Y != high {
		t.Errorf("it opens at %v, not at %v", at(f.Content).Y, high)
	}
}
