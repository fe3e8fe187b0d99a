package shell

import (
	"strings"
	"testing"

	"nianbao/app/check"
	"nianbao/app/report"
	"nianbao/ui/commands"
	"nianbao/ui/editor"
)

// smileless are fonts without emoji.
type smileless struct{}

func (smileless) Fonts(r rune) check.Fonts {
	if r > 0xffff {
		return check.NoFont
	}
	return check.Bundled
}

// A hole and a character that cannot be printed are said in the side panel and
// in the list of parts, and a tap goes to the very place.
func TestHolesAndUnprintableCharactersAreGoneTo(t *testing.T) {
	w, _, e := withExample(t)
	w.service.Glyphs = smileless{}
	w.OpenReport(e.Session.ID(), nil)
	e = w.screen.(*editor.Editor)
	if !shows(w, check.Clean) {
		t.Error("a report without findings is called more than its tables")
	}
	w.Do(commands.FoldSide)
	w.Do(commands.FoldParts)
	long := strings.Repeat("主动公开政府信息的情况如下，", 40) + "\n\n" + strings.Repeat("县", 30)
	for _, tt := range []struct {
		part    int
		place   string
		section int // row in the list of parts
		text    string
		marked  string
		typed   string // over it
	}{
		{0, string(report.Preamble), 0, "电话：" + report.Hole, report.Hole, "电话：7"},
		{0, string(report.Preamble), 0, long + "😀好", "😀", long + "7好"},
		{1, "overview.disclosure", 1, long + report.Hole, report.Hole, long + "7"},
	} {
		e.GoPart(3)
		at := e.Report().Form().Sections[0].Fields[1].Address
		if tt.part == 0 {
			at = report.Preamble
		}
		if err := e.Session.Set(w.ctx, at, tt.text); err != nil {
			t.Fatal(err)
		}
		want := "1 处还没填"
		if strings.Contains(tt.text, "😀") {
			want = "1 处要改正"
		}
		if got := e.Nav.Rows[tt.section].State.Text; got != want {
			t.Errorf("%s: the list of parts says %q", tt.place, got)
		}
		e.GoFinding(e.Findings.Visible[0].Finding)
		p, ok := w.win.Canvas().Focused().(*editor.Paragraph)
		if !ok || string(p.Address) != tt.place || p.SelectedText() != tt.marked {
			t.Fatalf("%s: at %v, %q selected, want %q", tt.place, w.win.Canvas().Focused(), p.SelectedText(), tt.marked)
		}
		if p.TypedRune('7'); p.Text != tt.typed || !e.Commit() {
			t.Errorf("%s: typing over it makes %q", tt.place, p.Text)
		}
		if err := e.Session.Undo(w.ctx); err != nil {
			t.Fatal(err)
		}
		if err := e.Session.Undo(w.ctx); err != nil {
			t.Fatal(err)
		}
	}
}
