package page

import (
	"slices"
	"testing"
)

// Blank columns that were copied along with a sheet are no columns of its table; a column
// of figures that are all blank is one.
func TestBlankColumnsRightOfASheet(t *testing.T) {
	wide := func(text string, columns int) Cell { return Cell{Text: text, Rows: 1, Columns: columns} }
	one := func(texts ...string) (row []Cell) {
		for _, text := range texts {
			row = append(row, wide(text, 1))
		}
		return row
	}
	for name, c := range map[string]struct {
		rows [][]Cell
		want []int // cells of each row
	}{
		"two beside a heading":   {[][]Cell{{wide("二、主动公开", 3), wide("", 1), wide(" ", 1)}, one("规章", "1", "2", "", "")}, []int{1, 3}},
		"a column not filled in": {[][]Cell{one("信息内容", "制发", "现行有效"), one("规章", "1", ""), one("规范性文件", "1", "")}, []int{3, 3, 3}},
		"under a heading":        {[][]Cell{{wide("第（一）项", 3)}, one("规章", "1", ""), one("规范性文件", "1", "")}, []int{1, 3, 3}},
		"no heading":             {[][]Cell{one("规章", "1", ""), one("规范性文件", "1", "")}, []int{3, 3}},
		"something below":        {[][]Cell{{wide("二、主动公开", 2), wide("", 1)}, one("规章", "1", "2")}, []int{2, 3}},
		"a covered cell":         {[][]Cell{{wide("二、主动公开", 2), {Rows: 2, Columns: 1}}, one("规章", "1")}, []int{2, 2}},
	} {
		p := &Page{}
		p.AddTable(&Table{Rows: c.rows})
		var is []int
		for _, row := range p.Blocks[0].Table.Rows {
			is = append(is, len(row))
		}
		if !slices.Equal(is, c.want) {
			t.Errorf("%s: %d cells, want %d", name, is, c.want)
		}
	}
}
