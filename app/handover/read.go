package handover

import (
	"bytes"
	"encoding/json"

	"nianbao/app/canonical"
	"nianbao/app/journal"
	"nianbao/app/roster"
	"nianbao/app/signoff"
)

// read reads a body as most of them are: a report with its record, the roster, the
// figures of the year before and the signature of the hand-over, all in canonical form.
// It returns nil for every other, which decode has to judge. The body must not be
// changed afterwards.
func read(body []byte) *File {
	r, f := canonical.Read(string(body)), &File{Kind: KindReport, Report: &Report{}}
	r.Must(`{"format":`)
	f.Format = int(r.Int())
	r.Must(`,"kind":"report","made_at":`)
	f.MadeAt = r.Int()
	r.Must(`,"made_by":`)
	f.MadeBy = r.Text()
	r.Must(`,"report":{"uid":`)
	f.Report.UID = r.Text()
	r.Must(`,"unit":`)
	f.Report.Unit = r.Text()
	r.Must(`,"year":`)
	f.Report.Year = int(r.Int())
	r.Must(`,"entries":[`)
	for r.Next(len(f.Report.Entries)) {
		f.Report.Entries = append(f.Report.Entries, journal.ReadEntry(r, body))
	}
	r.Must("}")
	if r.Has(`,"roster":`) {
		f.Roster = roster.Read(r)
	}
	if r.Has(`,"signed":`) {
		f.Signed = signoff.ReadTransition(r)
	}
	if r.Has(`,"last_year":`) {
		f.LastYear = readLastYear(r)
	}
	r.Must("}\n")
	if !r.Ended() {
		return nil
	}
	return f
}

// readLastYear reads the figures of the year before.
func readLastYear(r *canonical.Reader) *LastYear {
	l, value := &LastYear{}, []byte(r.Value())
	var again bytes.Buffer
	enc := json.NewEncoder(&again)
	enc.SetEscapeHTML(false)
	r.Need(json.Unmarshal(value, l) == nil && enc.Encode(l) == nil && bytes.Equal(bytes.TrimSuffix(again.Bytes(), []byte("\n")), value))
	return l
}
