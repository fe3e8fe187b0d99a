package shell

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"nianbao/ui/commands"
	"nianbao/ui/editor"
	"nianbao/ui/widgets"
)

// What is typed on a screen never reaches the one before: a screen that has no place
// for the keyboard leaves it nowhere.
func TestKeysDoNotReachTheScreenBefore(t *testing.T) {
	w, _, e := withExample(t)
	e.GoSection(0)
	text := func() string { return e.Report().Raw("overview.lead") + e.Report().Raw("overview.disclosure") }
	if w.win.Canvas().Focused() == nil {
		t.Fatal("nothing has the keyboard")
	}
	before := text()
	w.Do(commands.Office) // without a roster: nothing to be chosen
	if _, still := w.screen.(*editor.Editor); still {
		t.Fatal("the report is shown still")
	}
	if focused := w.win.Canvas().Focused(); focused != nil {
		test.Type(focused, "xyz")
		if o, ok := focused.(fyne.CanvasObject); ok && fyne.CurrentApp().Driver().AbsolutePositionForObject(o) == (fyne.Position{}) {
			t.Errorf("%T, which is not seen, has the keyboard", focused)
		}
	}
	widgets.StoreTyped(w)
	if got := text(); got != before {
		t.Errorf("the text before became %q", got)
	}
}

// From the list of people the keyboard does not stay there, though no report is in
// the list of reports.
func TestTheListOfPeopleLetsTheKeyboardGo(t *testing.T) {
	w, _ := officeWindow(t)
	w.Do(commands.Office)
	people := w.win.Canvas().Focused()
	if people == nil {
		t.Fatal("nobody can be chosen")
	}
	w.showList()
	if got := w.win.Canvas().Focused(); got == people {
		t.Error("the list of people has the keyboard still")
	}
}
