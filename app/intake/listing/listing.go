// Package listing reads tables in which every figure has its name beside it or above
// it: a county's table with a row for each unit, and lists of a cell a row. It lays the
// figures of one unit out as the form has them, for package reading to read.
package listing

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"nianbao/app/form"
	"nianbao/app/intake/page"
	"nianbao/app/intake/tables"
)

// ErrUnits is returned for a file of several units where it was not said which one is
// to be read, or where none or several are of that name.
type ErrUnits struct {
	Names []string
	Asked string // "" for nothing
}

// Error names the units, and says how to choose one.
func (e *ErrUnits) Error() string {
	const most = 5
	named := strings.Join(e.Names[:min(most, len(e.Names))], "、")
	if len(e.Names) > most {
		named += "……"
	}
	said := fmt.Sprintf("文件中有 %d 个单位的数据（%s）", len(e.Names), named)
	if e.Asked == "" {
		return said + "，请写明读哪一个：在命令行中加上 --unit 单位名称"
	}
	return said + "，看不出“" + e.Asked + "”是其中哪一个，请写全称"
}

// The fewest figures with names of their own by which such a table is known.
const (
	fewColumns = 5
	fewRows    = 10
)

// list is the figures of one unit.
type list struct {
	unit    string
	figures map[form.Address]string
	twice   []form.Address // of which two differ: neither is taken
}

func (l *list) add(a form.Address, text string) {
	if had, there := l.figures[a]; there && had != text {
		l.twice = append(l.twice, a)
	}
	l.figures[a] = text
}

// Arrange returns a page with the figures of one unit as the form lays them out, nil
// where the page holds no such tables. The error is *ErrUnits.
func Arrange(catalog *form.Catalog, p *page.Page, unit string) (*page.Page, error) {
	if p.Kind != kind {
		return nil, nil
	}
	year := yearOf(p)
	in := &reader{form: catalog.ForYear(latest)}
	if year != 0 {
		in.form = catalog.ForYear(year)
	}
	if in.form == nil {
		return nil, nil
	}
	for _, b := range p.Blocks {
		if b.Table != nil {
			in.read(tables.Lay(b.Table.Sized()))
		}
	}
	found, err := in.chosen(unit)
	if err != nil || found == nil {
		return nil, err
	}
	return in.arranged(p, found, year), nil
}

var yearShape = regexp.MustCompile(`(20\d\d)\s*年`)

// kind is that of the pages that such tables stand on: workbooks.
const kind = "xlsx"

// latest is a year of the form in force, for a page that names none.
const latest = 2025

// yearOf returns the only year that the page names, 0 where there is none or another.
func yearOf(p *page.Page) int {
	found := 0
	for _, b := range p.Blocks {
		texts := []string{b.Text}
		if b.Table != nil {
			texts = slices.Concat(b.Table.Texts()...)
		}
		for _, m := range yearShape.FindAllStringSubmatch(strings.Join(texts, " "), -1) {
			var y int
			_, _ = fmt.Sscan(m[1], &y)
			if found != 0 && found != y {
				return 0
			}
			found = y
		}
	}
	return found
}

// reader gathers the lists of a page.
type reader struct {
	form  *form.Form
	lists []*list
}

// ofUnit returns the list of a unit.
func (r *reader) ofUnit(name string) *list {
	for _, l := range r.lists {
		if tables.Fold(l.unit) == tables.Fold(name) {
			return l
		}
	}
	l := &list{unit: name, figures: map[form.Address]string{}}
	r.lists = append(r.lists, l)
	return l
}

// read reads a table, if it is one of these.
func (r *reader) read(l *tables.Grid) {
	if l == nil || r.byUnits(l) {
		return
	}
	r.byCells(l)
}

// isUnitName says whether a text is the heading of the names of units.
func isUnitName(text string) bool {
	switch tables.Fold(text) {
	case "单位", "单位名称", "填报单位", "报送单位", "机关名称", "行政机关", "公开主体", "部门", "部门名称":
		return true
	}
	return false
}

// isSum says whether a row is the sum of the others.
func isSum(name string) bool {
	switch tables.Fold(name) {
	case "合计", "总计", "小计", "汇总", "":
		return true
	}
	return false
}

// byUnits reads a table with a row for each unit.
func (r *reader) byUnits(l *tables.Grid) bool {
	column, top := unitColumn(l)
	if column < 0 {
		return false
	}
	to := r.columns(l, column, top)
	if len(to) < fewColumns {
		return false
	}
	for y := top; y < l.Rows(); y++ {
		if isSum(l.Text(y, column)) {
			continue
		}
		of := r.ofUnit(strings.TrimSpace(l.Text(y, column)))
		for x, c := range to {
			of.add(c.Address, l.Text(y, x))
		}
	}
	return true
}

// unitColumn finds the column with the names of units, and the first row below its
// heading; -1 for none.
func unitColumn(l *tables.Grid) (column, top int) {
	for y := range min(l.Rows(), 8) {
		for x := range l.Width() {
			if isUnitName(l.Text(y, x)) {
				for top = y; top < l.Rows() && isUnitName(l.Text(top, x)); {
					top++
				}
				return x, top
			}
		}
	}
	return -1, 0
}

// columns tells which columns are which cells of the form, none where two are the
// same: it cannot be said which of them it is.
func (r *reader) columns(l *tables.Grid, units, top int) map[int]*form.Cell {
	to, met := map[int]*form.Cell{}, map[*form.Cell]bool{}
	for x := range l.Width() {
		if x == units || top >= l.Rows() {
			continue
		}
		if c := r.cell(l.Above(top, x)); c != nil {
			if met[c] {
				return nil
			}
			to[x], met[c] = c, true
		}
	}
	return to
}

// byCells reads a table with a row for each cell.
func (r *reader) byCells(l *tables.Grid) {
	of := &list{figures: map[form.Address]string{}}
	for y := range l.Rows() {
		texts, value, figures := named(l, y)
		if c := r.cell(texts); c != nil && figures == 1 {
			of.add(c.Address, value)
		}
		if len(texts) == 2 && figures == 0 && isUnitName(texts[1]) {
			of.unit = texts[0]
		}
	}
	if len(of.figures) >= fewRows && len(of.twice) == 0 {
		if len(r.lists) == 1 && (of.unit == "" || r.lists[0].unit == of.unit) { // another sheet of the same
			for a, text := range of.figures {
				r.lists[0].add(a, text)
			}
			return
		}
		r.lists = append(r.lists, of)
	}
}

// named returns the texts of a row, the last first, the figure behind them, and how
// many figures there are.
func named(l *tables.Grid, y int) (texts []string, value string, figures int) {
	for x := l.Width() - 1; x >= 0; x-- {
		text := l.Text(y, x)
		switch {
		case strings.TrimSpace(text) == "", x > 0 && l.Same(y, x, y, x-1):
		case tables.Figure(text) && len(texts) == 0:
			value = text
			figures++
		case !tables.Figure(text):
			texts = append(texts, text)
		}
	}
	return texts, value, figures
}

var joins = regexp.MustCompile(`[-—–·/|_]+`)

// cell returns the cell of the form that names say, the nearest first; nil for none.
func (r *reader) cell(names []string) *form.Cell {
	var all []string
	for _, name := range names {
		if c := r.form.Cell(form.Address(strings.TrimSpace(name))); c != nil {
			return c
		}
		parts := joins.Split(name, -1)
		slices.Reverse(parts)
		all = append(all, parts...)
		if len(parts) > 1 {
			all = append(all, name)
		}
	}
	var found *form.Cell
	for _, t := range r.form.Tables() {
		c := tables.Named(t, r.inFull(t, all))
		for _, own := range t.ValueCells() {
			if c == nil && len(names) > 0 && tables.Fold(own.Name) == tables.Fold(names[0]) {
				c = own
			}
		}
		switch {
		case c == nil:
		case found != nil:
			return nil
		default:
			found = c
		}
	}
	return found
}

// inFull puts the printed label of a row in the place of its short name.
func (r *reader) inFull(t *form.Table, names []string) []string {
	out := slices.Clone(names)
	for i, name := range out {
		for id, short := range t.RowNames {
			if tables.Fold(name) == "" || tables.Fold(short) != tables.Fold(name) {
				continue
			}
			for _, c := range t.ValueCells() {
				if label := t.At(c.Row, t.LabelColumns-1); c.RowID == id && len(t.Values) > 0 && label != nil {
					out[i] = label.Text
				}
			}
		}
	}
	return out
}

// chosen returns the list of the unit that was asked for, or the only one.
func (r *reader) chosen(unit string) (*list, error) {
	var names []string
	var like []*list
	for _, l := range r.lists {
		names = append(names, l.unit)
		if tables.Fold(l.unit) == tables.Fold(unit) {
			return l, nil
		}
		if unit != "" && strings.Contains(tables.Fold(l.unit), tables.Fold(unit)) {
			like = append(like, l)
		}
	}
	switch {
	case len(r.lists) == 0:
		return nil, nil
	case len(r.lists) == 1 && (unit == "" || r.lists[0].unit == ""):
		return r.lists[0], nil
	case len(like) == 1:
		return like[0], nil
	}
	return nil, &ErrUnits{names, unit}
}

// arranged is a page with the figures of a list as the form lays them out.
func (r *reader) arranged(p *page.Page, l *list, year int) *page.Page {
	for _, a := range l.twice {
		delete(l.figures, a)
	}
	out := &page.Page{Kind: p.Kind, Encoding: p.Encoding, Title: p.Title, Repairs: p.Repairs}
	if l.unit != "" && year != 0 {
		out.AddText(fmt.Sprintf("%s%d年政府信息公开工作年度报告", l.unit, year))
	} else if l.unit != "" {
		out.AddText(l.unit + "政府信息公开工作年度报告")
	}
	for _, s := range r.form.Sections {
		if s.Table == nil {
			continue
		}
		t := &page.Table{Rows: make([][]page.Cell, s.Table.Rows)}
		any := false
		for _, c := range s.Table.Cells {
			text := c.Text
			if c.IsValue() {
				text = l.figures[c.Address]
				any = any || text != ""
			}
			t.Rows[c.Row] = append(t.Rows[c.Row], page.Cell{Text: text, Rows: c.RowSpan, Columns: c.ColSpan})
		}
		if any {
			out.AddText(s.Heading)
			out.AddTable(t)
		}
	}
	out.Repaired("把表中“"+l.unit+"”的数据按格式排列", "", 1)
	return out
}
