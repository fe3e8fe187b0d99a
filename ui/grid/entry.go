package grid

import (
	"errors"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"nianbao/app/intake/tables"
	"nianbao/app/report"
)

// entry is the one floating entry of a table. It is an ordinary Entry but for
// the keys that finish typing and the shortcuts that belong to the window.
type entry struct {
	widget.Entry
	grid    *Grid
	leaving bool // the focus is on its way elsewhere
}

func focusable(e *entry) fyne.Focusable { return e }

func newEntry(g *Grid) *entry {
	e := &entry{grid: g}
	e.Wrapping = fyne.TextWrapOff
	e.Scroll = container.ScrollNone // the entry grows over its neighbours instead
	e.OnChanged = func(string) { g.typed() }
	e.OnCursorChanged = e.onCursor
	e.ExtendBaseWidget(e)
	return e
}

func (e *entry) onCursor() {
	if e.grid.OnCaret != nil {
		e.grid.OnCaret(e, &e.Entry)
	}
}

// set fills the entry and puts the caret behind the text.
func (e *entry) set(text string) {
	e.SetText(text)
	e.CursorColumn = len([]rune(text))
}

// AcceptsTab keeps Tab from moving the focus before the text is committed.
func (e *entry) AcceptsTab() bool { return true }

// FocusGained sends the focus on to the table when nothing is being typed:
// so it is after the window was left and the text committed.
func (e *entry) FocusGained() {
	if !e.grid.Editing() {
		if c := e.grid.canvas(); c != nil {
			c.Focus(e.grid)
		}
		return
	}
	e.Entry.FocusGained()
	e.onCursor()
}

// FocusLost commits. The focus must not be moved here: it is moving.
func (e *entry) FocusLost() {
	e.Entry.FocusLost()
	e.leaving = true
	e.grid.Commit()
	e.leaving = false
}

// MouseDown puts the caret into the text, where caret keys then move it.
func (e *entry) MouseDown(m *desktop.MouseEvent) {
	e.grid.edit.caret = true
	e.Entry.MouseDown(m)
}

// TypedKey finishes typing with the keys that do so in a spreadsheet.
func (e *entry) TypedKey(k *fyne.KeyEvent) {
	g := e.grid
	switch k.Name {
	case fyne.KeyEscape:
		g.Cancel()
	case fyne.KeyF2:
		g.edit.caret = !g.edit.caret
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeyTab:
		e.finish(k)
	case fyne.KeyUp, fyne.KeyDown, fyne.KeyLeft, fyne.KeyRight,
		fyne.KeyHome, fyne.KeyEnd, fyne.KeyPageUp, fyne.KeyPageDown:
		if g.edit.caret {
			e.Entry.TypedKey(k)
		} else {
			e.finish(k)
		}
	case fyne.KeyBackspace, fyne.KeyDelete:
		e.Entry.TypedKey(k)
	default:
		g.passKey(k)
	}
}

func (e *entry) finish(k *fyne.KeyEvent) {
	if e.grid.Commit() {
		e.grid.TypedKey(k)
	}
}

// TypedShortcut leaves the clipboard and the words to the entry, a block of
// cells to the table, all else to the window.
func (e *entry) TypedShortcut(s fyne.Shortcut) {
	switch s := s.(type) {
	case *fyne.ShortcutPaste:
		e.paste(contentOf(s.Clipboard))
	case *fyne.ShortcutCopy, *fyne.ShortcutCut, *fyne.ShortcutSelectAll:
		e.Entry.TypedShortcut(s)
	case *fyne.ShortcutUndo:
		e.undo(s)
	case *desktop.CustomShortcut:
		e.custom(s)
	default:
		e.grid.pass(s)
	}
}

// undo gives up what was typed; only an untouched entry passes it on.
func (e *entry) undo(s fyne.Shortcut) {
	g := e.grid
	if g.Editing() && e.Text != g.source.Figure(g.edit.cell.Address).String() {
		g.Cancel()
		return
	}
	g.Cancel()
	g.pass(s)
}

func (e *entry) custom(s *desktop.CustomShortcut) {
	g := e.grid
	_, moves := movement(s)
	switch {
	case s.KeyName == fyne.KeyBackspace || s.KeyName == fyne.KeyDelete || moves && g.edit.caret:
		e.Entry.TypedShortcut(s)
	case moves:
		if g.Commit() {
			g.TypedShortcut(s)
		}
	default:
		g.pass(s)
	}
}

// paste puts one value into the entry and hands a block to the table.
func (e *entry) paste(text string) {
	block, err := tables.Read(text)
	if err != nil {
		e.grid.refuse(e.grid.Active(), err)
		return
	}
	one, single := block.Single()
	const longest = 200 // bytes, far more than a figure has: laying out a long text stops the window
	switch one = strings.TrimSpace(one); {
	case !single:
		e.grid.pasteBlock(block)
	case len(one) > longest:
		e.grid.refuse(e.grid.Active(), &report.Refusal{Address: e.grid.Active(), Raw: one[:longest], Err: errNoFigure})
	case strings.ContainsAny(one, "\n\t"): // a space in their place would make one number of two
		e.grid.refuse(e.grid.Active(), &report.Refusal{Address: e.grid.Active(), Raw: one, Err: report.ErrSeveral})
	default:
		e.Entry.TypedShortcut(&fyne.ShortcutPaste{Clipboard: &fixed{one}})
		e.grid.edit.pasted = one
	}
}

// errNoFigure is why a long text does not go into a cell.
var errNoFigure = errors.New("剪贴板里是一段文字，不是一个数，没有粘贴")

// fixed is a clipboard with a given text.
type fixed struct{ text string }

// Content returns the text.
func (f *fixed) Content() string { return f.text }

// SetContent replaces the text.
func (f *fixed) SetContent(text string) { f.text = text }
