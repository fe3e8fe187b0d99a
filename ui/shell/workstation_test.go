package shell

import (
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"
	"fyne.io/fyne/v2/test"

	"nianbao/app"
	"nianbao/app/apptest"
	"nianbao/app/handover"
	"nianbao/export"
	"nianbao/export/preview"
	"nianbao/ui/system"
	"nianbao/ui/uitest"
	"nianbao/ui/widgets"
)

// station is a workstation with its window. Work is done at once, on the
// goroutine of the test.
type station struct {
	*apptest.Workstation
	w *Window
}

// newStations returns workstations that share a clock and a folder for files.
func newStations(t *testing.T, n int) []*station {
	t.Helper()
	home := t.TempDir()
	t.Setenv("HOME", home)
	if err := os.Mkdir(filepath.Join(home, "Documents"), 0o700); err != nil {
		t.Fatal(err)
	}
	a := uitest.App(t)
	var out []*station
	for range n {
		s := &station{Workstation: apptest.NewWorkstation(t)}
		if len(out) > 0 {
			s.Clock = out[0].Clock
			s.Service.Now = s.Clock.Now
		}
		s.Service.Exporter, s.Service.LayOut = export.All(), preview.LayOut
		s.w = New(t.Context(), a, s.Service, Options{Version: "test", Log: slog.New(slog.DiscardHandler)})
		t.Cleanup(s.w.win.Close)
		s.w.later = laterNever
		s.w.background = func(work func() error, then func(error)) { then(work()) }
		out = append(out, s)
	}
	return out
}

// equip gives a workstation the roster and one key of another one.
func (s *station) equip(from *station, person string) {
	s.T.Helper()
	s.Must(s.Workstation.SetRoster(from.Workstation))
	s.Must(s.Keys.PutKey(s.w.ctx, person, from.Memory.Keys[person].Sealed))
	s.Must(s.SwitchUser(s.w.ctx, person))
}

// file hands a report over to a file and returns its path.
func (s *station) file(id int64, name string) string {
	s.T.Helper()
	open, err := s.Open(s.w.ctx, id)
	s.Must(err)
	raw, err := s.HandOver(s.w.ctx, open)
	s.Must(err)
	path := filepath.Join(system.Documents(), name+handover.Extension)
	s.Must(app.WriteBytes(path, raw))
	return path
}

// said is all that the uppermost dialog says, on one line.
func (s *station) said() string {
	top := s.w.win.Canvas().Overlays().Top()
	if top == nil {
		return ""
	}
	return onOneLine(top)
}

// screen is all that the page says, on one line.
func (s *station) screen() string { return onOneLine(s.w.screen.Content()) }

func onOneLine(o fyne.CanvasObject) string {
	return strings.ReplaceAll(strings.Join(textsIn(o), " "), "\n", "")
}

func (s *station) expect(what, got string, wants ...string) {
	s.T.Helper()
	for _, want := range wants {
		if !strings.Contains(got, want) {
			s.T.Errorf("%s: no %q in %q", what, want, got)
		}
	}
}

func (s *station) enter() { s.w.dialogs.Key(fyne.KeyReturn) }

func (s *station) escape() { s.w.dialogs.Key(fyne.KeyEscape) }

// tick in a list of what is typed presses the space bar; skip goes on.
const (
	tick = "\x00tick"
	skip = "\x00skip"
)

// fill types into what is focused, and on from field to field.
func (s *station) fill(texts ...string) {
	s.T.Helper()
	for _, text := range texts {
		focused := s.w.win.Canvas().Focused()
		switch entry, ok := focused.(*widgets.Entry); {
		case focused == nil:
			s.T.Fatalf("nothing is focused to type %q into", text)
		case text == tick:
			focused.TypedRune(' ')
		case text == skip:
		case !ok:
			s.T.Fatalf("%q would go into a %T", text, focused)
		default:
			entry.SetText("")
			test.Type(entry, text)
		}
		s.w.win.Canvas().FocusNext()
	}
}

// saved presses Enter in the dialog that asks where to write, closes the one
// that tells, and returns the only new file.
func (s *station) saved() string {
	s.T.Helper()
	before := map[string]bool{}
	for _, f := range listed(s.T.(*testing.T)) {
		before[f] = true
	}
	s.enter()
	s.expect("after writing", s.said(), "文件："+system.Documents())
	s.escape()
	for _, f := range listed(s.T.(*testing.T)) {
		if !before[f] {
			return f
		}
	}
	s.T.Fatal("nothing was written")
	return ""
}

func listed(t *testing.T) []string {
	t.Helper()
	out, err := filepath.Glob(filepath.Join(system.Documents(), "*"))
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func uriOf(path string) fyne.URI { return storage.NewFileURI(path) }
