package collection

import (
	"slices"

	"nianbao/app/form"
)

// rules are how the figures of a table are counted, each said once: what holds for all
// of them, for a row, for a column.
type rules struct {
	table  *form.Table
	common []string
}

// said tells an explanation with what weight it has: practice must never be taken for
// what a law or the notice says.
func said(h form.Help) string {
	text := "【" + string(h.Tag) + "】" + h.Text
	if h.Source != "" {
		text += "（" + h.Source + "）"
	}
	return text
}

// shared are the explanations that all cells have.
func shared(cells []*form.Cell) []string {
	var out []string
	if len(cells) == 0 {
		return nil
	}
	for _, h := range cells[0].Help {
		if !slices.ContainsFunc(cells, func(c *form.Cell) bool { return !slices.Contains(c.Help, h) }) {
			out = append(out, said(h))
		}
	}
	return out
}

func rulesOf(t *form.Table) rules { return rules{t, shared(t.Inputs())} }

// ofLine is how the figures of a line are counted, without what holds for all of them or
// is said of the item.
func (r rules) ofLine(l *line) []string {
	return without(shared(l.cells), append(r.shared(l.item), r.common...))
}

// ofItem is how the figures of an item are counted that has several lines, under its
// name.
func (r rules) ofItem(item string) []string {
	var out []string
	for _, text := range without(r.shared(item), r.common) {
		out = append(out, item+"："+text)
	}
	return out
}

// shared are the explanations that all lines of an item have, where there are several.
func (r rules) shared(item string) []string {
	var cells []*form.Cell
	n := 0
	for _, l := range lines(r.table) {
		if l.item == item {
			cells = append(cells, l.cells...)
			n++
		}
	}
	if n < 2 {
		return nil
	}
	return shared(cells)
}

// ofColumn is how the figures of a column are counted, under its name.
func (r rules) ofColumn(v form.Value) []string {
	var cells []*form.Cell
	for _, c := range r.table.Inputs() {
		if c.ValueID == v.ID {
			cells = append(cells, c)
		}
	}
	var out []string
	for _, text := range without(shared(cells), r.common) {
		out = append(out, v.Name+"："+text)
	}
	return out
}

func without(texts, taken []string) []string {
	return slices.DeleteFunc(texts, func(s string) bool { return slices.Contains(taken, s) })
}
