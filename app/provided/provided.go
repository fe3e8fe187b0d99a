// Package provided knows which figures an office got from whom: a department filled in
// its cells of a collection sheet, somebody put a name and a date to them, and the sheet
// was taken over.
package provided

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"nianbao/app/form"
	"nianbao/app/keys"
	"nianbao/app/report"
)

// Sheet is a collection sheet that came back.
type Sheet struct {
	From string      `json:"from"` // the department, as the office names it
	Name string      `json:"name"` // who filled it in, "" where nobody put a name to it
	Date string      `json:"date"` // on which, 2006-01-02
	File string      `json:"file"` // the sheet's name, without its folder
	SM3  keys.Digest `json:"sm3"`  // of the sheet's file
}

// Note says beside a figure what was provided. It stays when the figure is typed over,
// so that everybody can see by how much.
type Note struct {
	Value string `json:"value"` // as figures are spelt
	Sheet
}

// Of makes the note of a figure that a sheet provides.
func Of(v report.Value, s Sheet) Note { return Note{v.String(), s} }

// Encode returns the note in the one spelling that is stored.
func (n Note) Encode() string {
	body, _ := json.Marshal(n) // texts always encode
	return string(body)
}

// Says tells in Chinese what the note says: “法规科”报送：12（张三，2026年1月8日）.
func (n Note) Says() string {
	return fmt.Sprintf("“%s”报送：%s（%s）", n.From, n.Value, n.Whose())
}

// Whose tells who put a name to the sheet, and when: 张三，2026年1月8日.
func (s Sheet) Whose() string {
	name := s.Name
	if name == "" {
		name = "未署报送人"
	}
	day, err := report.ParseDate(s.Date)
	if err != nil {
		return name
	}
	return name + "，" + report.PrintDate(day)
}

// The most that is kept of each, in characters.
const (
	maxFrom = 60
	maxName = 30
	maxFile = 200
)

// Valid says whether a sheet can be noted beside figures.
func (s Sheet) Valid() bool {
	return s.From != "" && line(s.From, maxFrom) && line(s.Name, maxName) && dated(s.Date) &&
		s.File != "" && line(s.File, maxFile) && !strings.ContainsAny(s.File, "/\\") && s.SM3.Valid()
}

// line says whether a text is one line that shows all that is in it.
func line(text string, most int) bool {
	return report.Plain(text) && strings.TrimSpace(text) == text && !strings.ContainsAny(text, "\n\t") && len([]rune(text)) <= most
}

func dated(text string) bool {
	day, err := report.ParseDate(text)
	return err == nil && day.Format(time.DateOnly) == text
}

// Read reads a stored note; false where it is none in the spelling that is stored.
func Read(text string) (Note, bool) {
	var n Note
	if json.Unmarshal([]byte(text), &n) != nil || n.Encode() != text || !n.Valid() {
		return Note{}, false
	}
	spelt := slices.ContainsFunc([]form.Kind{form.Count, form.Money, form.Change}, func(k form.Kind) bool {
		v, err := report.Parse(k, n.Value)
		return err == nil && !v.Blank() && v.String() == n.Value
	})
	return n, spelt
}

// SaysNote tells in Chinese what a stored note says, "" where it is none.
func SaysNote(text string) string {
	n, ok := Read(text)
	if !ok {
		return ""
	}
	return n.Says()
}

// At returns what was provided for a figure; false where nothing was.
func At(r *report.Report, a form.Address) (Note, bool) {
	raw := r.Text(report.ProvidedAt(a))
	if raw == "" {
		return Note{}, false
	}
	return Read(raw)
}

// Figure is a figure that was provided.
type Figure struct {
	Address  form.Address
	Provided report.Value
	Sheet    Sheet
}

// Broken says whether another figure stands there.
func (f Figure) Broken(r *report.Report) bool { return r.StandsOtherwise(f.Address, f.Provided) }

// All lists the figures of a table that were provided, in the order of the form.
func All(r *report.Report, t *form.Table) []Figure {
	if !r.HasProvided() {
		return nil
	}
	var out []Figure
	for _, c := range t.Inputs() {
		n, ok := At(r, c.Address)
		if !ok {
			continue
		}
		if v, err := report.Parse(c.Kind, n.Value); err == nil && !v.Blank() {
			out = append(out, Figure{c.Address, v, n.Sheet})
		}
	}
	return out
}

// Share is what one sheet provided of a report.
type Share struct {
	Sheet
	Figures int // that it provided, also those that stand otherwise now
	Broken  int // of them, those that stand otherwise
	First   form.Address
}

// Line tells of it in a line: 法规科　李四，2026年1月7日　12 格.
func (s Share) Line() string {
	text := fmt.Sprintf("%s　%s　%d 格", s.From, s.Whose(), s.Figures)
	if s.Broken > 0 {
		text += fmt.Sprintf("，其中 %d 格后来改动", s.Broken)
	}
	return text
}

// Lines tells what each sheet provided, a line each.
func Lines(r *report.Report) []string {
	var out []string
	for _, s := range Shares(r) {
		out = append(out, s.Line())
	}
	return out
}

// Shares lists the sheets that provided figures, in the order of the form.
func Shares(r *report.Report) []Share {
	var out []Share
	for _, t := range r.Form().Tables() {
		for _, f := range All(r, t) {
			i := slices.IndexFunc(out, func(s Share) bool { return s.Sheet == f.Sheet })
			if i < 0 {
				i, out = len(out), append(out, Share{Sheet: f.Sheet, First: f.Address})
			}
			if out[i].Figures++; f.Broken(r) {
				out[i].Broken++
			}
		}
	}
	return out
}
