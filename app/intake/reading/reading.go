// Package reading understands a document as a report: which unit and year it is of,
// which of its tables is which table of the form, and which text belongs where.
//
// Nothing is guessed. A figure is taken where its row's label and the number of
// figures behind it leave no choice; a table of which that cannot be said is refused
// with the reason, and the rest is offered.
package reading

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"nianbao/app/form"
	"nianbao/app/intake/page"
	"nianbao/app/report"
)

// Grade says how far a table may be trusted.
type Grade string

// The grades.
const (
	Sure       Grade = "sure"       // 可以采用: every row read, every printed total agrees
	Look       Grade = "look"       // 请核对: something is left out, blank or does not agree
	Unreadable Grade = "unreadable" // 无法识别: nothing of it was read
)

// Name is what the screen calls it.
func (g Grade) Name() string {
	return map[Grade]string{Sure: "可以采用", Look: "请核对", Unreadable: "无法识别"}[g]
}

// Lack says of an Unreadable table what there is not, where it is not the reading that
// failed.
type Lack int

// What a document may lack. LacksNothing is also of a table that could not be read.
const (
	LacksNothing Lack = iota
	LacksTable        // the document does not have it
	LacksFigures      // it is there, and no figure stands in it
)

// GradeName is what the screen calls the grade: a table that is not there, or not filled
// in, was not misread.
func (t *Table) GradeName() string {
	switch t.Lacks {
	case LacksTable:
		return "没有找到"
	case LacksFigures:
		return "没有数字"
	}
	return t.Grade.Name()
}

// Table is what became of one table of the form.
type Table struct {
	ID     string
	Name   string
	Grade  Grade
	Lacks  Lack
	Reason string // why it is not Sure, in words for the officer
	Cells  map[form.Address]Cell
	Left   map[form.Address]Cell // that stand in the source and were not taken: blanks, “/”, notes
}

// Cell is a figure as it stands in the source, and where.
type Cell struct {
	Raw string
	At  Place
	// MadeOf says in Chinese which other rows of the document the figure was made of,
	// "" where it stands there as it is.
	MadeOf string
}

// Place is a row of a table on the page, or a line of a paragraph.
type Place struct{ Block, Row int }

// Line is a line of text of the document, as it stands there and as it was read.
type Line struct {
	Raw, Text string
	At        Place
}

// Repair is something that was put right in what was read.
type Repair = page.Repair

// Reading is what a document says, as a report.
type Reading struct {
	Report   *report.Report
	Tables   []Table // of the form, in its order
	Repairs  []Repair
	Notes    []string // what a person should know of it, a sentence each
	Lines    []Line   // of the document, those in tables left out
	Kind     string   // of the file
	Encoding string   // of its text, "" where the file says it

	noYear bool
}

// ErrNoReport is returned for a document that is no report, as far as can be seen.
var ErrNoReport = errors.New("没有找到年度报告的内容：既没有“一、总体情况”这样的标题，也没有表二、表三、表四中的任何一张；每行一件申请的台账，请打开报告，用“文件 → 台账和报送表 → 统计依申请公开台账”；科室填好的数据报送表，用“收回报送表”")

// Read understands a page. The error is ErrNoReport.
func Read(catalog *form.Catalog, p *page.Page) (*Reading, error) {
	divide(catalog, p)
	r := &reader{catalog: catalog, page: p, out: &Reading{Kind: p.Kind, Encoding: p.Encoding, Repairs: p.Repairs, Notes: slices.Clone(p.Notes)}}
	r.mend()
	r.keepLines()
	r.findParts()
	r.chooseForm()
	r.readTables()
	if !r.found() {
		return nil, ErrNoReport
	}
	r.readTexts()
	r.out.Report = r.report
	return r.out, nil
}

// reader is one document being understood.
type reader struct {
	catalog *form.Catalog
	page    *page.Page
	out     *Reading

	items []item // the page, a line of text or a table each
	head  []item // before the first part
	parts map[string][]item
	began map[string]int // the block of each part's heading

	unit   string
	year   int
	report *report.Report
}

// item is a line of text, or a table.
type item struct {
	text  string
	raw   string // before it was mended
	table *page.Table
	block int // of the page
	line  int // of the block
}

// keepLines notes the lines of text, so that what is read of them can be shown beside
// the document.
func (r *reader) keepLines() {
	for _, it := range r.items {
		if it.table == nil {
			r.out.Lines = append(r.out.Lines, Line{it.raw, it.text, Place{it.block, it.line}})
		}
	}
}

// found says whether there is anything of a report: several of its parts, one that
// speaks of what such reports are about, or a table.
func (r *reader) found() bool {
	if len(r.parts) > 1 || len(r.parts) == 1 && r.ofDisclosure() {
		return true
	}
	for _, t := range r.out.Tables {
		if t.Grade != Unreadable {
			return true
		}
	}
	return false
}

// ofDisclosure says whether the document speaks of the disclosure of information.
func (r *reader) ofDisclosure() bool {
	return slices.ContainsFunc(r.items, func(it item) bool {
		return strings.Contains(it.text, "政府信息") || strings.Contains(it.text, "依申请公开")
	})
}

// set puts a text into the report; what cannot stand there is told.
func (r *reader) set(a form.Address, text string) {
	if text == "" {
		return
	}
	_, mended := report.Clean(text)
	c, err := r.report.Set(a, text)
	if err == nil {
		err = r.report.Apply(report.Edit{Changes: []report.Change{c}})
	}
	if err != nil {
		r.note("“" + short(text) + "”没有读入：" + reason(err))
		return
	}
	for _, told := range report.Tell(mended) {
		r.out.Repairs = append(r.out.Repairs, Repair{What: told, Where: report.PlaceName(r.catalog, r.report.Form().Edition, a), Count: 1})
	}
}

func (r *reader) note(sentence string) { r.out.Notes = append(r.out.Notes, sentence) }

func reason(err error) string {
	var refused *report.Refusal
	if errors.As(err, &refused) {
		return refused.Err.Error()
	}
	return err.Error()
}

func short(s string) string {
	const most = 20
	if r := []rune(s); len(r) > most {
		return string(r[:most-1]) + "…"
	}
	return s
}

// ownKind is the kind of a file of this program.
const ownKind = "json"

// Of is the reading of a report that was one before: a file of this program.
func Of(r *report.Report, notes []string) *Reading {
	out := &Reading{Report: r, Notes: notes, Kind: ownKind}
	for _, t := range r.Form().Tables() {
		is := Table{ID: t.ID, Name: t.Name, Grade: Sure, Cells: map[form.Address]Cell{}}
		blanks := 0
		for _, c := range t.Inputs() {
			if r.Figure(c.Address).Blank() {
				blanks++
			}
		}
		if blanks > 0 {
			is.Grade, is.Reason = Look, fmt.Sprintf("%d 格是空白", blanks)
		}
		out.Tables = append(out.Tables, is)
	}
	return out
}

// Unknown says whether the unit or the year was not found.
func (r *Reading) Unknown() bool { return r.Report.Unit() == "" || r.noYear }

// HasYear says whether the year was found.
func (r *Reading) HasYear() bool { return !r.noYear }

// Name puts in the unit or the year, as somebody who knows it says. A year of another
// edition lays the report out anew: of figures that have no place there it is noted.
func (r *Reading) Name(a form.Address, text string) error {
	c, err := r.Report.Set(a, text)
	if err != nil {
		return err
	}
	held := r.Report.All()
	held[a], _ = report.Splice(r.Report.Raw(a), c)
	is, left := report.Restore(r.Report.Catalog(), held)
	if n := len(left) + homeless(is) - homeless(r.Report); n > 0 {
		r.Notes = append(r.Notes, fmt.Sprintf("有 %d 处在这个年度的格式中没有位置，没有填入", n))
	}
	r.Report = is
	if a == report.Year {
		r.noYear = false
	}
	return nil
}

// homeless counts the figures of a report that only another edition has a cell for.
func homeless(r *report.Report) int {
	n := 0
	for a := range r.All() {
		elsewhere := func(f *form.Form) bool { return f.Cell(a) != nil }
		if r.Form().Cell(a) == nil && slices.ContainsFunc(r.Catalog().Editions(), elsewhere) {
			n++
		}
	}
	return n
}

// TableLines says in sentences how far each table may be trusted; nothing of a file of
// this program.
func (r *Reading) TableLines() []string {
	if r.Kind == ownKind {
		return nil
	}
	var out []string
	for _, t := range r.Tables {
		var said []string
		if t.Lacks == LacksNothing {
			said = append(said, t.Grade.Name())
		}
		if t.Reason != "" {
			said = append(said, t.Reason)
		}
		out = append(out, t.Name+"："+strings.Join(said, "，")+"。")
	}
	return out
}

// RepairLines says in sentences what was mended, and what a person should know.
func (r *Reading) RepairLines() []string {
	var out []string
	for _, m := range r.Repairs {
		line := "已修复"
		if m.Where != "" {
			line += "“" + m.Where + "”"
		}
		line += "：" + m.What
		if m.Count > 1 {
			line += fmt.Sprintf("，%d 处", m.Count)
		}
		out = append(out, line+"。")
	}
	for _, n := range r.Notes {
		out = append(out, n+"。")
	}
	return out
}
