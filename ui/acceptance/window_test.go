package acceptance

import (
	"bytes"
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"nianbao/app/document"
	"nianbao/app/form"
	"nianbao/app/report"
	"nianbao/assets"
)

func catalog(t *testing.T) *form.Catalog {
	t.Helper()
	c, err := form.Load(assets.Forms, "forms")
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// typed is what a person types to fill a table: every cell that can be typed,
// in reading order, with Tab between them. A blank is passed over.
func typed(r *report.Report, tableID string) (keys string, cells int) {
	var b strings.Builder
	for _, c := range r.Form().Table(tableID).ValueCells() {
		if c.Computed {
			continue
		}
		v := r.Figure(c.Address)
		if !v.Blank() {
			cells++
		}
		b.WriteString(v.String() + "\t")
	}
	return b.String(), cells
}

// fillByKeystrokes makes an empty report of the same unit and year in a data
// folder, and types all figures of r into the real window.
func fillByKeystrokes(t *testing.T, r *report.Report) string {
	t.Helper()
	data := dataDir(t)
	empty := fmt.Sprintf(`{"unit":%q,"year":%d,"tables":{}}`, r.Unit(), r.Year())
	if got := nianbao(t, data, "import", file(t, "empty.json", empty)); got.code != 0 {
		t.Fatalf("import: %+v", got)
	}
	s := openScreen(t, data, "--report", "1")
	s.fill(r)
	s.close()
	return data
}

// fill types all figures of a report into an empty one that is open.
func (s *screen) fill(r *report.Report) {
	s.t.Helper()
	all := 0
	for i, table := range []string{"disclosed", "requests", "disputes"} {
		keys, cells := typed(r, table)
		s.keys(fmt.Sprintf("ctrl+%d", i+2))
		s.types(keys)
		all += cells
		s.waitSaved(all)
	}
}

// example is the bundled report.
func example(t *testing.T) *report.Report {
	t.Helper()
	r, err := document.Read(bytes.NewReader(assets.Example), catalog(t))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// expectSame compares the figures that show gives with those of r.
func expectSame(t *testing.T, data string, r *report.Report) {
	t.Helper()
	back := shownReport(t, data)
	for _, table := range r.Form().Tables() {
		for _, c := range table.ValueCells() {
			if got, want := back.Figure(c.Address).String(), r.Figure(c.Address).String(); got != want {
				t.Errorf("%s: %q, want %q", c.Address, got, want)
			}
		}
	}
}

func TestAReportIsTypedIntoTheRealWindow(t *testing.T) {
	r := example(t)
	expectSame(t, fillByKeystrokes(t, r), r)
}

// A published report of a city, typed as its office would type it.
func TestAPublishedReportIsTypedIntoTheRealWindow(t *testing.T) {
	p := readPublished(t, collection+"01_huaian_city_2024.json")
	r, err := document.Read(bytes.NewReader(p.asDocument(catalog(t))), catalog(t))
	if err != nil {
		t.Fatal(err)
	}
	data := fillByKeystrokes(t, r)
	expectSame(t, data, r)
	expectViolations(t, data, r, p.Violations)
	expectFigures(t, shownReport(t, data), p)
	expectFiguresInOrder(t, data, r)
}

// expectFiguresInOrder exports the report and looks for every figure of every
// table in the text of the PDF, in reading order.
func expectFiguresInOrder(t *testing.T, data string, r *report.Report) {
	t.Helper()
	out := filepath.Join(t.TempDir(), "out.pdf")
	if got := nianbao(t, data, "export", "1", "--out", out); got.code != 0 {
		t.Fatalf("export: %+v", got)
	}
	text := pdfOrder(t, out)
	for _, table := range r.Form().Tables() {
		start := strings.Index(text, r.Form().SectionOf(table.ValueCells()[0].Address).Heading)
		if start < 0 {
			t.Fatalf("%s: no heading", table.ID)
		}
		rest := strings.Fields(text[start:])
		for _, c := range table.ValueCells() {
			want := r.Figure(c.Address).String()
			found := want == "" // a blank cell prints nothing
			for len(rest) > 0 && !found {
				found = rest[0] == want
				rest = rest[1:]
			}
			if !found {
				t.Fatalf("%s: %q does not follow in the text", c.Address, want)
			}
		}
	}
}

// A paragraph is stored soon after the last key, without leaving its field.
func TestAParagraphIsStoredWhileItsFieldIsOpen(t *testing.T) {
	data := dataDir(t)
	nianbao(t, data, "import", file(t, "empty.json", `{"unit":"示例县自然资源局","year":2025,"tables":{}}`))
	s := openScreen(t, data, "--report", "1")
	s.keys("ctrl+1")
	s.types("2025abc")
	s.waitSaved(1)
	s.kill()
	if shown := nianbao(t, data, "show", "1", "--json"); !strings.Contains(shown.stdout, `"overview.disclosure": "2025abc"`) {
		t.Errorf("show: %+v", shown)
	}
}

func TestWindowTakesABlockAndUndoesIt(t *testing.T) {
	if _, err := exec.LookPath("xclip"); err != nil {
		t.Skip("no xclip")
	}
	r := example(t)
	data := dataDir(t)
	nianbao(t, data, "import", file(t, "empty.json", `{"unit":"示例县自然资源局","year":2025,"tables":{}}`))
	s := openScreen(t, data, "--report", "1")
	s.keys("ctrl+3")
	copyToClipboard(t, spreadsheet(r))
	s.keys("ctrl+v")
	s.waitSaved(144)
	s.keys("ctrl+z")
	s.waitSaved(288)
	s.keys("ctrl+y")
	s.waitSaved(432)
	s.close()
	back := shownReport(t, data)
	for _, c := range r.Form().Table("requests").ValueCells() {
		if got, want := back.Figure(c.Address).String(), r.Figure(c.Address).String(); got != want {
			t.Errorf("%s: %q, want %q", c.Address, got, want)
		}
	}
}

// spreadsheet writes table 3 as a spreadsheet copies it: with its labels, with
// its totals, thousands grouped and line ends as on Windows.
func spreadsheet(r *report.Report) string {
	var b strings.Builder
	t := r.Form().Table("requests")
	for row := range t.Rows {
		for col := range t.Widths {
			if col > 0 {
				b.WriteByte('\t')
			}
			c := t.At(row, col)
			switch {
			case c.Row != row || c.Col != col: // the rest of a merged cell
			case c.IsValue():
				b.WriteString(r.Figure(c.Address).String())
			default:
				b.WriteString(c.Text)
			}
		}
		b.WriteString("\r\n")
	}
	return b.String()
}

func copyToClipboard(t *testing.T, text string) {
	t.Helper()
	cmd := exec.Command("xclip", "-selection", "clipboard", "-in")
	cmd.Stdin = strings.NewReader(text)
	if err := cmd.Run(); err != nil {
		t.Fatal(err)
	}
}
