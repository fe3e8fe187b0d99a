package shell

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"

	"nianbao/ui/commands"
	"nianbao/ui/widgets"
)

// A button says what it does; its key shows while the mouse rests on it, and
// not for longer, nor over another page.
func TestTheKeyOfAButtonIsInItsTooltip(t *testing.T) {
	w, m, _ := withExample(t)
	b := widgets.NewCommand(w, commands.Export)
	w.body.Objects = append(w.body.Objects, container.NewWithoutLayout(b))
	tips := w.dialogs.Tips
	for _, end := range []func(){
		b.MouseOut,
		func() { b.Tapped(&fyne.PointEvent{}) },
		w.showList,
		func() { m.due() }, // after a while
	} {
		m.due = nil
		b.MouseIn(&desktop.MouseEvent{})
		if m.due == nil || tips.Shown() != "" {
			t.Fatal("the tooltip does not wait")
		}
		m.due()
		if want := commands.Titled(commands.Export); tips.Shown() != want || b.Text != "导出 PDF" {
			t.Errorf("the tooltip says %q, want %q; the button says %q", tips.Shown(), want, b.Text)
		}
		if text := tips.Layer.Objects[1].(*canvas.Text); text.Position().X < 0 || text.Position().X+text.Size().Width > w.win.Canvas().Size().Width {
			t.Errorf("the tooltip reaches out of the window: at %v", text.Position())
		}
		b.OnTapped = func() {}
		end()
		if tips.Shown() != "" {
			t.Error("the tooltip stays")
		}
	}
	b.MouseIn(&desktop.MouseEvent{})
	due := m.due
	widgets.Alert(w, "一件事", "已经完成。")
	if due(); tips.Shown() != "" {
		t.Error("the tooltip shows over a dialog")
	}
	w.dialogs.CloseAll()
	plain := widgets.NewButton(w, "取消（Esc）", nil)
	if plain.Tip != "" || plain.Text != "取消（Esc）" {
		t.Errorf("%q, tooltip %q", plain.Text, plain.Tip)
	}
}
