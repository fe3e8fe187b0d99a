package typeset

import (
	"strings"
	"testing"
)

// narrowTable has one row with a label of that many lines.
func narrowTable(lines int) *Table {
	const narrow = 10.3 // mm: two characters, in a size below the largest
	return NewTable(plainMetrics{}, &Grid{
		Widths: []float64{narrow, Measure - narrow}, Rows: 1,
		Cells: []GridCell{
			{RowSpan: 1, ColSpan: 1, Text: strings.Repeat("件数", lines), Key: "label"},
			{Col: 1, RowSpan: 1, ColSpan: 1, Text: "1", Kind: Figure},
		},
	})
}

// A table of any height keeps its distance to the text below, also where it
// ends just above a row of the grid.
func TestThereIsAGapBelowATable(t *testing.T) {
	text := []rune("文")
	line := Line{Text: text, Width: body().TextWidth(text)}
	for lines := 1; lines < 45; lines++ {
		pages := Paginate([]Item{
			{Table: narrowTable(lines)},
			{Rows: 1, Pieces: []Piece{{Line: line, Typesetter: body(), X: Left, Height: RowPitch, Key: "text"}}},
		}, nil)
		for _, p := range pages {
			var label, below *Place
			for i := range p.Places {
				switch p.Places[i].Key {
				case "label":
					label = &p.Places[i]
				case "text":
					below = &p.Places[i]
				}
			}
			if label != nil && below != nil && below.Y-label.Y-label.H < belowTable-Slack {
				t.Errorf("%d lines: the text stands %.2f mm below the table", lines, below.Y-label.Y-label.H)
			}
		}
	}
}

// As many rows as the page has stand on it, and not one more, whether or not
// they are to be kept together.
func TestAPageTakesTheRowsItHas(t *testing.T) {
	available := Height + Slack
	rows := int(available / RowPitch)
	for _, together := range []bool{false, true} {
		for n, want := range map[int]int{rows: 1, rows + 1: 2, 2 * rows: 2, 2*rows + 1: 3} {
			items := make([]Item, n)
			for i := range items {
				items[i] = Item{Rows: 1, KeepWithNext: together && i < n-1}
			}
			if got := len(Paginate(items, nil)); got != want {
				t.Errorf("%d rows (kept together: %v) take %d pages, want %d", n, together, got, want)
			}
		}
	}
}
