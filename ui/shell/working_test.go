package shell

import (
	"testing"
	"time"

	"nianbao/ui/widgets"
)

// The clock may have struck before the work was done, and its message may wait
// behind that of the work: then there is nothing left to tell.
func TestNoDialogStaysWhenTheWorkIsDone(t *testing.T) {
	w, _ := newTestWindow(t)
	var late func()
	w.later = func(_ time.Duration, f func()) func() {
		late = f
		return func() {} // too late to cancel
	}
	done := false
	widgets.Work(w, "正在核对文件", func() error { return nil }, func(error) { done = true })
	late()
	if !done || w.dialogs.Open() {
		t.Errorf("done: %v, dialogs: %d", done, len(w.dialogs.Stack))
	}
}
