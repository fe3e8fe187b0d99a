// Package workbook writes workbooks (.xlsx): cells with texts, numbers and dates, joined
// cells, widths, and cells that are chosen from a list.
//
// It is a writer of its own on archive/zip. What is written here has six parts whose
// shape never changes, which takes two hundred lines; the library at hand, excelize,
// takes 10 MB in the program's file and 11 ms at every start, and was given up for
// reading for that. What comes out is the same byte for byte for the same book.
package workbook

import (
	"archive/zip"
	"encoding/xml"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
)

// Book is a workbook.
type Book struct{ Sheets []*Sheet }

// Sheet is one sheet.
type Sheet struct {
	Name    string
	Columns []Column
	Rows    [][]Cell
	Joined  []string // such as A1:H1
	Lists   []List
	Frozen  int  // rows that stay in view
	Hidden  bool // nobody sees it
	Filter  string
	Unseen  map[int]bool // rows that are hidden, from 1

	Upright  bool            // printed upright
	FitWidth bool            // printed as wide as the paper
	Guarded  bool            // only cells of the style Entry take anything, until somebody lifts that: there is no password
	Repeated int             // the row that every printed page begins with, from 1; 0 for none
	Heights  map[int]float64 // of rows, from 1, in points; others are as high as their programs find right
}

// Column is how a column looks.
type Column struct {
	Width float64 // characters, 0 for the usual width
	Style Style   // of its empty cells
}

// Style is how a cell looks.
type Style int

// The styles.
const (
	Plain Style = iota
	Title       // large, bold, in the middle
	Head        // bold, in the middle, with a border and a ground
	Body        // with a border, broken into lines
	Date        // 2026-01-09, with a border
	Quiet       // grey, broken into lines
	Entry       // to be filled in: with a border and a yellow ground, in the middle
	Faint       // grey, with a border, in the middle
)

// Cell is what stands in a cell. The zero Cell is empty.
type Cell struct {
	Text    string
	Number  string // digits, in the place of a text
	Formula string // without what it comes to, where Number is empty
	Style   Style
}

// Days returns a cell that holds a date, as workbooks store dates.
func Days(t time.Time) Cell {
	const beginning = 25569 // days from the first of a workbook to the first of Unix time
	return Cell{Number: strconv.FormatInt(t.Unix()/(24*60*60)+beginning, 10), Style: Date}
}

// List lets cells be chosen from a list, or be dates alone, or numbers.
type List struct {
	Cells   string // such as D3:D2000
	Formula string // where the list stands, such as 选项!$A$1:$A$24; "" for dates and numbers
	Numbers Numbers
	Title   string // of what is said where something else is typed
	Text    string
	Strict  bool // nothing else can be typed
}

// Numbers are what cells take where a List is none of words.
type Numbers string

// The kinds of numbers. The zero Numbers are dates.
const (
	Counts  Numbers = "whole"   // 0 or more
	Amounts Numbers = "decimal" // 0 or more
	Changes Numbers = "change"  // whole, with a sign
)

// rule is what cells of a list take, in the words of the format.
func (l *List) rule() (what, formula string) {
	switch {
	case l.Formula != "":
		return `type="list"`, escaped(l.Formula)
	case l.Numbers == Changes:
		return `type="whole" operator="greaterThanOrEqual"`, "-9999999999"
	case l.Numbers != "":
		return `type="` + string(l.Numbers) + `" operator="greaterThanOrEqual"`, "0"
	}
	const year2000 = "36526"
	return `type="date" operator="greaterThan"`, year2000
}

// At names a cell: row and column from 0.
func At(row, column int) string { return ColumnName(column) + strconv.Itoa(row+1) }

// ColumnName names a column, from 0: A, B, …, Z, AA.
func ColumnName(column int) string {
	name := ""
	for n := column + 1; n > 0; n = (n - 1) / 26 {
		name = string(rune('A'+(n-1)%26)) + name
	}
	return name
}

// Write writes the workbook.
func (b *Book) Write(w io.Writer) error {
	z := zip.NewWriter(w)
	parts := []struct{ name, content string }{
		{"[Content_Types].xml", b.types()},
		{"_rels/.rels", relations([]string{`Id="rId1" Type="` + office + `/officeDocument" Target="xl/workbook.xml"`})},
		{"xl/workbook.xml", b.book()},
		{"xl/_rels/workbook.xml.rels", b.relations()},
		{"xl/styles.xml", styles},
	}
	for i, s := range b.Sheets {
		parts = append(parts, struct{ name, content string }{fmt.Sprintf("xl/worksheets/sheet%d.xml", i+1), s.xml()})
	}
	for _, p := range parts {
		part, err := z.CreateHeader(&zip.FileHeader{Name: p.name, Method: zip.Deflate})
		if err != nil {
			return fmt.Errorf("begin %s: %w", p.name, err)
		}
		if _, err := io.WriteString(part, head+p.content); err != nil {
			return fmt.Errorf("write %s: %w", p.name, err)
		}
	}
	return z.Close()
}

const (
	head   = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	main   = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
	office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	kinds  = "application/vnd.openxmlformats-officedocument.spreadsheetml."
)

func (b *Book) types() string {
	var out strings.Builder
	out.WriteString(`<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
		`<Override PartName="/xl/workbook.xml" ContentType="` + kinds + `sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="` + kinds + `styles+xml"/>`)
	for i := range b.Sheets {
		fmt.Fprintf(&out, `<Override PartName="/xl/worksheets/sheet%d.xml" ContentType="%sworksheet+xml"/>`, i+1, kinds)
	}
	return out.String() + `</Types>`
}

func relations(all []string) string {
	var out strings.Builder
	out.WriteString(`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`)
	for _, r := range all {
		out.WriteString("<Relationship " + r + "/>")
	}
	return out.String() + `</Relationships>`
}

func (b *Book) relations() string {
	all := []string{`Id="rId0" Type="` + office + `/styles" Target="styles.xml"`}
	for i := range b.Sheets {
		all = append(all, fmt.Sprintf(`Id="rId%d" Type="%s/worksheet" Target="worksheets/sheet%d.xml"`, i+1, office, i+1))
	}
	return relations(all)
}

func (b *Book) book() string {
	var out strings.Builder
	out.WriteString(`<workbook xmlns="` + main + `" xmlns:r="` + office + `"><sheets>`)
	for i, s := range b.Sheets {
		state := ""
		if s.Hidden {
			state = ` state="hidden"`
		}
		fmt.Fprintf(&out, `<sheet name="%s" sheetId="%d"%s r:id="rId%d"/>`, escaped(s.Name), i+1, state, i+1)
	}
	out.WriteString(`</sheets>`)
	b.writeRepeated(&out)
	return out.String() + `</workbook>`
}

// writeRepeated names the rows that printed pages begin with.
func (b *Book) writeRepeated(out *strings.Builder) {
	names := ""
	for i, s := range b.Sheets {
		if s.Repeated > 0 {
			names += fmt.Sprintf(`<definedName name="_xlnm.Print_Titles" localSheetId="%d">'%s'!$%d:$%d</definedName>`, i, escaped(s.Name), s.Repeated, s.Repeated)
		}
	}
	if names != "" {
		out.WriteString(`<definedNames>` + names + `</definedNames>`)
	}
}

func escaped(s string) string {
	var out strings.Builder
	_ = xml.EscapeText(&out, []byte(s)) // a Builder never fails
	return out.String()
}

// xml is the sheet as its part of the file, in the order that the format asks for.
func (s *Sheet) xml() string {
	var out strings.Builder
	out.WriteString(`<worksheet xmlns="` + main + `">`)
	if s.FitWidth {
		out.WriteString(`<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>`)
	}
	if s.Frozen > 0 {
		fmt.Fprintf(&out, `<sheetViews><sheetView workbookViewId="0"><pane ySplit="%d" topLeftCell="A%d" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>`, s.Frozen, s.Frozen+1)
	}
	if len(s.Columns) > 0 {
		out.WriteString("<cols>")
		for i, c := range s.Columns {
			width := c.Width
			if width == 0 {
				width = 9
			}
			fmt.Fprintf(&out, `<col min="%d" max="%d" width="%g" customWidth="1" style="%d"/>`, i+1, i+1, width, c.Style)
		}
		out.WriteString("</cols>")
	}
	out.WriteString("<sheetData>")
	for r, row := range s.Rows {
		s.writeRow(&out, r, row)
	}
	out.WriteString("</sheetData>")
	if s.Guarded {
		out.WriteString(`<sheetProtection sheet="1" formatColumns="0" formatRows="0"/>`)
	}
	if s.Filter != "" {
		fmt.Fprintf(&out, `<autoFilter ref="%s"><filterColumn colId="0"><filters><filter val="1"/></filters></filterColumn></autoFilter>`, s.Filter)
	}
	if len(s.Joined) > 0 {
		fmt.Fprintf(&out, `<mergeCells count="%d">`, len(s.Joined))
		for _, ref := range s.Joined {
			fmt.Fprintf(&out, `<mergeCell ref="%s"/>`, ref)
		}
		out.WriteString("</mergeCells>")
	}
	s.writeLists(&out)
	way := "landscape"
	if s.Upright {
		way = "portrait"
	}
	out.WriteString(`<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/><pageSetup paperSize="9" orientation="` + way + `" fitToHeight="0"/></worksheet>`)
	return out.String()
}

func (s *Sheet) writeRow(out *strings.Builder, r int, row []Cell) {
	look := ""
	if s.Unseen[r+1] {
		look = ` hidden="1"`
	}
	if points := s.Heights[r+1]; points > 0 {
		look += fmt.Sprintf(` ht="%g" customHeight="1"`, points)
	}
	fmt.Fprintf(out, `<row r="%d"%s>`, r+1, look)
	for c, cell := range row {
		if cell == (Cell{}) {
			continue
		}
		fmt.Fprintf(out, `<c r="%s" s="%d"`, At(r, c), cell.Style)
		switch {
		case cell.Formula != "":
			fmt.Fprintf(out, `><f>%s</f>`, escaped(cell.Formula))
			if cell.Number != "" {
				fmt.Fprintf(out, `<v>%s</v>`, cell.Number)
			}
			out.WriteString(`</c>`)
		case cell.Number != "":
			fmt.Fprintf(out, `><v>%s</v></c>`, cell.Number)
		case cell.Text != "":
			fmt.Fprintf(out, ` t="inlineStr"><is><t xml:space="preserve">%s</t></is></c>`, escaped(cell.Text))
		default:
			out.WriteString("/>")
		}
	}
	out.WriteString("</row>")
}

func (s *Sheet) writeLists(out *strings.Builder) {
	if len(s.Lists) == 0 {
		return
	}
	fmt.Fprintf(out, `<dataValidations count="%d">`, len(s.Lists))
	for _, l := range s.Lists {
		style := "warning"
		if l.Strict {
			style = "stop"
		}
		what, formula := l.rule()
		fmt.Fprintf(out, `<dataValidation %s errorStyle="%s" allowBlank="1" showInputMessage="1" showErrorMessage="1" errorTitle="%s" error="%s" sqref="%s"><formula1>%s</formula1></dataValidation>`,
			what, style, escaped(l.Title), escaped(l.Text), l.Cells, formula)
	}
	out.WriteString("</dataValidations>")
}

// styles are the looks of cells, in the order of the constants.
const styles = `<styleSheet xmlns="` + main + `"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd"/></numFmts>` +
	`<fonts count="4"><font><sz val="11"/><name val="宋体"/></font><font><b/><sz val="16"/><name val="宋体"/></font><font><b/><sz val="11"/><name val="宋体"/></font><font><sz val="10"/><color rgb="FF666666"/><name val="宋体"/></font></fonts>` +
	`<fills count="4"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFE8EEF7"/></patternFill></fill><fill><patternFill patternType="solid"><fgColor rgb="FFFFF8DC"/></patternFill></fill></fills>` +
	`<borders count="2"><border><left/><right/><top/><bottom/></border><border><left style="thin"/><right style="thin"/><top style="thin"/><bottom style="thin"/></border></borders>` +
	`<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>` +
	`<cellXfs count="8"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>` +
	`<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1" applyAlignment="1"><alignment horizontal="center" vertical="center"/></xf>` +
	`<xf numFmtId="0" fontId="2" fillId="2" borderId="1" xfId="0" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"><alignment horizontal="center" vertical="center" wrapText="1"/></xf>` +
	`<xf numFmtId="0" fontId="0" fillId="0" borderId="1" xfId="0" applyBorder="1" applyAlignment="1"><alignment vertical="center" wrapText="1"/></xf>` +
	`<xf numFmtId="164" fontId="0" fillId="0" borderId="1" xfId="0" applyNumberFormat="1" applyBorder="1" applyAlignment="1"><alignment horizontal="center" vertical="center"/></xf>` +
	`<xf numFmtId="0" fontId="3" fillId="0" borderId="0" xfId="0" applyFont="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>` +
	`<xf numFmtId="0" fontId="0" fillId="3" borderId="1" xfId="0" applyFill="1" applyBorder="1" applyAlignment="1" applyProtection="1"><alignment horizontal="center" vertical="center" wrapText="1"/><protection locked="0"/></xf>` +
	`<xf numFmtId="0" fontId="3" fillId="0" borderId="1" xfId="0" applyFont="1" applyBorder="1" applyAlignment="1"><alignment horizontal="center" vertical="center" wrapText="1"/></xf></cellXfs></styleSheet>`
