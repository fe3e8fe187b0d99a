package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"nianbao/ui/prose"
)

// PutCaret puts the caret before the n-th character of the text of an entry. The
// toolkit tells where a row begins, but not in which row a character stands.
func PutCaret(e *widget.Entry, n int) {
	row, begin := 0, 0
	for next := 1; e.MultiLine; next++ {
		e.CursorRow, e.CursorColumn = next, 0
		at := e.CursorTextOffset()
		if at <= begin || at > n {
			break
		}
		row, begin = next, at
	}
	e.CursorRow, e.CursorColumn = row, n-begin
	e.Refresh()
}

// SelectText selects a stretch of the text of an entry, in characters, with the
// caret behind it. The toolkit selects only with keys or the mouse.
func SelectText(e *widget.Entry, from, to int) {
	shift := &fyne.KeyEvent{Name: desktop.KeyShiftLeft}
	e.MouseUp(&desktop.MouseEvent{Button: desktop.MouseButtonPrimary}) // an entry that was never drawn has no selection yet
	e.KeyUp(shift)
	e.TypedKey(&fyne.KeyEvent{Name: fyne.KeyHome}) // gives up what was selected
	PutCaret(e, from)
	if to <= from {
		return
	}
	e.KeyDown(shift)
	PutCaret(e, to-1)
	e.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	e.KeyUp(shift)
}

// SetText shows another text in an entry. What was selected is given up, with the caret
// before a character: the toolkit keeps the places of a selection, and what is typed next
// would take away what stands there by now.
func SetText(e *widget.Entry, text string, caret int) {
	selected := e.SelectedText() != ""
	e.SetText(text)
	if selected {
		SelectText(e, caret, caret)
	}
}

// DoubleTap answers a double click in an entry: it selects the word there. The
// toolkit takes a whole line of Chinese for one word.
func DoubleTap(e *widget.Entry, ev *fyne.PointEvent) {
	at := e.CursorTextOffset()
	e.DoubleTapped(ev) // a third click selects the line
	from, to := prose.WordAt([]rune(e.Text), at)
	SelectText(e, from, to)
}
