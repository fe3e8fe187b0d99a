package importing

import (
	"testing"

	"nianbao/app/intake/page"
	"nianbao/ui/uitest"
)

func row(cells ...page.Cell) []page.Cell { return cells }

func cell(text string, rows, columns int) page.Cell {
	return page.Cell{Text: text, Rows: rows, Columns: columns}
}

// Joined cells keep the places that they cover; what reaches past the table ends there.
func TestCellsStandWhereTheDocumentHasThem(t *testing.T) {
	cells, columns := place(&page.Table{Rows: [][]page.Cell{
		row(cell("甲", 2, 1), cell("乙", 1, 2)),
		row(cell("1", 1, 1), cell("2", 9, 1)),
	}})
	at := map[string][2]int{}
	for _, c := range cells {
		at[c.Text] = [2]int{c.row, c.col}
		if c.row+c.Rows > 2 {
			t.Errorf("%s reaches down to %d", c.Text, c.row+c.Rows)
		}
	}
	if columns != 3 || at["1"] != [2]int{1, 1} || at["2"] != [2]int{1, 2} {
		t.Errorf("%d columns, %v", columns, at)
	}
	cells, _ = place(&page.Table{Rows: [][]page.Cell{row(cell("一", 1, 1), cell("甲", 1, 1), cell("1", 1, 1), cell("2", 1, 1)), row(cell("乙", 1, 1), cell("3", 1, 1), cell("4", 1, 1)), row(cell("一行", 1, 1))}})
	if figure := cells[6]; figure.Text != "4" || figure.col != 3 {
		t.Errorf("the figure of a short row, %s, stands in column %d", figure.Text, figure.col)
	}
	if head := cells[7]; head.col != 0 || head.Columns != 4 {
		t.Errorf("a row of one cell covers %d columns from %d on", head.Columns, head.col)
	}
}

// A hostile table costs no more than it shows.
func TestWideAndLongDocumentsAreBounded(t *testing.T) {
	uitest.App(t)
	wide := &page.Table{}
	for range 50 {
		wide.Rows = append(wide.Rows, row(cell("甲", 1000, 1000), cell("乙", 1000, 1000)))
	}
	p := &page.Page{Blocks: []page.Block{{Table: wide}, {Text: string(make([]rune, mostCharacters+1))}, {Text: "后面"}, {Text: "再后面"}}}
	strips, high := layOut(p, 300)
	if last := strips[len(strips)-1]; last.at.Block != 2 || high <= 0 || last.texts[0].text != "……文件太长，后面的没有显示。" {
		t.Errorf("%d strips, the last of block %d: %+v", len(strips), last.at.Block, last.texts)
	}
	narrow := &page.Page{Blocks: []page.Block{{Table: &page.Table{Rows: [][]page.Cell{row(cell("一个很长很长的行名", 1, 1), cell("1", 1, 1), cell("2", 1, 1))}}}}}
	for width := float32(60); width < 500; width += 40 {
		strips, _ := layOut(narrow, width)
		for _, b := range strips[0].boxes {
			if b.w <= 0 || b.x+b.w > width {
				t.Errorf("in a width of %v a cell stands at %v", width, b)
			}
		}
	}
}
