package shell

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"nianbao/app"
	"nianbao/ui/commands"
	"nianbao/ui/look"
)

// Strong colours come at once, on the page that is shown, are remembered, and go
// again.
func TestStrongColoursAreChosenAndKept(t *testing.T) {
	w, m, e := withExample(t)
	t.Cleanup(func() { look.UseStrong(false) })
	e.GoPart(3)
	before := w.win.Canvas().Capture()
	w.Do(commands.Contrast)
	if !look.Strong() || theme.Color(theme.ColorNameInputBorder) != look.FieldEdge.NRGBA() {
		t.Fatal("the colours are the usual ones")
	}
	after := w.win.Canvas().Capture()
	changed := 0
	for y := 0; y < before.Bounds().Dy(); y += 3 {
		for x := 0; x < before.Bounds().Dx(); x += 3 {
			if before.At(x, y) != after.At(x, y) {
				changed++
			}
		}
	}
	if changed < 1000 {
		t.Errorf("only %d points of the page changed", changed)
	}
	for _, item := range w.Menu().Items {
		for _, entry := range item.ChildMenu.Items {
			if (entry.Label == commands.Of(commands.Contrast).Label) != entry.Checked {
				t.Errorf("%s: ticked %v", entry.Label, entry.Checked)
			}
		}
	}
	again := New(w.ctx, fyne.CurrentApp(), w.service, w.options)
	t.Cleanup(again.win.Close)
	if !look.Strong() {
		t.Error("forgotten at the next start")
	}
	w.Do(commands.Contrast)
	if held := m.Memory.Settings[app.SettingColors]; look.Strong() || held != "plain" {
		t.Errorf("still strong: %q is kept", held)
	}
}
