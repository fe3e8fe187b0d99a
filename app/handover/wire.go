package handover

import (
	"bytes"
	"encoding/json"

	"nianbao/app/journal"
	"nianbao/app/review"
)

// wire is a file as it is written. Its names are part of the format and must
// not follow the names in the program.
type wire struct {
	Format  int                  `json:"format"`
	Kind    string               `json:"kind"`
	MadeAt  int64                `json:"made_at"`
	MadeBy  string               `json:"made_by"`
	Report  *wireReport          `json:"report,omitempty"`
	Roster  *review.SignedRoster `json:"roster,omitempty"`
	Request *Request             `json:"request,omitempty"`
}

type wireReport struct {
	UID     string         `json:"uid"`
	Unit    string         `json:"unit"`
	Year    int            `json:"year"`
	Entries []journal.Line `json:"entries"`
}

func wireOf(f *File) (*wire, error) {
	w := &wire{Format: f.Format, Kind: f.Kind, MadeAt: f.MadeAt, MadeBy: f.MadeBy, Roster: f.Roster, Request: f.Request}
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

func (w *wire) file() *File {
	f := &File{Format: w.Format, Kind: w.Kind, MadeAt: w.MadeAt, MadeBy: w.MadeBy, Roster: w.Roster, Request: w.Request}
	if w.Report == nil {
		return f
	}
	f.Report = &Report{UID: w.Report.UID, Unit: w.Report.Unit, Year: w.Report.Year, Entries: make([]journal.Entry, len(w.Report.Entries))}
	for i := range w.Report.Entries {
		f.Report.Entries[i] = w.Report.Entries[i].Entry()
	}
	return f
}

func (w *wire) canonical() ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	err := enc.Encode(w)
	return b.Bytes(), err
}
