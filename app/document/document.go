// Package document is the report as a JSON document: what the command line
// shows and what it reads in.
package document

import (
	"bytes"
	"encoding/json"
	"strings"

	"nianbao/app/form"
	"nianbao/app/report"
)

// Format is the version of the document's shape. A reader refuses higher ones.
const Format = 1

// document is the shape on disk. Blank figures are null, numbers are exact.
type document struct {
	Format   int               `json:"format"`
	Unit     string            `json:"unit"`
	Year     int               `json:"year"`
	Edition  string            `json:"edition"`
	Layouts  map[string]string `json:"layouts,omitempty"` // tables laid out as another edition has them
	Tables   tables            `json:"tables"`
	Text     texts             `json:"text"`
	SignedBy string            `json:"signed_by,omitempty"`
	SignedOn string            `json:"signed_on,omitempty"`
	Contact  map[string]string `json:"contact,omitempty"` // by the last word of the field's address
	Facts    []string          `json:"facts,omitempty"`
	Printed  cells             `json:"printed,omitempty"` // totals that differed in the source
}

type (
	tables []table
	table  struct {
		id     string
		matrix *matrix
		cells  cells
	}
	matrix struct {
		Columns []string `json:"columns"`
		Rows    []row    `json:"rows"`
	}
	row struct {
		ID     string   `json:"id"`
		Values []figure `json:"values"`
	}
	// cells keeps the order of the form, which a map would lose.
	cells []cell
	cell  struct {
		address form.Address
		value   figure
	}
	figure string // as entered; "" is null
	texts  []struct{ address, text string }
)

// MarshalJSON writes a blank as null and a number with just its digits.
func (f figure) MarshalJSON() ([]byte, error) {
	if f == "" {
		return []byte("null"), nil
	}
	return []byte(f), nil
}

// MarshalJSON writes the cells as an object in form order.
func (c cells) MarshalJSON() ([]byte, error) {
	return object(len(c), func(i int) (string, any) { return string(c[i].address), c[i].value })
}

// MarshalJSON writes the fields as an object in form order.
func (t texts) MarshalJSON() ([]byte, error) {
	return object(len(t), func(i int) (string, any) { return t[i].address, t[i].text })
}

// MarshalJSON writes a table with rows as columns and rows, another one cell by cell.
func (t tables) MarshalJSON() ([]byte, error) {
	return object(len(t), func(i int) (string, any) {
		if t[i].matrix != nil {
			return t[i].id, t[i].matrix
		}
		return t[i].id, t[i].cells
	})
}

// object writes n pairs as a JSON object in their order.
func object(n int, pair func(int) (string, any)) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	b.WriteByte('{')
	for i := range n {
		if i > 0 {
			b.WriteByte(',')
		}
		key, value := pair(i)
		if err := enc.Encode(key); err != nil {
			return nil, err
		}
		b.WriteByte(':')
		if err := enc.Encode(value); err != nil {
			return nil, err
		}
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

// Write returns the report as an indented JSON document.
func Write(r *report.Report) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(of(r)); err != nil {
		return nil, err
	}
	return compactRows(b.Bytes()), nil
}

// of gathers a report's content in the order of its form.
func of(r *report.Report) document {
	f := r.Form()
	d := document{
		Format: Format, Unit: r.Unit(), Year: r.Year(), Edition: f.Edition,
		SignedBy: r.Text(report.SignedBy), SignedOn: r.Text(report.SignedOn),
	}
	d.Text = append(d.Text, struct{ address, text string }{preambleKey, r.Text(report.Preamble)})
	for _, field := range report.ContactFields {
		if text := r.Text(field.Address); text != "" {
			if d.Contact == nil {
				d.Contact = map[string]string{}
			}
			d.Contact[contactKey(field.Address)] = text
		}
	}
	facts := map[string]bool{}
	for _, s := range f.Sections {
		for _, field := range s.Fields {
			d.Text = append(d.Text, struct{ address, text string }{string(field.Address), r.Text(field.Address)})
		}
		if s.Table == nil {
			continue
		}
		d.Tables = append(d.Tables, tableOf(r, s.Table))
		if s.Table.Edition != f.Edition {
			d.Layouts = map[string]string{s.Table.ID: s.Table.Edition}
		}
		for _, c := range s.Table.ValueCells() {
			if _, p := r.SourceTotal(c.Address); !p.Blank() {
				d.Printed = append(d.Printed, cell{c.Address, figure(p.String())})
			}
		}
		for _, z := range s.Table.Zeros {
			if r.Declared(z.Fact) && !facts[z.Fact] {
				facts[z.Fact] = true
				d.Facts = append(d.Facts, z.Fact)
			}
		}
	}
	return d
}

// preambleKey is what the document calls the paragraph under the title.
const preambleKey = "preamble"

// contactKey is what the document calls a contact field.
func contactKey(a form.Address) string {
	return string(a[strings.LastIndexByte(string(a), '.')+1:])
}

func tableOf(r *report.Report, t *form.Table) table {
	out := table{id: t.ID}
	if len(t.RowIDs) > 1 {
		out.matrix = &matrix{}
		for _, v := range t.Values {
			out.matrix.Columns = append(out.matrix.Columns, v.ID)
		}
		for _, id := range t.RowIDs {
			line := row{ID: id}
			for _, v := range t.Values {
				a := form.Address(strings.Join([]string{t.ID, id, v.ID}, "."))
				line.Values = append(line.Values, figure(r.Figure(a).String()))
			}
			out.matrix.Rows = append(out.matrix.Rows, line)
		}
		return out
	}
	for _, c := range t.ValueCells() {
		out.cells = append(out.cells, cell{c.Address, figure(r.Figure(c.Address).String())})
	}
	return out
}

// compactRows puts a row's seven values on one line: people read these too.
func compactRows(raw []byte) []byte {
	var out bytes.Buffer
	rest := raw
	for {
		i := bytes.Index(rest, []byte(`"values": [`))
		if i < 0 {
			break
		}
		end := i + bytes.IndexByte(rest[i:], ']')
		open := i + len(`"values": [`)
		out.Write(rest[:open])
		out.Write(bytes.Join(bytes.Fields(rest[open:end]), []byte(" ")))
		rest = rest[end:]
	}
	out.Write(rest)
	return out.Bytes()
}
