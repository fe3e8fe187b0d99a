package handover

import (
	"bytes"
	"encoding/json"

	"nianbao/app/journal"
	"nianbao/app/keys"
	"nianbao/app/roster"
	"nianbao/app/signoff"
)

// wire is a file as it is written. Its names are part of the format and must
// not follow the names in the program.
type wire struct {
	Format  int                  `json:"format"`
	Kind    string               `json:"kind"`
	MadeAt  int64                `json:"made_at"`
	MadeBy  string               `json:"made_by"`
	Report  *wireReport          `json:"report,omitempty"`
	Roster  *roster.SignedRoster `json:"roster,omitempty"`
	Request *Request             `json:"request,omitempty"`
	Key     *keys.Sealed         `json:"office_key,omitempty"`
	Signed  *signoff.Transition  `json:"signed,omitempty"`

	LastYear *LastYear              `json:"last_year,omitempty"`
	Branches []*roster.SignedRoster `json:"branches,omitempty"`
	Folder   string                 `json:"folder,omitempty"`
}

type wireReport struct {
	UID     string         `json:"uid"`
	Unit    string         `json:"unit"`
	Year    int            `json:"year"`
	Entries []journal.Line `json:"entries"`
}

func wireOf(f *File) (*wire, error) {
	w := &wire{Format: f.Format, Kind: f.Kind, MadeAt: f.MadeAt, MadeBy: f.MadeBy, Roster: f.Roster, Request: f.Request, Key: f.OfficeKey, Signed: f.Signed, LastYear: f.LastYear, Branches: f.Branches, Folder: f.Folder}
	if f.Report == nil {
		return w, nil
	}
	w.Report = &wireReport{UID: f.Report.UID, Unit: f.Report.Unit, Year: f.Report.Year, Entries: make([]journal.Line, len(f.Report.Entries))}
	for i := range f.Report.Entries {
		var err error
		if w.Report.Entries[i], err = f.Report.Entries[i].Line(); err != nil {
			return nil, err
		}
	}
	return w, nil
}

// file returns what was read. The lines are those of the entries in canonical
// form.
func (w *wire) file(lines [][]byte) *File {
	f := &File{Format: w.Format, Kind: w.Kind, MadeAt: w.MadeAt, MadeBy: w.MadeBy, Roster: w.Roster, Request: w.Request, OfficeKey: w.Key, Signed: w.Signed, LastYear: w.LastYear, Branches: w.Branches, Folder: w.Folder}
	if w.Report == nil {
		return f
	}
	f.Report = &Report{UID: w.Report.UID, Unit: w.Report.Unit, Year: w.Report.Year, Entries: make([]journal.Entry, len(w.Report.Entries))}
	for i := range w.Report.Entries {
		f.Report.Entries[i] = w.Report.Entries[i].Entry(lines[i])
	}
	return f
}

// empty is what stands in the JSON of a report without entries. No text in it
// can look the same, since a text's quotes are escaped.
const empty = `"entries":[]`

// canonical returns the one way to write w, and the line of each entry in it:
// the record is hashed line by line, and its lines are most of a file.
func (w *wire) canonical(size int) (body []byte, lines [][]byte, err error) {
	var b bytes.Buffer
	b.Grow(size)
	if w.Report == nil {
		err = encode(&b, w)
		return b.Bytes(), nil, err
	}
	frame, report := *w, *w.Report
	report.Entries = []journal.Line{}
	frame.Report = &report
	if err := encode(&b, &frame); err != nil {
		return nil, nil, err
	}
	at := bytes.Index(b.Bytes(), []byte(empty)) + len(empty) - len("]")
	rest := bytes.Clone(b.Bytes()[at:])
	b.Truncate(at)
	ends := make([]int, len(w.Report.Entries))
	for i := range w.Report.Entries {
		if i > 0 {
			b.WriteByte(',')
		}
		if err := w.Report.Entries[i].Encode(&b); err != nil {
			return nil, nil, err
		}
		ends[i] = b.Len()
	}
	b.Write(rest)
	return b.Bytes(), cut(b.Bytes(), at, ends), nil
}

// cut returns the lines that begin at one place and end at others, with a
// comma between them.
func cut(body []byte, at int, ends []int) [][]byte {
	lines := make([][]byte, len(ends))
	for i, end := range ends {
		lines[i] = body[at:end:end]
		at = end + len(",")
	}
	return lines
}

func encode(b *bytes.Buffer, w *wire) error {
	enc := json.NewEncoder(b)
	enc.SetEscapeHTML(false)
	return enc.Encode(w)
}
