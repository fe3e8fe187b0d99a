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
	if got := held(); got != "甲8乙8 8 8" || f.Count.Text != "已替换 3 处" {
		t.Errorf("%s; %s", got, f.Count.Text)
	}
	e.Undo()
	if got := held(); got != "甲8乙777 777 777" {
		t.Errorf("after one step back: %s", got)
	}
	// What was found is selected no longer: typing adds to the text and takes nothing away.
	f.Close()
	e.GoPart(1)
	lead := e.Parts[1].(*editor.TextPart).Fields[0]
	w.win.Canvas().Focus(lead)
	if got := lead.SelectedText(); got != "" {
		t.Errorf("%q is selected", got)
	}
	w.win.Canvas().Focused().TypedRune('丙')
	if got := len([]rune(lead.Text)); got != len([]rune("甲8乙777"))+1 {
		t.Errorf("one character more makes %q", lead.Text)
	}
}

// The bar lies over the header, at every size and with large text: what is found,
// the heads of the tables and what the page holds stay in sight. Tab goes from what
// to find to what to replace it with.
func TestTheFinderCoversNothingOfThePage(t *testing.T) {
	w, _, e := withExample(t)
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject
	for _, size := range []fyne.Size{{Width: 960, Height: 461}, {Width: 1093, Height: 543}, {Width: 1366, Height: 697}, {Width: 1920, Height: 1009}} {
		for _, text := range []string{widgets.SizeMedium, widgets.SizeLarge} {
			fyne.CurrentApp().Settings().SetTheme(widgets.NewTheme(text))
			w.win.Resize(size)
			w.Do(commands.Replace)
			f := e.Finder
			f.What.SetText("2025")
			for range 4 {
				press(f.What, fyne.KeyReturn)
				settle(w)
				for _, o := range f.Content.Objects {
					if bottom := at(o).Y + o.Size().Height; o.Visible() && (bottom > 44 || at(o).X < 0 || at(o).X+o.Size().Width > size.Width) {
						t.Fatalf("%v, text %q: a %T at %v, %v", size, text, o, at(o), o.Size())
					}
				}
				if field := f.What.Size(); field.Width < 70 || field.Height < f.What.MinSize().Height-3 {
					t.Errorf("%v, text %q: what to find is typed into %v", size, text, field)
				}
			}
			f.Close()
		}
	}
	w.Do(commands.Replace)
	w.win.Canvas().FocusNext()
	if w.win.Canvas().Focused() != fyne.Focusable(e.Finder.With) {
		t.Errorf("Tab goes to %T", w.win.Canvas().Focused())
	}
}

// Esc closes the bar wherever the keyboard is: in a text, a field, a table, at a
// button of the bar, or nowhere.
func TestEscClosesTheFinderFromEverywhere(t *testing.T) {
	w, _, e := withExample(t)
	f, c := e.Finder, w.win.Canvas()
	for name, tt := range map[string]struct {
		part  int
		focus func() fyne.Focusable
	}{
		"a text":  {1, func() fyne.Focusable { return e.Parts[1].(*editor.TextPart).Fields[0] }},
		"a field": {0, func() fyne.Focusable { return e.Parts[0].(*editor.InfoPart).Entries[report.UnitName] }},
		"a table": {3, func() fyne.Focusable { return e.Parts[3].(*editor.TablePart).Grid }},
		"replace all": {3, func() fyne.Focusable {
			f.What.SetText("没有这几个字")
			f.Buttons[3].OnTapped()
			return f.Buttons[3]
		}},
		"nowhere": {3, func() fyne.Focusable { return nil }},
	} {
		e.GoPart(tt.part)
		w.Do(commands.Replace)
		if at := tt.focus(); at != nil {
			c.Focus(at)
		} else {
			c.Unfocus()
		}
		if hit(w, fyne.KeyEscape); f.Content.Visible() {
			t.Errorf("%s: Esc leaves the bar open", name)
			f.Close()
		}
		if c.Focused() == nil || c.Focused() == fyne.Focusable(f.Buttons[3]) {
			t.Errorf("%s: the keyboard is at %T", name, c.Focused())
		}
	}
}

// The space bar presses a button and a menu's entry once, and is not typed into the field
// that they lead to: the driver sends the key first, then its character to whatever has
// the keyboard by then.
func TestTheSpaceBarIsNotTypedIntoWhatItLeadsTo(t *testing.T) {
	w, _, e := withExample(t)
	space := func() {
		w.win.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
		w.win.Canvas().Focused().TypedRune(' ')
	}
	e.GoSection(0)
	w.Do(commands.Find)
	f := e.Finder
	test.Type(f.What, "公开")
	pressed := 0
	next := widgets.NewButton(w, "下一处", func() {
		pressed++
		w.win.Canvas().Focus(f.What)
	})
	f.Content.Add(next)
	w.win.Canvas().Focus(next)
	space()
	if pressed != 1 || f.What.Text != "公开" {
		t.Errorf("pressed %d times; the field has %q", pressed, f.What.Text)
	}
	chosen := 0
	menu := widgets.NewMenu(w, fyne.NewMenu("", &fyne.MenuItem{Label: "查找", Action: func() {
		chosen++
		w.win.Canvas().Focus(f.What)
	}}))
	menu.ShowAtPosition(fyne.NewPos(10, 10))
	press(menu, fyne.KeyDown)
	space()
	if chosen != 1 || f.What.Text != "公开" {
		t.Errorf("chosen %d times; the field has %q", chosen, f.What.Text)
	}
}
