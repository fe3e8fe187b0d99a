package tables

import (
	"slices"
	"strings"

	"nianbao/app/form"
)

// Placed is where the cells of a block belong, as they stand there: nothing of them
// was read as a figure yet.
type Placed struct {
	Cells  []MappedCell // in the order of the block, computed ones among them
	Missed []SkippedRow // rows left out
	Rows   int          // that belong somewhere

	// Labels of the block with a slip in them that were taken for one of the form,
	// which is the value; both without punctuation.
	Mended map[string]string
}

// Place finds where a block that carries labels of a table belongs in it. The error
// is *ErrNothing, or one that says why the block is not clear.
func Place(t *form.Table, b Block) (*Placed, error) {
	x := newIndex(t)
	x.lenient, x.mended = true, map[string]string{}
	if !x.labelled(b) && x.named() {
		return nil, &ErrNothing{}
	}
	placed := x.byPlace(b)
	if !x.inOrder(b) {
		if placed.rows == 0 {
			return nil, ErrOrder
		}
		return x.result(placed), nil
	}
	l, err := x.byLabels(b, Anchor{})
	switch {
	case err != nil && placed.rows > 0:
		return x.result(placed), nil
	case err != nil:
		return nil, err
	}
	return x.result(x.agreed(l, placed)), nil
}

func (x *index) result(l candidate) *Placed {
	return &Placed{Cells: l.placed, Missed: l.missed, Rows: l.rows, Mended: x.mended}
}

// agreed leaves the rows out of a reading that another one says something else of.
func (x *index) agreed(l, other candidate) candidate {
	says := map[*form.Cell]string{}
	for _, p := range other.placed {
		says[p.Cell] = strings.TrimSpace(p.Raw)
	}
	doubtful := map[int]bool{}
	for _, p := range l.placed {
		if s, there := says[p.Cell]; there && s != strings.TrimSpace(p.Raw) {
			doubtful[p.Row] = true
		}
	}
	for row := range doubtful {
		l.miss(row, "", errUneven)
	}
	l.rows -= len(doubtful)
	l.placed = slices.DeleteFunc(l.placed, func(p MappedCell) bool { return doubtful[p.Row] })
	return l
}

// Labels returns how many cells of a block are labels of a table, and how many cells
// have text that is no figure.
func Labels(t *form.Table, b Block) (labels, texts int) {
	x := newIndex(t)
	for _, row := range b.Rows {
		for _, s := range row {
			switch {
			case blank(s), numeric(s), placeholder(s):
			case x.knows(s):
				labels++
				fallthrough
			default:
				texts++
			}
		}
	}
	return labels, texts
}

// Has says whether a label stands in a block.
func (b Block) Has(label string) bool {
	return slices.ContainsFunc(b.Rows, func(row []string) bool {
		return slices.ContainsFunc(row, func(s string) bool { return fold(s) == fold(label) })
	})
}

// Figure says whether a text stands in the place of a figure: one, a blank, or what
// offices write where there is none.
func Figure(s string) bool { return blank(s) || numeric(s) || placeholder(s) }

// Fold brings labels to one spelling: no spaces, no punctuation, half-width letters
// and digits.
func Fold(s string) string { return fold(s) }
