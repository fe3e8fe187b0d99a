// Package collection sets the collection sheet (数据报送表) of a department on pages, to
// be filled in by hand.
package collection

import (
	"fmt"
	"strings"

	"nianbao/app/collection"
	"nianbao/app/form"
	"nianbao/export/pages"
	"nianbao/export/typeset"
)

// numberStyle is that of the page's number.
var numberStyle = typeset.Style{Face: typeset.Song, Size: 10.5}

// Pages lays a sheet out. The error is an *app.Unprintable when there are characters
// that no font has; there are no pages then.
func Pages(s *collection.Sheet, m typeset.Metrics, o pages.Options) ([]typeset.Page, error) {
	l := &pages.GlyphChecker{Metrics: m}
	l.Check("", "单位全称", s.Unit)
	l.Check("", "科室名称", s.Department)
	l.CheckAround(o)
	if err := l.Err(); err != nil {
		return nil, err
	}
	w := &writer{metrics: m, sheet: s}
	w.title()
	w.table(w.whose())
	for i := range s.Blocks {
		b := &s.Blocks[i]
		if b.Columns[0].ID == "" {
			w.table(w.list(b))
		} else {
			w.table(w.rows(b))
		}
	}
	w.table(signed())
	for i := range s.Blocks {
		w.table(notes(&s.Blocks[i]))
	}
	for i := range w.out[:len(w.out)-1] {
		w.out[i].KeepWithNext = w.out[i].Table == nil
	}
	out := typeset.Paginate(w.out, typeset.NewWatermark(m, o.Watermark))
	typeset.Footer{Metrics: m, Text: o.Footer, Number: ofPages, Style: numberStyle, Y: typeset.FooterBaseline}.Add(out)
	return out, nil
}

func ofPages(page, pages int) string { return fmt.Sprintf("第 %d 页　共 %d 页", page, pages) }

// writer turns a sheet into items.
type writer struct {
	metrics typeset.Metrics
	sheet   *collection.Sheet
	out     []typeset.Item
}

// title sets the title in the middle, in as many lines as it takes.
func (w *writer) title() {
	s := typeset.Typesetter{Metrics: w.metrics, Style: typeset.Style{Face: typeset.SongBold, Size: 18}}
	for _, text := range s.Balanced([]rune(w.sheet.Heading()), typeset.Measure) {
		width := s.TextWidth(text)
		w.out = append(w.out, typeset.Item{Rows: 1, Pieces: []typeset.Piece{{
			Line: typeset.Line{Text: text, Width: width, Measure: width}, Typesetter: s, X: typeset.Left + (typeset.Measure-width)/2, Height: typeset.RowPitch,
		}}})
	}
}

// table sets a grid, unless it is empty. One with a heading that every page repeats goes
// on where a page ends: the first page would be all but blank above a long one.
func (w *writer) table(g *typeset.Grid) {
	if g.Rows > 0 {
		w.out = append(w.out, typeset.Item{Table: typeset.NewTable(w.metrics, g), Flows: g.HeaderRows > 0})
	}
}

// add adds a row of cells to a grid; spans are over how many columns each goes.
func add(g *typeset.Grid, spans []int, cells ...typeset.GridCell) {
	col := 0
	for i, c := range cells {
		c.Row, c.Col, c.RowSpan, c.ColSpan = g.Rows, col, max(c.RowSpan, 1), 1
		if i < len(spans) {
			c.ColSpan = spans[i]
		}
		g.Cells = append(g.Cells, c)
		col += c.ColSpan
	}
	g.Rows++
}

func head(text string) typeset.GridCell  { return typeset.GridCell{Text: text, Kind: typeset.Header} }
func label(text string) typeset.GridCell { return typeset.GridCell{Text: text, Kind: typeset.RowLabel} }
func plain(text string) typeset.GridCell { return typeset.GridCell{Text: text} }
func value(text string) typeset.GridCell {
	return typeset.GridCell{Text: text, Kind: typeset.Figure}
}

// whose says which department's sheet it is, and of what.
func (w *writer) whose() *typeset.Grid {
	s := w.sheet
	g := &typeset.Grid{Widths: []float64{18, 66, 22, 50}}
	add(g, nil, plain("单位"), label(s.Unit), plain("科室"), label(s.Department))
	add(g, nil, plain("格式"), label(s.Form.Name+"，"+s.Form.Citation), plain("统计期限"), label(fmt.Sprintf("%d年1月1日至12月31日", s.Year)))
	return g
}

func (w *writer) before() string {
	if w.sheet.Before == 0 {
		return "上年数"
	}
	return fmt.Sprintf("上年数（%d年）", w.sheet.Before)
}

// list sets a block whose lines are one figure each.
func (w *writer) list(b *collection.Block) *typeset.Grid {
	g := &typeset.Grid{Widths: []float64{13, 23, 23, 57, 20, 20}, HeaderRows: 1}
	add(g, nil, head("格号"), head(b.Table.Name+"项目"), head("栏目"), head("统计口径"), head(w.before()), head("本年数"))
	for _, l := range b.Lines {
		add(g, nil, plain(l.Code), label(l.Item), label(l.Column), label(l.Rule), value(l.Last[0]), value(""))
	}
	return g
}

// rows sets a block whose lines are rows of a table, each over what it was in the year
// before.
func (w *writer) rows(b *collection.Block) *typeset.Grid {
	const room = 156 - 13 - 56 - 13 // for the columns
	g := &typeset.Grid{Widths: []float64{13, 56, 13}, HeaderRows: 1}
	heads := []typeset.GridCell{head("格号"), head(b.Table.Name + "项目"), head("")}
	for _, v := range b.Columns {
		g.Widths = append(g.Widths, min(room/float64(len(b.Columns)), 30))
		heads = append(heads, head(v.Name))
	}
	add(g, nil, heads...)
	for _, l := range b.Lines {
		both := 1
		if w.sheet.Before != 0 {
			both = 2
		}
		code, item := plain(l.Code), label(strings.ReplaceAll(l.Item, "　", "："))
		code.RowSpan, item.RowSpan = both, both
		now := []typeset.GridCell{code, item, plain("本年")}
		for _, c := range l.Cells {
			now = append(now, value(mine(c)))
		}
		add(g, nil, now...)
		if both == 2 {
			w.yearBefore(g, &l)
		}
	}
	return g
}

// yearBefore adds what a row was in the year before.
func (w *writer) yearBefore(g *typeset.Grid, l *collection.Line) {
	then := []typeset.GridCell{plain(fmt.Sprintf("%d年", w.sheet.Before))}
	for _, text := range l.Last {
		then = append(then, value(text))
	}
	for i := range then {
		then[i].Row, then[i].Col, then[i].RowSpan, then[i].ColSpan = g.Rows, i+2, 1, 1
	}
	g.Cells = append(g.Cells, then...)
	g.Rows++
}

// mine is what stands where a figure is to be filled in, or is another department's.
func mine(c *form.Cell) string {
	if c == nil {
		return "—"
	}
	return ""
}

// notes set how figures are counted, where that holds for several or finds no room
// beside them.
func notes(b *collection.Block) *typeset.Grid {
	g := &typeset.Grid{Widths: []float64{156}}
	for _, text := range b.Common {
		add(g, nil, label(b.Table.Name+"各格："+text))
	}
	for _, text := range b.Notes {
		add(g, nil, label(text))
	}
	for _, l := range b.Lines {
		if b.Columns[0].ID != "" && l.Rule != "" {
			add(g, nil, label(l.Code+"　"+l.Rule))
		}
	}
	if g.Rows > 0 {
		return headed(g, "统计口径")
	}
	return g
}

// headed puts a heading over a grid of one column, which every page repeats.
func headed(g *typeset.Grid, text string) *typeset.Grid {
	out := &typeset.Grid{Widths: g.Widths, HeaderRows: 1}
	add(out, nil, head(text))
	for _, c := range g.Cells {
		add(out, nil, c)
	}
	return out
}

// signed is where people put their names.
func signed() *typeset.Grid {
	g := &typeset.Grid{Widths: []float64{26, 52, 26, 52}}
	add(g, nil, plain("报送人"), plain(""), plain("报送日期"), plain("年　　月　　日"))
	add(g, nil, plain("科室负责人（签字）"), plain(""), plain("日期"), plain("年　　月　　日"))
	add(g, []int{1, 3}, plain("说明"), label("没有的填 0，不要留空。打印填写的，交回以后由年度报告编制人员录入；能用电子表格填写的，请填电子表格。"))
	return g
}
