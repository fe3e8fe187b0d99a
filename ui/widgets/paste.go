package widgets

import (
	"fmt"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// longestLine is how many characters an entry of one line takes by a paste: what
// is longer is something else, and laying it out stops the window for seconds.
const longestLine = 1000

// stopsPaste says whether a shortcut pastes more than an entry takes, and tells
// the person.
func stopsPaste(w Host, e *widget.Entry, s fyne.Shortcut, most int) bool {
	paste, ok := s.(*fyne.ShortcutPaste)
	if !ok {
		return false
	}
	n := utf8.RuneCountInString(paste.Clipboard.Content())
	if n == 0 || n+utf8.RuneCountInString(e.Text) <= most {
		return false
	}
	Alert(w, "没有粘贴", fmt.Sprintf("剪贴板中有 %d 字，这里最多只能有 %d 字。请只复制需要的部分，再粘贴。", n, most))
	return true
}
