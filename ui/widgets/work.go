package widgets

import (
	"time"

	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/widget"
)

// Work does work on another goroutine. A dialog tells of it when it takes
// longer than a moment; leaving that gives the work up.
func Work(w Host, title string, work func() error, then func(error)) {
	var d dialog.Dialog
	given, done := false, false
	cancel := w.Later(300*time.Millisecond, func() {
		if done { // while this was waiting its turn
			return
		}
		bar := container.New(WidthLayout{360}, widget.NewProgressBarInfinite())
		d = ShowDialog(w, title, bar, NewButton(w, "取消（Esc）", func() { given = true }))
	})
	w.Background(work, func(err error) {
		cancel()
		done = true
		if given {
			return
		}
		if d != nil {
			CloseDialog(w, d)
		}
		then(err)
	})
}
