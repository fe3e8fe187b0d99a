package widgets

import (
	"time"

	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/widget"
)

// moment is how long the window may stand still: three frames. What takes longer
// goes on beside it.
const moment = 50 * time.Millisecond

// Soon does work on another goroutine that is mostly done in a moment: keys that
// are pressed right behind it then meet what it brings. What takes longer is
// waited for as Work does.
func Soon(w Host, title string, work func() error, then func(error)) {
	done := make(chan error, 1)
	go func() { done <- work() }()
	select {
	case err := <-done:
		then(err)
	case <-time.After(moment):
		Work(w, title, func() error { return <-done }, then)
	}
}

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
