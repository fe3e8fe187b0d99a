package tables

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"nianbao/app/form"
	"nianbao/app/report"
)

// A source copies only the cells that begin in a row: rows under a joined cell
// come out shorter.
func asBrowser(tb *form.Table, value func(*form.Cell) string) [][]string {
	out := make([][]string, tb.Rows)
	for _, c := range tb.Cells {
		text := c.Text
		if c.IsValue() {
			text = value(c)
		}
		out[c.Row] = append(out[c.Row], text)
	}
	return out
}

// A word processor leaves a blank where a cell joined from above goes on.
func asWord(tb *form.Table, value func(*form.Cell) string) [][]string {
	out := make([][]string, tb.Rows)
	for r := range tb.Rows {
		for col := 0; col < len(tb.Widths); {
			c := tb.At(r, col)
			text := ""
			if c.Row == r {
				text = c.Text
				if c.IsValue() {
					text = value(c)
				}
			}
			out[r] = append(out[r], text)
			col = c.Col + c.ColSpan
		}
	}
	return out
}

func joined(rows [][]string, cell, row string) string {
	var lines []string
	for _, r := range rows {
		lines = append(lines, strings.Join(r, cell))
	}
	return strings.Join(lines, row)
}

// shapes are the ways in which the same table comes from elsewhere.
func shapes(tb *form.Table, value func(*form.Cell) string) map[string]string {
	browser, word := asBrowser(tb, value), asWord(tb, value)
	wrapped := func(rows [][]string) [][]string {
		var out [][]string
		for _, r := range rows {
			var cells []string
			for _, s := range r {
				if n := []rune(s); len(n) > 12 {
					s = string(n[:9]) + "\n" + string(n[9:])
				}
				cells = append(cells, s)
			}
			out = append(out, cells)
		}
		return out
	}
	return map[string]string{
		"browser":                    joined(browser, "\t", "\n"),
		"browser, labels wrapped":    joined(wrapped(browser), "\t", "\n"),
		"word processor":             joined(word, "\t", "\r\n"),
		"word processor, body only":  joined(word[tb.HeaderRows:], "\t", "\r\n"),
		"paragraphs in the cells":    joined(browser, "\n\n\t\n", "\n\n\n"),
		"paragraphs, joined blanks":  joined(word, "\n\n\t\n", "\n\n\n"),
		"one cell a line":            joined(browser, "\n", "\n"),
		"one paragraph a cell":       joined(browser, "\n\n", "\n\n"),
		"spreadsheet":                Write(printed(tb, value)),
		"spreadsheet, without heads": Write(printed(tb, value)[tb.HeaderRows:]),
	}
}

func TestEveryShapeLandsRight(t *testing.T) {
	for _, edition := range []string{"2021", "2019"} {
		for _, id := range []string{"requests", "disputes"} {
			tb := table(t, edition, id)
			value, want := numbered(tb)
			for name, text := range shapes(tb, value) {
				if id == "disputes" && strings.Contains(name, "without heads") || id == "disputes" && strings.Contains(name, "body only") {
					continue // bare figures: from the cursor on, see TestPasteBareFigures
				}
				for _, from := range []*form.Cell{tb.ValueCells()[0], tb.ValueCells()[len(tb.ValueCells())-2]} {
					got, err := paste(tb, text, from.Address)
					if err != nil {
						t.Errorf("%s %s, %s: %v", edition, id, name, err)
						continue
					}
					for a, w := range want {
						if got[a] != w {
							t.Errorf("%s %s, %s: %s is %q, want %q", edition, id, name, a, got[a], w)
							break
						}
					}
				}
			}
		}
	}
}

func TestTableTwoLandsRight(t *testing.T) {
	for _, edition := range []string{"2021", "2019"} {
		tb := table(t, edition, "disclosed")
		value, want := numbered(tb)
		for name, text := range shapes(tb, value) {
			if strings.Contains(name, "body only") || strings.Contains(name, "without heads") {
				continue
			}
			got, err := paste(tb, text, tb.ValueCells()[0].Address)
			if err != nil {
				t.Errorf("%s, %s: %v", edition, name, err)
				continue
			}
			same(t, got, want)
		}
	}
}

// Without the column of totals every row has six figures.
func TestTotalsLeftOut(t *testing.T) {
	tb := table(t, "2021", "requests")
	value, _ := numbered(tb)
	for name, rows := range map[string][][]string{"browser": asBrowser(tb, value), "word processor": asWord(tb, value), "spreadsheet": printed(tb, value)} {
		var block [][]string
		for _, r := range rows[tb.HeaderRows:] {
			block = append(block, r[:len(r)-1])
		}
		m, err := match(tb, joined(block, "\t", "\n"), "requests.granted.research")
		if err != nil || len(m.Missed) > 0 {
			t.Errorf("%s: %v, missed %v", name, err, m)
			continue
		}
		for _, p := range m.Cells {
			if p.Raw != value(p.Cell) {
				t.Errorf("%s: %s is %q", name, p.Cell.Address, p.Raw)
			}
		}
	}
}

// Blanks stay where they are, whatever the shape.
func TestBlankFiguresKeepTheirPlace(t *testing.T) {
	tb := table(t, "2021", "requests")
	value, _ := numbered(tb)
	holes := func(c *form.Cell) string {
		if c.ValueID == "natural_person" || c.RowID == "carried_in" || c.ValueID == "total" {
			return ""
		}
		return value(c)
	}
	for name, text := range shapes(tb, holes) {
		if name == "one cell a line" || name == "one paragraph a cell" {
			continue // blank cells cannot be told there: see below
		}
		m, err := match(tb, text, "requests.received.natural_person")
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		for _, p := range m.Cells {
			if p.Raw != holes(p.Cell) {
				t.Errorf("%s: %s is %q, want %q", name, p.Cell.Address, p.Raw, holes(p.Cell))
			}
		}
		if len(m.Cells)+7*len(m.Missed) < 6*24 {
			t.Errorf("%s: %d cells, missed %v", name, len(m.Cells), m.Missed)
		}
	}
	m, err := match(tb, shapes(tb, holes)["one cell a line"], "requests.received.natural_person")
	if err == nil {
		for _, p := range m.Cells {
			if p.Raw != holes(p.Cell) {
				t.Errorf("one cell a line: %s is %q, want %q", p.Cell.Address, p.Raw, holes(p.Cell))
			}
		}
	}
}

// Chromium leaves no trace of a blank cell with a paragraph in it: a table with
// a blank column has six figures a row, the total among them.
func TestALostBlankColumnIsNotMistakenForTheTotals(t *testing.T) {
	tb := table(t, "2021", "requests")
	m, err := match(tb, "（一）予以公开\n\n1\n\n0\n\n0\n\n0\n\n2\n\n3\n\n（二）部分公开（区分处理的，只计这一情形，不计其他情形）\n\n0\n\n0\n\n0\n\n0\n\n0\n\n0\n\n", "requests.received.natural_person")
	if err == nil {
		t.Errorf("landed as %v", m.Cells)
	}
	m, err = match(tb, "（一）予以公开\n\n1\n\n0\n\n0\n\n0\n\n2\n\n4\n\n", "requests.received.natural_person")
	if err != nil || m.Cells[5].Raw != "4" {
		t.Errorf("without totals: %v, %v", m, err)
	}
}

// Rows that do not fit are named with the reason, and the others still land.
func TestRowsThatDoNotFit(t *testing.T) {
	tb := table(t, "2021", "requests")
	value, _ := numbered(tb)
	rows := asBrowser(tb, value)[tb.HeaderRows:]
	rows[3] = slices.Delete(slices.Clone(rows[3]), 3, 4) // a figure is missing
	rows[8][0] = "6.属于别的什么"
	m, err := match(tb, joined(rows, "\t", "\n"), "requests.received.natural_person")
	if err != nil {
		t.Fatal(err)
	}
	if len(m.Missed) != 2 || m.Missed[0].Row != 3 || m.Missed[1].Row != 8 {
		t.Fatalf("missed %v", m.Missed)
	}
	if s := fmt.Sprint(m.Missed); !strings.Contains(s, "应当是 7 格") || !strings.Contains(s, "对不上本表") {
		t.Errorf("the reasons are %s", s)
	}
	for _, p := range m.Cells {
		if p.Raw != value(p.Cell) {
			t.Errorf("%s is %q", p.Cell.Address, p.Raw)
		}
	}
}

func TestNothingFits(t *testing.T) {
	tb := table(t, "2021", "requests")
	for _, text := range []string{
		"行政许可\t5\n行政处罚\t6\n（七）总计的说明\t\n", "一、本年新收政府信息公开申请数量\t1\t2\n", "（一）予以公开\t\t0\t0\t0\t0\t0\t0\n",
	} {
		if m, err := match(tb, text, "requests.received.natural_person"); err == nil {
			t.Errorf("%q: %d cells would be filled", text, len(m.Cells))
		}
	}
}

// A row whose first figure is blank and one with a joined label look alike:
// the totals tell.
func TestTotalsTellTheShape(t *testing.T) {
	tb := table(t, "2021", "requests")
	m, err := match(tb, "（一）予以公开\t\t1\t0\t0\t0\t2\t3\n", "requests.received.natural_person")
	if err != nil {
		t.Fatal(err)
	}
	if m.Cells[0].Raw != "" || m.Cells[1].Raw != "1" || m.Totals[0].Raw != "3" {
		t.Errorf("landed as %v", m.Cells)
	}
}

func TestRowsTwice(t *testing.T) {
	tb := table(t, "2021", "requests")
	row := "（一）予以公开\t1\t0\t0\t0\t0\t0\t1\n"
	if _, err := match(tb, row+row, "requests.received.natural_person"); err == nil {
		t.Error("a row given twice is taken")
	}
}

func TestGroupedFiguresAreNamed(t *testing.T) {
	tb := table(t, "2021", "requests")
	m, err := match(tb, "1 234\t5\n", "requests.received.natural_person")
	if err != nil || len(m.Grouped) != 1 || m.Grouped[0].Raw != "1 234" {
		t.Errorf("%v, %v", m, err)
	}
	if _, err := match(tb, "58 7 0 0 1 0 66", "requests.received.natural_person"); err == nil {
		t.Error("several numbers in one cell are taken")
	}
	if _, err := match(tb, "\"22\n16\"\t5", "requests.received.natural_person"); err == nil {
		t.Error("two lines in one cell are taken")
	}
}

// The clipboards that were seen in offices.
func TestClipboardsSeen(t *testing.T) {
	const from = "../../../../shared/corpus/"
	raw, err := os.ReadFile(from + "json/01_shanghai_office_2025.json")
	if err != nil {
		t.Skip("the collection of published reports is not here")
	}
	var want struct {
		Tables struct {
			Requests struct {
				Rows []struct {
					ID     string
					Values []json.Number
				}
			}
		}
	}
	if err := json.Unmarshal(raw, &want); err != nil {
		t.Fatal(err)
	}
	tb := table(t, "2021", "requests")
	figures := map[form.Address]string{}
	for _, row := range want.Tables.Requests.Rows {
		for j, v := range tb.Values {
			figures[form.Address("requests."+row.ID+"."+v.ID)] = string(row.Values[j])
		}
	}
	files, _ := filepath.Glob(from + "clipboard/*.txt")
	if len(files) == 0 {
		t.Skip("no clipboards here")
	}
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		m, err := match(tb, string(text), "requests.granted.research")
		if err != nil || len(m.Missed) > 0 || len(m.Cells) != 24*6 || len(m.Totals) != 31 {
			t.Errorf("%s: %v", name, err)
			continue
		}
		for _, p := range slices.Concat(m.Cells, m.Totals) {
			if p.Raw != figures[p.Cell.Address] {
				t.Errorf("%s: %s is %q, want %q", name, p.Cell.Address, p.Raw, figures[p.Cell.Address])
			}
			if _, err := report.Parse(p.Cell.Kind, p.Raw); err != nil {
				t.Error(err)
			}
		}
	}
}

// A row with a figure too many belongs nowhere, also where the rows are not
// equally long and the first of them fits.
func TestARowThatIsTooLongIsLeftOut(t *testing.T) {
	tb := table(t, "2021", "requests")
	m, err := match(tb, "一、本年新收政府信息公开申请数量\t1\t0\t0\t0\t0\t0\t1\n二、上年结转政府信息公开申请数量\t1\t0\t0\t0\t0\t0\t1\t9\n", "requests.received.natural_person")
	if err != nil {
		t.Fatal(err)
	}
	if len(m.Cells) != 6 || len(m.Missed) != 1 || m.Missed[0].Row != 1 {
		t.Errorf("landed as %v, missed %v", m.Cells, m.Missed)
	}
}

// Two texts for one cell are refused where no total stands beside them too.
func TestRowsTwiceWithoutTotals(t *testing.T) {
	tb := table(t, "2021", "requests")
	row := "（一）予以公开\t1\t0\t0\t0\t0\t0\n"
	_, err := match(tb, row+row, "requests.received.natural_person")
	var unread *ErrUnparsable
	if !errors.As(err, &unread) || !errors.Is(unread.Cells[0].Err, errTwice) {
		t.Errorf("a row given twice: %v", err)
	}
}

// A label that names two rows of the table names neither.
func TestALabelOfTwoRowsNamesNone(t *testing.T) {
	in := map[string]int{}
	for _, row := range []int{4, 7, 9} {
		once(in, "其他", row)
	}
	once(in, "总计", 2)
	if in["其他"] != none || in["总计"] != 2 {
		t.Errorf("%v", in)
	}
}
