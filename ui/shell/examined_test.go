package shell

import (
	"errors"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"nianbao/app/doctor"
	"nianbao/ui/commands"
)

// What was found is shown with what needs care first, and is copied as a text.
func TestTheWorkstationIsExamined(t *testing.T) {
	w, _ := newTestWindow(t)
	w.options.Doctor = &doctor.Doctor{Dir: t.TempDir(), Now: time.Now, Graphics: func() doctor.Graphics { return doctor.Graphics{Display: "X11", Err: errors.New("1.4")} }}
	w.Do(commands.Examine)
	said := dialogSays(w)
	if !strings.Contains(said, "有 1 处需要处理") || strings.Index(said, "显示：窗口无法打开") > strings.Index(said, "程序：年报通") {
		t.Errorf("it says %q", said)
	}
	w.dialogs.Key(fyne.KeyReturn)
	if got := fyne.CurrentApp().Clipboard().Content(); !strings.Contains(got, "［处理］显示：") || w.dialogs.Open() {
		t.Errorf("copied %q", got)
	}
}

// Whose works are in the program stands in it.
func TestTheLicencesAreShown(t *testing.T) {
	w, _ := newTestWindow(t)
	w.Do(commands.About)
	w.dialogs.Key(fyne.KeyEscape)
	if w.dialogs.Open() {
		t.Error("Esc does not close what is said of the program")
	}
	showLicences(w)
	if said := dialogSays(w); !strings.Contains(said, "fyne.io/fyne/v2") {
		t.Errorf("it says %q", said)
	}
}
