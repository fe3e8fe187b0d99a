package reading

import (
	"regexp"
	"slices"
	"strings"

	"nianbao/app/form"
	"nianbao/app/intake/page"
	"nianbao/app/intake/tables"
)

// source is what may be a table of the form: a table of the page, or the lines of a
// part that is a table in the form.
type source struct {
	block  tables.Block
	places []Place // of its rows
}

// sourceOf gathers what a table of the form is read from, and says whether a picture
// stands in its part.
func (r *reader) sourceOf(t *form.Table) (s source, pictures bool) {
	section := r.sectionOf(t)
	within := map[int]bool{} // blocks of the part
	for _, it := range r.parts[section] {
		within[it.block] = true
	}
	if len(r.parts) == 0 { // a table alone, as it was copied
		for _, it := range r.items {
			within[it.block] = it.table == nil
		}
	}
	at := r.tablesOf(t, within)
	var pieces []tables.Piece
	var met [][][]string // tables
	for _, it := range r.items {
		if len(at) > 0 && it.table != nil && !at[it.block] {
			continue
		}
		more := r.rowsOf(it, t, within[it.block], len(at) > 0)
		if len(more) == 0 {
			continue
		}
		if it.table != nil { // a page may hold a table twice, for screens of two sizes
			texts := it.table.Texts()
			if slices.ContainsFunc(met, func(m [][]string) bool { return slices.EqualFunc(m, texts, slices.Equal) }) {
				continue
			}
			met = append(met, texts)
		}
		for i := range more {
			s.places = append(s.places, Place{it.block, it.line + i})
		}
		pieces = append(pieces, tables.Piece{Rows: more, Lines: it.table == nil})
	}
	s.block = tables.Laid(pieces)
	return s, r.pictureIn(section)
}

// tablesOf returns the blocks of the page that are tables of a table of the form:
// those in its part, or where there is none, wherever they stand. In other parts
// offices put tables of their own, with labels of the form among theirs.
func (r *reader) tablesOf(t *form.Table, within map[int]bool) map[int]bool {
	all, here := map[int]bool{}, map[int]bool{}
	found := false // in its part
	for _, it := range r.items {
		switch {
		case it.table == nil:
		case r.belongs(it.table, t):
			all[it.block] = true
			here[it.block] = within[it.block]
			found = found || within[it.block]
		case within[it.block] && r.unlabelled(it.table):
			all[it.block], here[it.block] = true, true
		}
	}
	if found {
		return here
	}
	return all
}

// rowsOf returns what rows of a table an item is: a table that belongs to it, or a line
// of its part. Where there are tables, only such lines count as are a row: one that was
// cut at the end of a page.
func (r *reader) rowsOf(it item, t *form.Table, within, whole bool) [][]tables.Sized {
	switch {
	case it.table != nil && (r.belongs(it.table, t) || within && r.unlabelled(it.table)):
		return r.labelled(t, it.table.Sized())
	case it.table != nil, !within, leftoverSentence(it.text):
		return nil
	}
	cells := cellsOfLine(it.text)
	if whole && !isRow(cells, max(fewFigures, len(t.Values)-1)) {
		return nil
	}
	row := make([]tables.Sized, len(cells))
	for i, text := range cells {
		row[i] = tables.Sized{Text: text, Rows: 1, Columns: 1}
	}
	return r.labelled(t, [][]tables.Sized{row})
}

// sectionOf returns the id of the part that is a table.
func (r *reader) sectionOf(t *form.Table) string {
	for _, s := range r.report.Form().Sections {
		if s.Table == t {
			return s.ID
		}
	}
	return ""
}

// fewFigures is how many figures a line has at least that is a row of some table.
const fewFigures = 3

// isRow says whether the cells of a line are a whole row of a table: a label, and so
// many figures at least.
func isRow(cells []string, least int) bool {
	figures := 0
	for _, c := range cells {
		if tables.Figure(c) && strings.TrimSpace(c) != "" {
			figures++
		}
	}
	return figures >= least && slices.ContainsFunc(cells, func(c string) bool { return !tables.Figure(c) })
}

// pictureIn says whether a picture stands in a part: between its heading and the next
// one that was found. Where its own was not found, it may be in the picture, too: then
// between the headings before and behind it.
func (r *reader) pictureIn(section string) bool {
	from, to, passed := -1, len(r.page.Blocks), false
	for _, s := range r.report.Form().Sections {
		at, found := r.began[s.ID]
		switch {
		case found && passed:
			to = min(to, at)
		case found:
			from = at
		}
		passed = passed || s.ID == section
	}
	if from < 0 {
		return false
	}
	return slices.ContainsFunc(r.page.Blocks[from:to], func(b page.Block) bool { return b.Picture })
}

// belongs says whether a table of the page is this one of the form, or a piece of it:
// more of its texts are labels of this one than of any other.
func (r *reader) belongs(of *page.Table, t *form.Table) bool {
	b := of.Block()
	mine := r.labelsIn(t.ID, b)
	if mine == 0 {
		return false
	}
	for _, other := range r.report.Form().Tables() {
		if other.ID != t.ID && r.labelsIn(other.ID, b) > mine {
			return false
		}
	}
	return true
}

// unlabelled says whether a table of the page has no label of any table of the form: it
// may be the rest of one that was cut.
func (r *reader) unlabelled(of *page.Table) bool {
	b := of.Block()
	for _, t := range r.report.Form().Tables() {
		if r.labelsIn(t.ID, b) > 0 {
			return false
		}
	}
	return true
}

// labelsIn counts the labels of a table, of whichever edition has most, in a block.
func (r *reader) labelsIn(id string, b tables.Block) int {
	most := 0
	for _, f := range r.catalog.Editions() {
		if t := f.Table(id); t != nil {
			labels, _ := tables.Labels(t, b)
			most = max(most, labels)
		}
	}
	return most
}

// leftoverSentence is an instruction of the form that offices leave in.
func leftoverSentence(line string) bool {
	return strings.Contains(line, "该部分以表格形式报告")
}

// gap stands between the columns of a table that was set with spaces.
var gap = regexp.MustCompile(` {2,}|\x{3000}+`)

// cellsOfLine takes a line of a table apart: at bars, at tabs, at wide gaps, and where
// nothing but figures stands behind a label.
func cellsOfLine(line string) []string {
	line = strings.NewReplacer("\t", "|", "｜", "|", "│", "|").Replace(line)
	if strings.Contains(line, "|") {
		cells := strings.Split(line, "|")
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
		}
		return cells
	}
	var cells []string
	for _, cell := range gap.Split(strings.TrimSpace(line), -1) {
		cells = append(cells, figuresApart(cell)...)
	}
	return cells
}

// figuresApart takes the figures at the end of a text off it: in lines of a text only
// a space may stand between two columns.
func figuresApart(cell string) []string {
	words := strings.Fields(cell)
	first := len(words)
	for first > 0 && tables.Figure(words[first-1]) {
		first--
	}
	if first == len(words) || len(words) == 1 {
		return []string{cell}
	}
	if first > 0 {
		return append([]string{strings.Join(words[:first], " ")}, words[first:]...)
	}
	return words
}

// labelled puts the form's label in the place of one that was damaged on its way, as
// its number says which it was.
func (r *reader) labelled(t *form.Table, rows [][]tables.Sized) [][]tables.Sized {
	for _, row := range rows {
		for i, cell := range row {
			ordinal, _ := damagedLabel(cell.Text)
			if ordinal == "" {
				continue
			}
			for _, c := range t.Cells {
				if strings.HasPrefix(c.Text, "（"+ordinal+"）") {
					row[i].Text = c.Text
					r.repaired("损坏的行名按序号补上", t.Name, 1)
				}
			}
		}
	}
	return rows
}
