package sheets

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"nianbao/app/collection"
	"nianbao/app/form"
	"nianbao/app/intake/xlsx"
	"nianbao/app/report"
)

// columns are where things stand in the lines of a part.
type columns struct {
	code, item, column int            // -1 for none
	figures            map[string]int // by the name of the column of the table, "" where a line is one figure
}

// columnsOf finds the columns by what stands over them, wherever they were moved to.
func (r *reader) columnsOf(p *part) (*columns, error) {
	out := &columns{code: -1, item: -1, column: -1, figures: map[string]int{}}
	named := collection.ColumnNames(r.of.Form)
	seen := map[string]bool{}
	for at, v := range p.Rows[p.head].Cells {
		label := folded(v.Text)
		switch {
		case label == "":
			continue
		case seen[label]:
			return nil, fmt.Errorf("工作表“%s”有两列都叫“%s”，不知道是哪一列", p.Name, label)
		case label == headCode:
			out.code = at
		case label == headItem:
			out.item = at
		case label == headColumn:
			out.column = at
		case strings.HasPrefix(label, headNow):
			if _, twice := out.figures[""]; twice {
				return nil, fmt.Errorf("工作表“%s”有两列都叫“%s”，不知道是哪一列", p.Name, headNow)
			}
			out.figures[""] = at
		case slices.Contains(named, label):
			out.figures[label] = at
		case !strings.HasPrefix(label, headBefore) && label != headRule:
			r.look("", fmt.Sprintf("工作表“%s”的“%s”一列不是表上原有的，没有读。", p.Name, label))
		}
		seen[label] = true
	}
	if out.item < 0 {
		return nil, fmt.Errorf("工作表“%s”没有“%s”一列，不能核对格号", p.Name, headItem)
	}
	if len(out.figures) == 0 {
		return nil, fmt.Errorf("工作表“%s”没有“%s”一列，也没有申请人类别的各列。请恢复原来的表头", p.Name, headNow)
	}
	return out, nil
}

// lines reads the lines of a part.
func (r *reader) lines(p *part) error {
	c, err := r.columnsOf(p)
	if err != nil {
		return err
	}
	for i := p.head + 1; i < len(p.Rows); i++ {
		row := &p.Rows[i]
		code := folded(value(row, c.code).Text)
		if code == "" {
			r.strays(p, c, row)
			continue
		}
		if !c.isLine(row, code) {
			continue
		}
		where := fmt.Sprintf("第 %d 行", row.Number)
		if len(r.parts) > 1 {
			where = "“" + p.Name + "”" + where
		}
		r.line(c, row, where, code)
	}
	return nil
}

// codeShape is how codes look.
var codeShape = regexp.MustCompile(`^.{1,3}[-－—]\d+$`)

// isLine says whether a row is a line of figures, and not a heading or a remark.
func (c *columns) isLine(row *xlsx.Row, code string) bool {
	if codeShape.MatchString(code) {
		return true
	}
	for _, at := range c.figures {
		if v := value(row, at); (v.Text != "" || v.Unsaved) && code != headCode {
			return true
		}
	}
	return false
}

// strays tells of figures in rows without a code: somebody added a line, or deleted its
// code. What stands there in a row of the year before is none of this one's.
func (r *reader) strays(p *part, c *columns, row *xlsx.Row) {
	if strings.HasPrefix(folded(value(row, c.item).Text), "上年") {
		return
	}
	for _, at := range c.figures {
		if text := value(row, at).Text; text != "" && strings.ContainsAny(text, "0123456789０１２３４５６７８９") && value(row, c.item).Text != "" {
			r.left(fmt.Sprintf("“%s”第 %d 行", p.Name, row.Number), "没有格号，不知道是哪一格的数，没有读。")
			return
		}
	}
}

// value is the cell of a row, empty where it has none.
func value(row *xlsx.Row, column int) xlsx.Value {
	if column < 0 || column >= len(row.Cells) {
		return xlsx.Value{}
	}
	return row.Cells[column]
}

// line reads one line. What it is called has to be what its code says: where somebody has
// sorted one column alone, figures would land in the places of others.
func (r *reader) line(c *columns, row *xlsx.Row, where, code string) {
	place, known := r.places[strings.ReplaceAll(code, "－", "-")]
	if !known {
		r.left(where, "格号“"+code+"”无法识别，没有读。")
		return
	}
	item, column := folded(value(row, c.item).Text), folded(value(row, c.column).Text)
	if item != folded(place.Item) || c.column >= 0 && place.Column != "" && column != folded(place.Column) {
		r.left(where, fmt.Sprintf("格号“%s”是“%s”，这一行写的却是“%s”，没有读。请恢复原来的项目和格号。", code, joined(place.Item, place.Column), joined(item, column)))
		return
	}
	names := slices.SortedFunc(maps.Keys(place.Cells), func(a, b string) int { return cmp.Compare(c.figures[a], c.figures[b]) })
	for _, name := range names { // in the order of the sheet
		cell := place.Cells[name]
		at, there := c.figures[name]
		if !there {
			if name == "" {
				r.left(where, "没有“"+headNow+"”一列，没有读。")
			}
			continue // a column that the department does not provide, or that is gone: the count of figures tells
		}
		r.figure(cell, value(row, at), where)
	}
}

func joined(item, column string) string {
	if column == "" {
		return item
	}
	return item + "·" + column
}

var errUnsaved = errors.New("公式没有保存结果，请在 Excel 或者 WPS 中打开、保存以后再收回")

// figure reads one figure of a line.
func (r *reader) figure(c *form.Cell, v xlsx.Value, where string) {
	if v.Text == notMine {
		return
	}
	if !slices.Contains(r.out.stood, c) {
		r.out.stood = append(r.out.stood, c)
	}
	named := where + "“" + c.Name + "”"
	if v.Unsaved {
		r.left(named, errUnsaved.Error()+"。")
		return
	}
	n, err := report.Parse(c.Kind, v.Text)
	switch {
	case err != nil:
		r.left(named, fmt.Sprintf("“%.20s”：%s。", v.Text, err))
		return
	case n.Blank():
		r.left(named, "没有填。没有数据的，请填 0。")
		return
	}
	if i, twice := r.taken[c.Address]; twice {
		if r.out.Figures[i].Value.Cmp(n) != 0 && !slices.Contains(r.double, c.Address) {
			r.double = append(r.double, c.Address)
			r.left(named, fmt.Sprintf("这一格出现两次，一处是 %s（%s），一处是 %s，没有读。", r.out.Figures[i].Value, r.out.Figures[i].Where, n))
		}
		return
	}
	r.taken[c.Address] = len(r.out.Figures)
	r.out.Figures = append(r.out.Figures, Figure{c, n, where})
}

// dropDoubles takes none of two different numbers for one figure.
func (r *reader) dropDoubles() {
	r.out.Figures = slices.DeleteFunc(r.out.Figures, func(f Figure) bool { return slices.Contains(r.double, f.Cell.Address) })
}
