package shell

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"nianbao/app"
	"nianbao/app/apptest"
	"nianbao/app/signoff"
	"nianbao/ui/arrivals"
	"nianbao/ui/commands"
	"nianbao/ui/drafts"
	"nianbao/ui/opened"
	"nianbao/ui/widgets"
)

// standing is where the buttons of a window stand.
type standing map[*widgets.Button]fyne.Position

func places(w *Window) standing {
	settle(w)
	out := standing{}
	for _, s := range lookAt(w).buttons {
		out[s.CanvasObject.(*widgets.Button)] = s.at
	}
	return out
}

// moved are the buttons that stand elsewhere than before, or not at all.
func (before standing) moved(w *Window) (out []string) {
	now := places(w)
	for b, at := range before {
		if now[b] != at {
			out = append(out, fmt.Sprintf("%q from %v to %v", b.Text, at, now[b]))
		}
	}
	slices.Sort(out)
	return out
}

// The page after a signature stands still while the files are written, and when more is
// written: they are told below, and the keyboard stays at what is left.
func TestTheClosingPageStandsStill(t *testing.T) {
	w, s := officeWindow(t)
	folder := t.TempDir()
	s.Must(s.Settings.SetSetting(w.ctx, app.SettingExchangeFolder, folder))
	id := s.Example()
	s.Sign(madeOffice.officer, id, signoff.Submit, "")
	s.Sign(madeOffice.officer, id, signoff.Approve, "")
	s.Sign(madeOffice.head, id, signoff.Approve, "")
	openAs(w, s, madeOffice.leader, id)
	var beside []func()
	w.screen.Actions()[commands.Approve]()
	signing := w.background
	w.background = func(work func() error, then func(error)) {
		signing(func() error { return nil }, func(error) {
			if err := work(); w.dialogs.Open() { // the password
				then(err)
			} else {
				beside = append(beside, func() { then(err) })
			}
		})
	}
	signNow(w, apptest.Password)
	p, ok := w.screen.(*opened.Outcome)
	if !ok || len(beside) == 0 || !shows(w, "审签单（正在写……）") {
		t.Fatalf("%T, %d at work: %s", w.screen, len(beside), onOneLine(w.screen.Content()))
	}
	before, focused := places(w), w.win.Canvas().Focused()
	if focused != fyne.Focusable(p.Steps[opened.ToList]) {
		t.Errorf("Enter is at %v while the files are written", focused)
	}
	for _, done := range beside {
		done()
	}
	w.background = signing
	if !shows(w, "✓ 审签单（已写出）") || !shows(w, "✓ 移交（已写出）") || !shows(w, "文件的位置") {
		t.Errorf("what was written is not told: %s", onOneLine(w.screen.Content()))
	}
	p.Retry()
	p.Changed(app.Event{})
	if moved := before.moved(w); moved != nil || w.win.Canvas().Focused() != focused {
		t.Errorf("moved by itself: %v", moved)
	}
	w.screen.Actions()[commands.HandOver]()
	if files, err := filepath.Glob(filepath.Join(folder, "*.nbx")); err != nil || len(files) != 1 {
		t.Errorf("handed over once more: %v %v", files, err)
	}
	if !shows(w, "✓ 移交（已经有了）") || !strings.Contains(p.Frame().Status.Text(), "没有再写一份") {
		t.Errorf("it says %q", p.Frame().Status.Text())
	}
	if moved := before.moved(w); moved != nil {
		t.Errorf("moved by a hand-over: %v", moved)
	}
}

// While the list is on the screen no row comes or goes by itself: what the exchange
// folder brings is told in a line, and listed when the person asks.
func TestTheListStandsStill(t *testing.T) {
	s := newStations(t, 1)[0]
	due := map[time.Duration]func(){}
	s.w.later = func(d time.Duration, f func()) func() {
		due[d] = f
		return func() {}
	}
	folder := t.TempDir()
	s.Must(s.Settings.SetSetting(s.w.ctx, app.SettingExchangeFolder, folder))
	put := func(name string) {
		s.Must(os.WriteFile(filepath.Join(folder, name+".nbx"), []byte("nianbao-handover 1 x"), 0o600))
	}
	s.Example()
	put("一")
	s.w.showList()
	p := s.w.screen.(*drafts.List)
	s.expect("as it comes up", s.screen(), "一.nbx")
	for _, d := range slices.Sorted(maps.Keys(due)) {
		if d < arrivals.LookEvery { // a moment
			due[d]()
		}
	}
	rows := func() string {
		var out []string
		for _, l := range p.List.Lines {
			out = append(out, fmt.Sprint(l.Heading, l.Cells))
		}
		return strings.Join(out, "\n")
	}
	before := rows()
	put("二")
	s.Must(os.Remove(filepath.Join(folder, "一.nbx")))
	due[arrivals.LookEvery]()
	if now := rows(); now != before {
		t.Errorf("the list was\n%s\nand is\n%s", before, now)
	}
	if said := p.Frame().Status.Text(); said != "移交文件夹中新到 1 个文件。" {
		t.Errorf("it says %q", said)
	}
	p.Frame().Status.Press()
	if now := rows(); !strings.Contains(now, "二.nbx") || strings.Contains(now, "一.nbx") || p.Frame().Status.Text() != "" {
		t.Errorf("it lists\n%s\nand says %q", now, p.Frame().Status.Text())
	}
	put("三")
	press(p.List, fyne.KeyF5)
	s.expect("asked for", s.screen(), "三.nbx")
}

// The pages come up with the year before on their first sheet: nothing that is found
// afterwards makes it longer.
func TestTheReviewersPageStandsStill(t *testing.T) {
	w, s, id := forReview(t)
	var beside []func()
	at := w.background
	w.background = func(work func() error, then func(error)) {
		beside = append(beside, func() { at(work, then) })
	}
	p := asReviewer(t, s, w, id)
	before := onOneLine(p.View.First)
	if !strings.Contains(before, "上年数取自本机的") {
		t.Errorf("it comes up with %s", before)
	}
	for len(beside) > 0 {
		next := beside[0]
		beside = beside[1:]
		next()
	}
	if after := onOneLine(p.View.First); after != before {
		t.Errorf("it came up with\n%s\nand says\n%s", before, after)
	}
}
