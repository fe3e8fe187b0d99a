// Package counted knows which rows of a register of applications a figure was counted
// from. Of the register itself nothing is kept but its file's name and digest and the
// numbers of rows: the names in it are nobody's business but the office's.
package counted

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"nianbao/app/form"
	"nianbao/app/keys"
	"nianbao/app/report"
)

// Note says beside a figure what it was counted from. It stays when the figure is typed
// over, so that everybody can see by how much.
type Note struct {
	Value string      `json:"value"` // as figures are spelt
	File  string      `json:"file"`  // the register's name, without its folder
	SM3   keys.Digest `json:"sm3"`   // of the register's file
	Rows  []Rows      `json:"rows"`  // sheet by sheet, in their order
}

// Rows are rows of one sheet.
type Rows struct {
	Sheet int    `json:"sheet"` // which one of the workbook, from 1
	Rows  string `json:"rows"`  // 5-9,12
}

// Place is a row of a sheet; both begin at 1.
type Place struct{ Sheet, Row int }

// Compare orders places as they stand in the workbook.
func (p Place) Compare(q Place) int {
	if p.Sheet != q.Sheet {
		return p.Sheet - q.Sheet
	}
	return p.Row - q.Row
}

// Of makes the note of a figure that counts rows, each once.
func Of(file string, sm3 keys.Digest, rows []Place) Note {
	rows = slices.Clone(rows)
	slices.SortFunc(rows, Place.Compare)
	n := Note{Value: strconv.Itoa(len(rows)), File: file, SM3: sm3, Rows: []Rows{}}
	for begin := 0; begin < len(rows); {
		end := begin
		var numbers []int
		for ; end < len(rows) && rows[end].Sheet == rows[begin].Sheet; end++ {
			numbers = append(numbers, rows[end].Row)
		}
		n.Rows = append(n.Rows, Rows{rows[begin].Sheet, encodeRows(numbers)})
		begin = end
	}
	return n
}

// Encode returns the note in the one spelling that is stored.
func (n Note) Encode() string {
	body, _ := json.Marshal(n) // texts and numbers always encode
	return string(body)
}

// Places lists the rows.
func (n Note) Places() []Place {
	var out []Place
	for _, in := range n.Rows {
		numbers, _ := decodeRows(in.Rows) // what is stored was checked
		for _, row := range numbers {
			out = append(out, Place{in.Sheet, row})
		}
	}
	return out
}

// Says tells in Chinese what the note says.
func (n Note) Says() string {
	if len(n.Rows) == 0 {
		return fmt.Sprintf("台账“%s”中没有这样的行：0 件", n.File)
	}
	return fmt.Sprintf("台账“%s”：%s 件（%s）", n.File, n.Value, short(n.RowsText()))
}

// short is the beginning of a list of rows.
func short(rows string) string {
	const most = 60
	if text := []rune(rows); len(text) > most {
		return string(text[:most]) + "…"
	}
	return rows
}

// RowsText lists the rows in Chinese: 第 5—9、12 行.
func (n Note) RowsText() string { return rowsText(n.Rows) }

func rowsText(rows []Rows) string {
	var parts []string
	for _, in := range rows {
		numbers, _ := decodeRows(in.Rows)
		text := "第 " + strings.NewReplacer("-", "—", ",", "、").Replace(rangesOf(numbers)) + " 行"
		if in.Sheet != 1 || len(rows) > 1 {
			text = fmt.Sprintf("第 %d 张表", in.Sheet) + text
		}
		parts = append(parts, text)
	}
	return strings.Join(parts, "，")
}

// The most of a register's name that is kept, in characters.
const maxName = 200

// Read reads a stored note; false where it is none in the spelling that is stored, or
// says another number than it has rows.
func Read(text string) (Note, bool) {
	var n Note
	if json.Unmarshal([]byte(text), &n) != nil || n.Encode() != text || n.Rows == nil {
		return Note{}, false
	}
	if !named(n.File) || !n.SM3.Valid() {
		return Note{}, false
	}
	count, ok := countRows(n.Rows)
	if !ok {
		return Note{}, false
	}
	return n, n.Value == strconv.Itoa(count)
}

// named says whether a register can have such a name.
func named(file string) bool {
	return file != "" && report.Plain(file) && len([]rune(file)) <= maxName && !strings.ContainsAny(file, "/\\")
}

// countRows counts rows; false where they are not in the spelling that is stored.
func countRows(rows []Rows) (count int, ok bool) {
	sheet := 0
	for _, in := range rows {
		numbers, ok := decodeRows(in.Rows)
		if !ok || in.Sheet <= sheet || in.Sheet > maxSheet {
			return 0, false
		}
		count, sheet = count+len(numbers), in.Sheet
	}
	return count, true
}

// maxSheet is the highest number of a sheet.
const maxSheet = 10_000

// SaysNote tells in Chinese what a stored note says, "" where it is none.
func SaysNote(text string) string {
	n, ok := Read(text)
	if !ok {
		return ""
	}
	return n.Says()
}

// At returns what a figure was counted from; false where it was not.
func At(r *report.Report, a form.Address) (Note, bool) {
	raw := r.Text(report.CountedAt(a))
	if raw == "" {
		return Note{}, false
	}
	return Read(raw)
}

// Figure is a figure that was counted.
type Figure struct {
	Address form.Address
	Counted report.Value
	File    string // the register's name
}

// Broken says whether another figure stands there.
func (f Figure) Broken(r *report.Report) bool { return r.StandsOtherwise(f.Address, f.Counted) }

// All lists the figures of a table that were counted, in the order of the form. Which
// rows they count is not looked at: rules ask for them after every edit.
func All(r *report.Report, t *form.Table) []Figure {
	var out []Figure
	for _, c := range t.Inputs() {
		raw := r.Text(report.CountedAt(c.Address))
		if raw == "" {
			continue
		}
		var said struct {
			Value string `json:"value"`
			File  string `json:"file"`
		}
		if json.Unmarshal([]byte(raw), &said) != nil {
			continue
		}
		if v, err := report.Parse(form.Count, said.Value); err == nil && !v.Blank() {
			out = append(out, Figure{c.Address, v, said.File})
		}
	}
	return out
}

// Behind returns what a figure was counted from, of a total what its parts were: of
// those that were counted from one and the same register.
func Behind(r *report.Report, a form.Address) (Note, bool) {
	if n, ok := At(r, a); ok {
		return n, true
	}
	s := r.Form().SectionOf(a)
	if s == nil || s.Table == nil {
		return Note{}, false
	}
	for i := range s.Table.Sums {
		if s.Table.Sums[i].Total == a {
			return together(r, s.Table.Sums[i].Parts)
		}
	}
	return Note{}, false
}

// together puts the rows of several figures into one note.
func together(r *report.Report, parts []form.Address) (Note, bool) {
	var rows []Place
	var first Note
	for _, p := range parts {
		n, ok := Behind(r, p)
		if !ok || first.SM3 != "" && n.SM3 != first.SM3 {
			return Note{}, false
		}
		first = n
		rows = append(rows, n.Places()...)
	}
	return Of(first.File, first.SM3, rows), first.SM3 != ""
}
