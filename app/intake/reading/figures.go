package reading

import (
	"errors"
	"fmt"
	"strings"

	"nianbao/app/form"
	"nianbao/app/intake/tables"
	"nianbao/app/report"
)

// readTables finds each table of the form and reads it.
func (r *reader) readTables() {
	for _, t := range r.report.Form().Tables() {
		r.out.Tables = append(r.out.Tables, r.readTable(t))
	}
}

// readTable reads one table of the form: of all that stands in its part, or else of
// the tables on the page that have its labels.
func (r *reader) readTable(t *form.Table) Table {
	out := Table{ID: t.ID, Name: t.Name, Grade: Unreadable, Cells: map[form.Address]Cell{}, Left: map[form.Address]Cell{}}
	s, pictures := r.sourceOf(t)
	switch {
	case len(s.block.Rows) == 0 && pictures:
		out.Reason = isPicture
		return out
	case len(s.block.Rows) == 0:
		out.Lacks, out.Reason = LacksTable, "没有找到这张表"
		return out
	}
	layout := r.layoutOf(t, s.block)
	placed, err := tables.Place(layout, s.block)
	if err != nil {
		out.Reason = "没有一行的行名和格数对得上，没有读入"
		var nothing *tables.ErrNothing
		if !errors.As(err, &nothing) {
			out.Reason = err.Error()
		}
		if pictures {
			out.Reason = isPicture
		}
		return out
	}
	if layout != t && t.ID != layoutThatBridges {
		out.Reason = "表头是" + r.catalog.Edition(layout.Edition).Name + "的，与本年度的格式口径不同，没有读入，请对照原件填写"
		return out
	}
	f := figures{table: t, layout: layout, raw: map[form.Address]string{}, at: map[form.Address]Place{}, madeOf: map[form.Address]string{}}
	f.take(placed, s.places)
	r.enter(&out, &f)
	return out
}

// isPicture is why a table is not read that stands in a file as a picture.
const isPicture = "这里是图片，图片中的数字不能读入，请对照原件填写"

// figures is what was found for a table, as it stands in the source.
type figures struct {
	table, layout *form.Table
	raw           map[form.Address]string
	at            map[form.Address]Place
	madeOf        map[form.Address]string // where the source has the figure in other rows
	twice         []string                // names of cells of which two differ
	missed        []tables.SkippedRow
	mended        map[string]string // labels
}

// take keeps what was placed, once.
func (f *figures) take(p *tables.Placed, places []Place) {
	f.missed, f.mended = p.Missed, p.Mended
	for _, c := range p.Cells {
		a := c.Cell.Address
		if had, there := f.raw[a]; there && had != c.Raw {
			f.twice = append(f.twice, c.Cell.Name)
			continue
		}
		f.raw[a] = c.Raw
		if c.Row < len(places) {
			f.at[a] = places[c.Row]
		}
	}
}

// enter puts the figures into the report and grades the table.
func (r *reader) enter(out *Table, f *figures) {
	if len(f.twice) > 0 {
		out.Reason = "“" + f.twice[0] + "”等在原件中出现了两次，两次不同，没有读入"
		return
	}
	bridged, doubt := f.bridge()
	found := r.sort(out, f, bridged)
	if len(found.changes) == 0 {
		out.Reason = "没有读到数字"
		if len(found.bad) == 0 {
			out.Lacks, out.Reason = LacksFigures, "这张表没有填数字"
		}
		return
	}
	if err := r.report.Apply(report.Edit{Changes: found.changes}); err != nil {
		out.Reason, out.Cells = reason(err), map[form.Address]Cell{}
		return
	}
	for was, is := range f.mended {
		r.out.Repairs = append(r.out.Repairs, Repair{What: "行名“" + was + "”按“" + is + "”读入", Where: f.table.Name, Count: 1})
	}
	found.differ = r.enterTotals(f.table, found.totals)
	doubts := doubtsOf(f, &found)
	for _, d := range []string{doubt, r.page.Doubt} {
		if d != "" {
			doubts = append([]string{d}, doubts...)
		}
	}
	out.Grade, out.Reason = Sure, strings.Join(doubts, "；")
	if len(doubts) > 0 {
		out.Grade = Look
	}
}

// found is what became of the cells of a table, and what speaks against taking it as
// it was read.
type found struct {
	changes         []report.Change
	totals          map[form.Address]string
	missing, blanks int
	bad, differ     []string
}

// sort reads each cell.
func (r *reader) sort(out *Table, f *figures, raws map[form.Address]string) found {
	is := found{totals: map[form.Address]string{}}
	for _, c := range f.table.ValueCells() {
		as, there := raws[c.Address] // as it stands
		raw := bareFigure(c, as)
		v, err := report.Parse(c.Kind, raw)
		if err == nil && raw != as {
			r.repaired("数字后面的单位不读入", f.table.Name, 1)
		}
		switch {
		case !there && !c.Computed:
			is.missing++
		case !there, c.Computed && (err != nil || v.Blank()):
		case err != nil:
			is.bad = append(is.bad, fmt.Sprintf("%s“%s”", c.Name, short(raw)))
			out.Left[c.Address] = Cell{raw, f.at[c.Address], f.madeOf[c.Address]}
		case v.Blank():
			is.blanks++
			out.Left[c.Address] = Cell{raw, f.at[c.Address], f.madeOf[c.Address]}
		case c.Computed:
			is.totals[c.Address] = raw
			out.Cells[c.Address] = Cell{raw, f.at[c.Address], f.madeOf[c.Address]}
		default:
			if ch, err := r.report.Set(c.Address, raw); err == nil {
				is.changes = append(is.changes, ch)
				out.Cells[c.Address] = Cell{raw, f.at[c.Address], f.madeOf[c.Address]}
			}
		}
	}
	return is
}

// bareFigure takes the unit off a figure that the cell is of: 12件 in one that counts,
// 3.5万元 where the form says so. Any other unit is not the form's.
func bareFigure(c *form.Cell, raw string) string {
	unit := "件"
	if c.Kind == form.Money {
		unit = c.Unit
	}
	if unit == "" {
		return raw
	}
	if rest, has := strings.CutSuffix(strings.TrimSpace(raw), unit); has {
		return rest
	}
	return raw
}

func doubtsOf(f *figures, n *found) []string {
	var out []string
	if len(f.missed) > 0 {
		out = append(out, fmt.Sprintf("有 %d 行没有读入：%s", len(f.missed), f.missed[0]))
	}
	if n.missing > 0 {
		out = append(out, fmt.Sprintf("原件中没有 %d 格", n.missing))
	}
	if n.blanks > 0 {
		out = append(out, fmt.Sprintf("原件中 %d 格是空白", n.blanks))
	}
	if len(n.bad) > 0 {
		out = append(out, fmt.Sprintf("有 %d 格不是数字，没有读入：%s", len(n.bad), n.bad[0]))
	}
	if len(n.differ) > 0 {
		out = append(out, fmt.Sprintf("有 %d 个总计与计算的不一致：%s", len(n.differ), n.differ[0]))
	}
	return out
}

// enterTotals keeps the printed totals that differ from the computed ones, and names
// them.
func (r *reader) enterTotals(t *form.Table, totals map[form.Address]string) []string {
	var out []string
	for _, c := range t.ValueCells() {
		raw, there := totals[c.Address]
		v, err := report.Parse(c.Kind, raw)
		is := r.report.Figure(c.Address)
		if !there || err != nil || v.Cmp(is) == 0 && (!is.Blank() || v.IsZero()) {
			continue
		}
		out = append(out, fmt.Sprintf("%s原件为 %s，计算为 %s", c.Name, v, is))
		if ch, err := r.report.Set(report.SourceTotalAt(c.Address), raw); err == nil {
			_ = r.report.Apply(report.Edit{Changes: []report.Change{ch}})
		}
	}
	return out
}
