package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// guard keeps an entry from being written in while its report is locked. The
// text can still be read, selected and copied.
type guard struct {
	locked func() string // why not, "" when it may; nil for an entry that is never locked
	refuse func(reason string)
}

// refuses says whether the entry is locked, and tells the person.
func (g guard) refuses() bool {
	if g.locked == nil {
		return false
	}
	reason := g.locked()
	if reason == "" {
		return false
	}
	g.refuse(reason)
	return true
}

// stopsKey says whether a key would write and may not.
func (g guard) stopsKey(ev *fyne.KeyEvent, multiLine bool) bool {
	writes := ev.Name == fyne.KeyBackspace || ev.Name == fyne.KeyDelete || multiLine && isEnter(ev.Name)
	return writes && g.refuses()
}

// stopsShortcut says whether a shortcut would write and may not.
func (g guard) stopsShortcut(s fyne.Shortcut) bool {
	switch s := s.(type) {
	case *fyne.ShortcutPaste, *fyne.ShortcutCut, *fyne.ShortcutUndo, *fyne.ShortcutRedo:
		return g.refuses()
	case *desktop.CustomShortcut:
		return (s.KeyName == fyne.KeyBackspace || s.KeyName == fyne.KeyDelete) && g.refuses()
	}
	return false
}

// stopsMenu shows the menu of a locked entry, in place of one that writes.
func (g guard) stopsMenu(e fyne.Shortcutable, w Host, at fyne.Position) bool {
	if g.locked == nil || g.locked() == "" {
		return false
	}
	clipboard := fyne.CurrentApp().Clipboard()
	widget.ShowPopUpMenuAtPosition(fyne.NewMenu("",
		fyne.NewMenuItem("复制", func() { e.TypedShortcut(&fyne.ShortcutCopy{Clipboard: clipboard}) }),
		fyne.NewMenuItem("全选", func() { e.TypedShortcut(&fyne.ShortcutSelectAll{}) })), w.Window().Canvas(), at)
	return true
}

// shade greys entries while they are locked. (A theme of their own would do it
// too, but the toolkit reads the fonts anew for each.)
type shade struct {
	veils  []fyne.CanvasObject
	locked bool
}

// over returns an entry that can be greyed.
func (s *shade) over(entry fyne.CanvasObject) fyne.CanvasObject {
	veil := canvas.NewRectangle(colorVeil)
	veil.CornerRadius = theme.InputRadiusSize()
	show(veil, s.locked)
	s.veils = append(s.veils, veil)
	return container.NewStack(entry, veil)
}

func (s *shade) set(locked bool) {
	s.locked = locked
	for _, v := range s.veils {
		show(v, locked)
	}
}

// lockMark says over a part that it can only be read.
func lockMark() *widget.Label {
	l := &widget.Label{Text: "已锁定，只能查看", TextStyle: fyne.TextStyle{Bold: true}, Importance: widget.WarningImportance}
	l.Hide()
	return l
}
