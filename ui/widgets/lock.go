package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// ReadOnlyGuard keeps an entry from being written in while its report is locked. The
// text can still be read, selected and copied.
type ReadOnlyGuard struct {
	Locked func() string // why not, "" when it may; nil for an entry that is never locked
	Refuse func(reason string)
}

// Refuses says whether the entry is locked, and tells the person.
func (g ReadOnlyGuard) Refuses() bool {
	if g.Locked == nil {
		return false
	}
	reason := g.Locked()
	if reason == "" {
		return false
	}
	g.Refuse(reason)
	return true
}

// StopsKey says whether a key would write and may not.
func (g ReadOnlyGuard) StopsKey(ev *fyne.KeyEvent, multiLine bool) bool {
	writes := ev.Name == fyne.KeyBackspace || ev.Name == fyne.KeyDelete || multiLine && IsEnter(ev.Name)
	return writes && g.Refuses()
}

// StopsShortcut says whether a shortcut would write and may not.
func (g ReadOnlyGuard) StopsShortcut(s fyne.Shortcut) bool {
	switch s := s.(type) {
	case *fyne.ShortcutPaste, *fyne.ShortcutCut, *fyne.ShortcutUndo, *fyne.ShortcutRedo:
		return g.Refuses()
	case *desktop.CustomShortcut:
		return (s.KeyName == fyne.KeyBackspace || s.KeyName == fyne.KeyDelete) && g.Refuses()
	}
	return false
}

// IsLocked says whether the entry is locked, and does not tell the person.
func (g ReadOnlyGuard) IsLocked() bool { return g.Locked != nil && g.Locked() != "" }

// Overlay greys entries while they are locked. (A theme of their own would do it
// too, but the toolkit reads the fonts anew for each.)
type Overlay struct {
	veils  []fyne.CanvasObject
	locked bool
}

// Over returns an entry that can be greyed.
func (s *Overlay) Over(entry fyne.CanvasObject) fyne.CanvasObject {
	veil := canvas.NewRectangle(colorVeil)
	veil.CornerRadius = theme.InputRadiusSize()
	SetVisible(veil, s.locked)
	s.veils = append(s.veils, veil)
	return container.NewStack(entry, veil)
}

// Set lays the overlay over what is locked or takes it away.
func (s *Overlay) Set(locked bool) {
	s.locked = locked
	for _, v := range s.veils {
		SetVisible(v, locked)
	}
}

// LockMark says over a part that it can only be read.
func LockMark() *widget.Label {
	l := &widget.Label{Text: "已锁定，只能查看", TextStyle: fyne.TextStyle{Bold: true}, Importance: widget.WarningImportance}
	l.Hide()
	return l
}
