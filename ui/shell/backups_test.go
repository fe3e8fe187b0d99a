package shell

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"nianbao/app"
	"nianbao/app/apptest"
	"nianbao/ui/commands"
	"nianbao/ui/drafts"
	"nianbao/ui/uitest"
)

// copies is a folder of copies in memory.
type copies struct {
	list     []app.Copy
	bad      map[string]bool // found out when they are looked through
	state    app.BackupState
	restored string
	anew     bool
}

func someCopies() *copies {
	at := time.Date(2026, 1, 20, 9, 30, 0, 0, time.Local)
	c := &copies{bad: map[string]bool{"b.db": true}}
	for i, path := range []string{"a.db", "b.db", "c.db", "d.db"} {
		c.list = append(c.list, app.Copy{
			Path: path, Made: at.AddDate(0, 0, -i), Size: 3 << 20, Reason: app.CopyDaily, Reports: 12 - i, Entries: 100,
		})
	}
	c.list[0].Reports, c.list[0].Entries = 0, 0 // of an empty store
	return c
}

func (c *copies) List(context.Context) ([]app.Copy, error) { return slices.Clone(c.list), nil }

func (c *copies) Check(_ context.Context, path string) (app.Copy, error) {
	if c.bad[path] {
		return app.Copy{Path: path}, &app.Error{Code: app.BadCopy, Err: errors.New("broken")}
	}
	return app.Copy{Path: path, Reports: 3, Entries: 9, Made: time.Now()}, nil
}

func (c *copies) Restore(_ context.Context, path string) (string, error) {
	c.restored = path
	return "/backups/aside.db", nil
}

func (c *copies) BeginAnew(context.Context) error { c.anew = true; return nil }

func (c *copies) Make(_ context.Context, why app.CopyReason) error {
	c.list = slices.Insert(c.list, 0, app.Copy{Path: "new.db", Made: time.Now(), Reason: why, Reports: 1, Entries: 1})
	return nil
}

func (c *copies) MakeDue(context.Context) error { return nil }

func (c *copies) State(context.Context) app.BackupState { return c.state }

func (c *copies) SetPlace(_ context.Context, dir string) error { c.state.Place = dir; return nil }

func TestBackupsPage(t *testing.T) {
	w, _, _ := withExample(t)
	c := someCopies()
	c.state.PlaceErr = &app.Error{Code: app.NoPlace, Detail: "第二备份位置 E:\\"}
	w.service.Backups = c
	drafts.ShowBackups(w)
	p, ok := w.screen.(*drafts.BackupsPage)
	if !ok || len(p.List.View.Lines) != 4 {
		t.Fatalf("page %T", w.screen)
	}
	for i, want := range []string{"完好", "已损坏", "完好", "完好"} {
		if got := p.List.View.Lines[i].Cells[2].Text; got != want {
			t.Errorf("copy %d is %q, want %q", i, got, want)
		}
	}
	if !strings.Contains(p.Said.Text, "第二备份位置") {
		t.Errorf("nothing is said of the second place: %q", p.Said.Text)
	}
	p.List.View.Choose(1)
	if !p.Restore.Disabled() {
		t.Error("a damaged copy can be restored")
	}
	p.List.View.Choose(2)
	p.List.View.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if c.restored != "" {
		t.Fatal("restored without asking")
	}
	w.dialogs.Key(fyne.KeyReturn)
	if c.restored != "c.db" || len(w.dialogs.Stack) != 1 {
		t.Errorf("restored %q, %d dialogs", c.restored, len(w.dialogs.Stack))
	}
	w.dialogs.Key(fyne.KeyEscape)

	w.screen.Actions()[commands.Save]()
	if len(p.List.View.Lines) != 5 || p.List.View.Lines[0].Cells[4].Text != "手动" {
		t.Errorf("after a copy: %+v", p.List.View.Lines)
	}
	p.Place.SetText(" /media/usb ")
	p.OnPlace()
	if c.state.Place != "/media/usb" {
		t.Errorf("the second place is %q", c.state.Place)
	}
	w.screen.Actions()[commands.Back]() // not to the report, which may be another one now
	list, ok := w.screen.(*drafts.List)
	if !ok {
		t.Fatalf("back to %T", w.screen)
	}
	if said := list.Frame().Status.Text(); !strings.Contains(said, "第二备份位置") {
		t.Errorf("the list says %q", said)
	}
	c.state.PlaceErr = nil
	w.retry()
	if list.Frame().Status.Text() != "" {
		t.Error("it still says so when it is mended")
	}
}

// recovering shows the question on a folder without a store; opened counts
// how often it was then opened.
func recovering(t *testing.T, c *copies, why app.Code) (p *drafts.RecoverPage, opened *int) {
	t.Helper()
	w := newBare(t.Context(), uitest.App(t))
	t.Cleanup(w.win.Close)
	w.later = func(time.Duration, func()) func() { return func() {} }
	w.background = func(work func() error, then func(error)) { then(work()) }
	opened = new(int)
	open := Opener{
		Open: func() (*app.Service, Options, error) {
			*opened++
			full, _ := newTestWindow(t)
			return &app.Service{Ports: apptest.NewMemory().Ports(), Catalog: full.service.Catalog, Now: time.Now}, Options{Log: slog.New(slog.DiscardHandler), DataDir: t.TempDir()}, nil
		},
		Rescue: func(context.Context) (*app.Rescued, error) {
			return &app.Rescued{Kept: "damaged-1", Reports: []app.RescuedReport{{Unit: "甲局", Year: 2025, Found: 3, InCopy: -1, Kept: 3}}}, nil
		},
	}
	w.Show(drafts.NewRecoverPage(w, c, &app.Error{Code: why}, w.waysTo(open)))
	return w.screen.(*drafts.RecoverPage), opened
}

func TestStoreThatIsGoneIsAskedFor(t *testing.T) {
	c := someCopies()
	p, opened := recovering(t, c, app.NoStore)
	if got := p.List.Selected(); got == nil || got.Path != "c.db" {
		t.Fatalf("chosen is %+v, want the newest good copy that holds something", got)
	}
	if *opened != 0 || c.anew {
		t.Fatal("something was done before it was asked for")
	}
	p.List.View.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if _, ok := p.Host.Screen().(*drafts.List); c.restored != "c.db" || *opened != 1 || !ok {
		t.Errorf("restored %q, opened %d times, page %T", c.restored, *opened, p.Host.Screen())
	}
}

func TestBeginAnewOnlyWhenSaidTwice(t *testing.T) {
	c := someCopies()
	p, opened := recovering(t, c, app.NoStore)
	p.OnAnew()
	if c.anew {
		t.Fatal("begun anew without asking")
	}
	p.Host.Dialogs().Key(fyne.KeyReturn)
	if !c.anew || c.restored != "" || *opened != 1 {
		t.Errorf("anew %v, restored %q, opened %d times", c.anew, c.restored, *opened)
	}
}

func TestDamagedStoreIsRescuedAtTheStart(t *testing.T) {
	p, opened := recovering(t, someCopies(), app.Damaged)
	p.OnRescue()
	if *opened != 0 {
		t.Fatal("begun without asking")
	}
	p.Host.Dialogs().Key(fyne.KeyReturn)
	if _, ok := p.Host.Screen().(*drafts.RescuePage); !ok || *opened != 1 || !strings.Contains(screenSays(p.Host.(*Window)), "找到 1 份报告，救回 1 份") {
		t.Errorf("opened %d times, page %T", *opened, p.Host.Screen())
	}
}

func TestFileFromElsewhereIsLookedThroughFirst(t *testing.T) {
	c := someCopies()
	p, opened := recovering(t, c, app.Damaged)
	p.FromElsewhere("b.db")
	if len(p.Host.(*Window).dialogs.Stack) != 1 || *opened != 0 {
		t.Fatalf("%d dialogs", len(p.Host.(*Window).dialogs.Stack))
	}
	p.Host.Dialogs().Key(fyne.KeyEscape)
	p.FromElsewhere("/media/usb/nianbao.db")
	p.Host.Dialogs().Key(fyne.KeyReturn)
	if c.restored != "/media/usb/nianbao.db" || *opened != 1 {
		t.Errorf("restored %q, opened %d times", c.restored, *opened)
	}
}
