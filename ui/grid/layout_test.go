package grid

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"nianbao/app/form"
)

var everyTable = []struct{ edition, id string }{
	{"2021", "disclosed"},
	{"2021", "requests"},
	{"2021", "disputes"},
	{"2019", "disclosed"},
	{"2019", "requests"},
	{"2019", "disputes"},
}

func TestArrangeFits(t *testing.T) {
	for _, e := range everyTable {
		b := newTableIndex(table(t, e.edition, e.id))
		for _, width := range []float32{100, 640, 803, 1100, 1900, 3000} {
			g := arrange(b, plainMetrics(), width)
			if g.width() < width && g.x[1] > 0 && e.id != "requests" {
				t.Errorf("%v at %v is only %v wide", e, width, g.width())
			}
			if g.width() > width && g.width() > 1000 {
				t.Errorf("%v at %v is %v wide", e, width, g.width())
			}
			for _, c := range b.table.Cells {
				checkCell(t, g, c)
			}
		}
	}
}

// checkCell makes sure that a label's lines lie inside its cell and that no
// character is lost.
func checkCell(t *testing.T, g *geometry, c *form.Cell) {
	t.Helper()
	in := g.of(c)
	if c.IsValue() {
		if in.w < figureDigits*g.m.figure || in.h < g.m.line {
			t.Errorf("figure %s has only %v x %v", c.Address, in.w, in.h)
		}
		return
	}
	lines := g.labels[c]
	if strings.Join(lines, "") != c.Text {
		t.Errorf("%q became %q", c.Text, lines)
	}
	if float32(len(lines))*g.m.line > in.h {
		t.Errorf("%q needs more than its height %v", lines, in.h)
	}
	for _, l := range lines {
		w := float32(0)
		for _, r := range l {
			w += g.m.advance(r, c.Style)
		}
		if w > in.w {
			t.Errorf("line %q is wider than its cell (%v)", l, in.w)
		}
	}
}

func TestNarrowLabelReadsDown(t *testing.T) {
	b := newTableIndex(table(t, "2021", "requests"))
	g := arrange(b, plainMetrics(), 1400)
	got := strings.Join(g.labels[b.at(position{10, 0})], "/")
	if got != "三、/本/年度/办理/结果" {
		t.Errorf("it reads %s", got)
	}
}

func TestFrozen(t *testing.T) {
	want := map[string][2]int{
		"2021/disclosed": {0, 0}, "2021/requests": {3, 3}, "2021/disputes": {3, 0},
		"2019/disclosed": {0, 0}, "2019/requests": {3, 3}, "2019/disputes": {3, 0},
	}
	for _, e := range everyTable {
		rows, cols := newTableIndex(table(t, e.edition, e.id)).frozen()
		if [2]int{rows, cols} != want[e.edition+"/"+e.id] {
			t.Errorf("%v freezes %d rows and %d columns", e, rows, cols)
		}
	}
	g := arrange(newTableIndex(table(t, "2021", "requests")), plainMetrics(), 300)
	if g.cols != 0 {
		t.Error("frozen labels leave no room for figures")
	}
}

func TestPlaceOfPoint(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := rapid.SampledFrom(everyTable).Draw(t, "table")
		catalogued := newTableIndex(loaded(e.edition, e.id))
		g := arrange(catalogued, plainMetrics(), rapid.Float32Range(200, 2000).Draw(t, "width"))
		c := rapid.SampledFrom(catalogued.table.Cells).Draw(t, "cell")
		in := g.of(c)
		x := in.x + in.w*rapid.Float32Range(0.01, 0.99).Draw(t, "x")
		y := in.y + in.h*rapid.Float32Range(0.01, 0.99).Draw(t, "y")
		if got := catalogued.at(g.place(x, y)); got != c {
			t.Fatalf("a point of %v lies in %v", c, got)
		}
	})
}

// TestRulesParteveryCell draws the ruled lines into a grid of borders: each
// border between two cells must be drawn once, none inside a cell.
func TestRulesPartEveryCell(t *testing.T) {
	for _, e := range everyTable {
		b := newTableIndex(table(t, e.edition, e.id))
		g := arrange(b, plainMetrics(), 1000)
		rules := g.rules(span{0, 0, b.table.Rows - 1, b.columns() - 1})
		for row := range b.table.Rows {
			for col := range b.columns() {
				x, y := (g.x[col]+g.x[col+1])/2, g.y[row]
				if drawn(rules, x, y) != times(b.at(position{row - 1, col}) != b.at(position{row, col})) {
					t.Fatalf("%v: line above row %d, column %d is wrong", e, row, col)
				}
				x, y = g.x[col], (g.y[row]+g.y[row+1])/2
				if drawn(rules, x, y) != times(b.at(position{row, col - 1}) != b.at(position{row, col})) {
					t.Fatalf("%v: line left of row %d, column %d is wrong", e, row, col)
				}
			}
		}
	}
}

func drawn(rules []edge, x, y float32) int {
	n := 0
	for _, r := range rules {
		if r.x1 <= x && x <= r.x2 && r.y1 <= y && y <= r.y2 {
			n++
		}
	}
	return n
}

func times(yes bool) int {
	if yes {
		return 1
	}
	return 0
}
