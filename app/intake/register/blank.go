package register

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"nianbao/app"
	"nianbao/app/form"
	"nianbao/app/workbook"
)

// blankRows is how many rows of an empty register have lists to choose from.
const blankRows = 2000

// choicesSheet holds what can be chosen in a column: a list within a cell's own rule takes
// 255 characters.
const choicesSheet = "选项"

// column is a column of an empty register.
type column struct {
	label   string
	role    Role
	width   float64
	choices []string
}

// columns are the columns of an empty register in the words of an edition of the form.
func (l *layout) columns() []column {
	named := func(targets []Target) (out []string) {
		for _, t := range targets {
			if t.ID != StillOpen && t.ID != NoApplication && t.ID != NoCase {
				out = append(out, t.Name)
			}
		}
		return out
	}
	results := named(l.targets(Suit))
	return []column{
		{"登记编号", Number, 16, nil},
		{"收到日期", Received, 12, nil},
		{"申请方式", Channel, 10, []string{"当面", "信函", "网络", "电子邮件", "传真"}},
		{"申请人", Applicant, 14, nil},
		{"申请人类别", Kind, 14, named(l.targets(Kind))},
		{"申请内容", Subject, 30, nil},
		{"补正到达日期", Clarified, 13, nil},
		{"是否延期", Extended, 9, []string{"是", "否"}},
		{"征求意见天数", ConsultDays, 13, nil},
		{"答复日期", Answered, 12, nil},
		{"办理结果", Outcome, 34, named(l.targets(Outcome))},
		{"行政复议", Reconsideration, 11, results},
		{"行政诉讼", Suit, 11, results},
		{"备注", None, 20, nil},
	}
}

// titleHeight is that of the first row, in points: a row left to itself is too low for
// the letters of a title in LibreOffice.
const titleHeight = 26

// Blank returns an empty register in the words of an edition of the form: what is filled
// into it is counted without anything being mapped.
func Blank(f *form.Form, year int) *workbook.Book {
	l := layoutOf(f)
	list, choices := &workbook.Sheet{Name: fmt.Sprintf("%d年台账", year), Frozen: 2}, &workbook.Sheet{Name: choicesSheet, Hidden: true}
	columns := l.columns()
	title := []workbook.Cell{{Text: fmt.Sprintf("%d年依申请公开政府信息台账（一行一件；收到日期、答复日期写年月日；没有办结的，答复日期和办理结果留空）", year), Style: workbook.Title}}
	var head []workbook.Cell
	for i, c := range columns {
		head = append(head, workbook.Cell{Text: c.label, Style: workbook.Head})
		look := workbook.Column{Width: c.width, Style: workbook.Body}
		cells := fmt.Sprintf("%s:%s", workbook.At(2, i), workbook.At(blankRows+1, i))
		switch {
		case isDate(c.role):
			look.Style = workbook.Date
			list.Lists = append(list.Lists, workbook.List{Cells: cells, Title: "日期", Text: "请写年月日，如 2026-1-9。", Strict: true})
		case len(c.choices) > 0:
			for row, text := range c.choices {
				for len(choices.Rows) <= row {
					choices.Rows = append(choices.Rows, make([]workbook.Cell, len(columns)))
				}
				choices.Rows[row][i] = workbook.Cell{Text: text}
			}
			at := workbook.ColumnName(i)
			list.Lists = append(list.Lists, workbook.List{
				Cells: cells, Formula: fmt.Sprintf("%s!$%s$1:$%s$%d", choicesSheet, at, at, len(c.choices)),
				Title: c.label, Text: "请从下拉列表中选。", Strict: true,
			})
		}
		list.Columns = append(list.Columns, look)
	}
	list.Rows = [][]workbook.Cell{title, head}
	list.Joined = []string{"A1:" + workbook.At(0, len(columns)-1)}
	list.Heights = map[int]float64{1: titleHeight}
	return &workbook.Book{Sheets: []*workbook.Sheet{list, choices}}
}

// WriteBlank writes an empty register to a path where nothing is yet: a register that
// somebody has filled in is never replaced.
func WriteBlank(path string, f *form.Form, year int) error {
	if _, err := os.Lstat(path); err == nil {
		return &app.Error{
			Code: app.Protected, Err: errors.New("the file is there"),
			Sentence: "“" + filepath.Base(path) + "”已经有了，没有写出，原有的文件没有改动。请换一个文件名。",
		}
	}
	return app.WriteFile(path, func(w io.Writer) error { return Blank(f, year).Write(w) })
}
