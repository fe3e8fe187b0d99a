package shell

import (
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"

	"nianbao/app"
	"nianbao/ui/commands"
	"nianbao/ui/drafts"
	"nianbao/ui/system"
	"nianbao/ui/widgets"
)

func TestALaterStartWaitsForTheOpenDialog(t *testing.T) {
	w, _, _ := withExample(t)
	w.showList()
	widgets.Alert(w, "问题", "请先回答")
	w.starts.came(system.Start{Report: 1})
	if _, opened := w.screen.(*drafts.List); !opened {
		t.Fatal("the report was opened under a dialog")
	}
	w.dialogs.Key(fyne.KeyEscape)
	if _, still := w.screen.(*drafts.List); still {
		t.Error("the report was not opened after the dialog")
	}
}

// What a dialog was asked about is done before anything else is opened.
func TestALaterStartComesAfterTheAnswer(t *testing.T) {
	w, _, _ := withExample(t)
	w.showList()
	var done bool
	widgets.Confirm(w, "问题", "请先回答", "好", func() { _, done = w.screen.(*drafts.List) })
	w.starts.came(system.Start{Report: 1})
	w.starts.came(system.Start{}) // does not take the first one's place
	w.dialogs.Key(fyne.KeyReturn)
	if _, still := w.screen.(*drafts.List); !done || still {
		t.Errorf("answered on the page it was about: %v, then opened: %v", done, !still)
	}
}

func TestRecentFilesAreListedOnceTheLatestFirst(t *testing.T) {
	w, _, _ := withExample(t)
	dir := t.TempDir()
	for _, name := range []string{"一.pdf", "二.nbx", "一.pdf"} {
		widgets.AddRecent(w, filepath.Join(dir, name))
	}
	m := w.menus.recent()
	if m.Disabled || len(m.ChildMenu.Items) != 2 || m.ChildMenu.Items[0].Label != "一.pdf" {
		t.Fatalf("%+v", m.ChildMenu)
	}
	m.ChildMenu.Items[0].Action() // it is not there
	if left := widgets.RecentFiles(w); len(left) != 1 || filepath.Base(left[0]) != "二.nbx" {
		t.Errorf("left: %v", left)
	}
}

func TestSizeOfTheWindowIsKept(t *testing.T) {
	w, _, _ := withExample(t)
	for held, want := range map[string]fyne.Size{
		"":                           usual,
		"1111x777@1.00":              fyne.NewSize(1111, 777),
		`1000x700@1.5 {"ShowCmd":1}`: fyne.NewSize(1000, 700),
		`1400x700 {"ShowCmd":1}`:     fyne.NewSize(1400, 700), // as earlier versions kept it
		"682x372":                    usual,                   // of another scale, perhaps
		"3x4":                        usual,
		"x":                          usual,
		"-5x900":                     usual,
	} {
		if err := w.service.Settings.SetSetting(w.ctx, app.SettingWindow, held); err != nil {
			t.Fatal(err)
		}
		if got := w.place.size(); got != want {
			t.Errorf("%q: %v, want %v", held, got, want)
		}
	}
	w.win.Resize(fyne.NewSize(900, 650))
	w.place.keep()
	if got := w.place.size(); got != w.win.Canvas().Size() {
		t.Errorf("kept %v of %v", got, w.win.Canvas().Size())
	}
}

// A session at another scale of the display leaves no window that is too small, or
// larger than the screen.
func TestTheWindowKeepsItsSizeAcrossScales(t *testing.T) {
	for _, tt := range []struct {
		kept, now  float32
		size, room fyne.Size
		want       fyne.Size
	}{
		{2, 1, fyne.NewSize(682, 372), fyne.NewSize(1366, 728), fyne.NewSize(1364, 728)},
		{1, 2, fyne.NewSize(1300, 680), fyne.NewSize(960, 500), fyne.NewSize(960, 500)},
		{1.5, 1.5, fyne.NewSize(900, 500), fyne.NewSize(1280, 680), fyne.NewSize(900, 500)},
		{1.5, 1, fyne.NewSize(1200, 640), fyne.Size{}, fyne.NewSize(1800, 960)},
		{0, 1, fyne.NewSize(1900, 900), fyne.NewSize(1366, 728), fyne.NewSize(1366, 728)},
	} {
		if got := (keptPlace{size: tt.size, scale: tt.kept}).atScale(tt.now, tt.room); got != tt.want {
			t.Errorf("%v at %v, now at %v with room for %v: %v, want %v", tt.size, tt.kept, tt.now, tt.room, got, tt.want)
		}
	}
}

// Ctrl+S stores what is being typed and says that nothing is left to save.
func TestSaveSaysThatAllIsSaved(t *testing.T) {
	w, _, e := withExample(t)
	w.screen.Actions()[commands.Save]()
	if e.Session.Saved().Pending > 0 {
		t.Error("something is pending")
	}
}

func TestDocumentsIsAFolder(t *testing.T) {
	if info, err := os.Stat(system.Documents()); err != nil || !info.IsDir() {
		t.Errorf("%s: %v", system.Documents(), err)
	}
}
