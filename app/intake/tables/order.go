package tables

import (
	"errors"
	"slices"
	"strings"
	"unicode/utf8"

	"nianbao/app/form"
)

// ErrOrder is returned for a table whose columns stand in another order than the
// form's, or with others among them, where it cannot be seen which figure is whose.
var ErrOrder = errors.New("表头的列与格式不同（次序不同，或者多了别的列），看不出哪个数属于哪一列，没有读入")

// inOrder says whether the headings of a block stand in the order of the form, with
// none among them that the form does not know: figures that are found by their number
// behind a label are in their columns then. A block without headings is in order.
// In lines of text headings are broken, and only those that are whole say anything.
func (x *index) inOrder(b Block) bool {
	lines := b.lines()
	runs := withoutRepeats(x.headingsOf(b, lines))
	for _, run := range runs {
		if lines && len(run) < len(x.columnHeads()) {
			continue
		}
		if !slices.ContainsFunc(x.orders(), func(o []string) bool { return within(run, o) }) {
			return false
		}
	}
	return !x.othersAmong(b, lines)
}

// headingLike returns the form's text of a heading that a text is, "" for any other.
func (x *index) headingLike(text string) string {
	if known, there := x.headed[text]; there {
		return known
	}
	found := x.findHeading(fold(text))
	x.headed[text] = found
	return found
}

func (x *index) findHeading(key string) string {
	const near = 0.75
	if key == "" || utf8.RuneCountInString(key) > 10 {
		return ""
	}
	best, most := "", near
	for _, h := range x.columnHeads() {
		switch like := Alike(key, h); {
		case key == h:
			return h
		case like >= most && utf8.RuneCountInString(h) > 3:
			best, most = h, like
		}
	}
	return best
}

// columnHeads returns the folded headings that stand directly above figures, once each, in the
// order of their first column.
func (x *index) columnHeads() []string {
	if x.above == nil {
		x.above = []string{}
		for col := range x.table.Widths {
			for row := range x.rows {
				c := x.table.At(row, col)
				if !c.IsValue() || row == 0 {
					continue
				}
				if h := x.headAbove(c); h != "" && !slices.Contains(x.above, h) {
					x.above = append(x.above, h)
				}
			}
		}
	}
	return x.above
}

// headAbove returns the folded label above the figures that a cell stands among.
func (x *index) headAbove(c *form.Cell) string { return x.over[c] }

func (x *index) headOver(c *form.Cell) string {
	for row := c.Row - 1; row >= 0; row-- {
		if is := x.table.At(row, c.Col); !is.IsValue() {
			return fold(is.Text)
		}
	}
	return ""
}

// orders returns the orders in which the headings may follow each other: by columns,
// and by rows, where some cover two rows of headings and others one.
func (x *index) orders() [][]string {
	byColumn := x.columnHeads()
	var byRow []string
	for _, c := range x.table.Cells {
		if key := fold(c.Text); !c.IsValue() && slices.Contains(byColumn, key) && !slices.Contains(byRow, key) {
			byRow = append(byRow, key)
		}
	}
	return [][]string{byColumn, byRow}
}

// headingsOf returns the headings of a block as they follow each other. A row that has
// figures has none.
func (x *index) headingsOf(b Block, whole bool) []string {
	var out []string
	for _, row := range b.Rows {
		if slices.ContainsFunc(row, numeric) {
			continue
		}
		for _, text := range row {
			if h := x.headingLike(text); h != "" && (!whole || h == fold(text)) {
				out = append(out, h)
			}
		}
	}
	return out
}

// withoutRepeats divides a list where something comes that was there before. What
// repeats the one before it is dropped: a cell that was joined, and taken apart.
func withoutRepeats(all []string) [][]string {
	var out [][]string
	var run []string
	for i, s := range all {
		if i > 0 && all[i-1] == s {
			continue
		}
		if slices.Contains(run, s) {
			out = append(out, run)
			run = nil
		}
		run = append(run, s)
	}
	return append(out, run)
}

// within says whether a list is another one with some left out.
func within(some, all []string) bool {
	for _, s := range some {
		i := slices.Index(all, s)
		if i < 0 {
			return false
		}
		all = all[i+1:]
	}
	return true
}

// othersAmong says whether a column stands among or behind the headings that the form
// does not have.
func (x *index) othersAmong(b Block, lines bool) bool {
	for _, row := range b.Rows {
		if slices.ContainsFunc(row, numeric) {
			continue
		}
		met := 0
		for _, text := range row {
			switch {
			case x.headingLike(text) != "":
				met++
			case met == 0, blank(text), placeholder(text), x.partOfLabel(text):
			case !lines || otherHeading(text):
				return true
			}
		}
	}
	return false
}

// partOfLabel says whether a text is one of the labels of the table, or a piece of one,
// or holds one with a remark.
func (x *index) partOfLabel(text string) bool {
	key := fold(text)
	if key == "" || strings.HasPrefix(key, "单位") {
		return true
	}
	for label := range x.labels {
		if strings.Contains(label, key) || len(label) > len("某某某") && strings.Contains(key, label) || Alike(key, label) > 0.7 {
			return true
		}
	}
	return false
}

// otherHeading says whether a text is the heading of a column that offices add.
func otherHeading(text string) bool {
	switch fold(text) {
	case "合计", "小计", "备注", "序号", "占比", "上年", "同比", "说明":
		return true
	}
	return false
}

// namesTotals says whether the heading above the totals stands in a block: its rows
// have totals then, and where a figure is missing it is another one.
func (x *index) namesTotals(b Block) bool {
	for _, h := range x.headingsOf(b, true) {
		for col := range x.totals {
			if x.totals[col] && x.heads[h] == col {
				return true
			}
		}
	}
	return false
}
