package shell

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"nianbao/ui/commands"
	"nianbao/ui/editor"
	"nianbao/ui/widgets"
)

// menuTexts are the words of the menu over the page, and takes it away.
func menuTexts(w *Window) string {
	var out []string
	top := w.win.Canvas().Overlays().Top()
	if top == nil {
		return ""
	}
	for _, o := range test.LaidOutObjects(top) {
		if text, ok := o.(*canvas.Text); ok {
			out = append(out, text.Text)
		}
	}
	w.win.Canvas().Overlays().Remove(top)
	return strings.Join(out, " ")
}

// Right click and the menu key open a menu in a table and in every kind of
// text, with the names and keys of the table of commands.
func TestRightClickOpensAMenuOfCommands(t *testing.T) {
	w, _, e := withExample(t)
	right := &fyne.PointEvent{AbsolutePosition: fyne.NewPos(400, 300)}
	menuKey := &fyne.KeyEvent{Name: desktop.KeyMenu}
	e.GoPart(3)
	g := e.Parts[3].(*editor.TablePart).Grid
	text := e.Parts[1].(*editor.TextPart).Fields[0]
	info := e.Parts[0].(*editor.InfoPart)
	clipboard := []commands.ID{commands.Cut, commands.Copy, commands.Paste, commands.SelectAll}
	for name, tt := range map[string]struct {
		part int
		open func()
		also []commands.ID
	}{
		"table":        {3, func() { g.TappedSecondary(right) }, []commands.ID{commands.FillDown, commands.Clear, commands.Reason, commands.Explain, commands.Find}},
		"table by key": {3, func() { g.TypedKey(menuKey) }, []commands.ID{commands.FillDown, commands.Clear}},
		"text":         {1, func() { text.TappedSecondary(right) }, []commands.ID{commands.Undo, commands.Find, commands.Explain}},
		"text by key":  {1, func() { text.TypedKey(menuKey) }, []commands.ID{commands.Undo, commands.Find}},
		"field":        {0, func() { info.Entries["meta.unit"].TappedSecondary(right) }, nil},
		"field by key": {0, func() { info.Entries["meta.unit"].TypedKey(menuKey) }, nil},
		"preamble":     {0, func() { info.Preamble.Fields[0].TappedSecondary(right) }, []commands.ID{commands.Undo}},
		"finder":       {0, func() { e.Finder.What.TappedSecondary(right) }, nil},
	} {
		e.GoPart(tt.part)
		tt.open()
		got := menuTexts(w)
		for _, id := range append(clipboard, tt.also...) {
			if !strings.Contains(got, commands.Of(id).Label) {
				t.Errorf("%s: the menu has no %s: %s", name, commands.Of(id).Label, got)
			}
		}
		if !strings.Contains(got, "Ctrl+C") {
			t.Errorf("%s: the menu shows no keys: %s", name, got)
		}
	}
}

// A double click takes a run of Chinese characters, not the whole line.
func TestADoubleClickSelectsAWord(t *testing.T) {
	w, _, e := withExample(t)
	if err := e.Session.Set(w.ctx, "overview.lead", "全年收到，申请1,286件。"); err != nil {
		t.Fatal(err)
	}
	e.GoPart(1)
	p := e.Parts[1].(*editor.TextPart).Fields[0]
	for at, want := range map[int]string{1: "全年收到", 6: "申请", 9: "1,286", 12: "件"} {
		widgets.PutCaret(&p.Entry, at)
		p.DoubleTapped(&fyne.PointEvent{})
		if got := p.SelectedText(); got != want {
			t.Errorf("before character %d: %q is selected, want %q", at, got, want)
		}
	}
}

// The keys of the window are its own wherever the cursor is, in a paragraph too.
func TestKeysOfTheWindowWorkInAParagraph(t *testing.T) {
	w, _, e := withExample(t)
	e.GoPart(1)
	text := e.Parts[1].(*editor.TextPart).Fields[0]
	w.win.Canvas().Focus(text)
	text.TypedKey(&fyne.KeyEvent{Name: fyne.KeyF10})
	if w.win.Canvas().Overlays().Top() == nil {
		t.Error("F10 opens no menu")
	}
}
