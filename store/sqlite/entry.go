package sqlite

import (
	"encoding/json"
	"fmt"
	"time"
	"unicode/utf8"
	"unique"

	"nianbao/app/form"
	"nianbao/app/journal"
	"nianbao/app/report"
	"nianbao/app/signoff"
	"nianbao/store/sqlite/dbfile"
)

// storedChange is a report.Change as the journal keeps it. The names are part
// of the file's layout and must not follow the names in the program.
type storedChange struct {
	Address string `json:"address"`
	At      int    `json:"at,omitempty"`
	Old     string `json:"old"`
	New     string `json:"new"`
}

func encodeChanges(changes []report.Change) (string, error) {
	out := make([]storedChange, len(changes))
	for i, c := range changes {
		// JSON would replace broken bytes, and the edit could never be undone.
		if !utf8.ValidString(c.Old) || !utf8.ValidString(c.New) {
			return "", fmt.Errorf("change of %s is not UTF-8", c.Address)
		}
		out[i] = storedChange{Address: string(c.Address), At: c.At, Old: c.Old, New: c.New}
	}
	text, err := json.Marshal(out)
	return string(text), err
}

func decodeChanges(text []byte) ([]report.Change, error) {
	in, err := decode[[]storedChange](text)
	if err != nil || len(*in) == 0 {
		return nil, err
	}
	out := make([]report.Change, len(*in))
	for i, c := range *in {
		out[i] = report.Change{Address: form.Address(once(c.Address)), At: c.At, Old: c.Old, New: c.New}
	}
	return out, nil
}

// encodeAct writes an act as it is signed; "" is none.
func encodeAct(a *signoff.Transition) (string, error) {
	if a == nil {
		return "", nil
	}
	text, err := json.Marshal(a)
	return string(text), err
}

func decodeAct(text []byte) (*signoff.Transition, error) {
	if len(text) == 0 {
		return nil, nil
	}
	return decode[signoff.Transition](text)
}

// once returns the one copy of a text that stands in many entries: a record of
// an hour names each cell a hundred times, and stays in memory while it is open.
func once(s string) string { return unique.Make(s).Value() }

// decode reads JSON of the file; what does not fit is Damaged.
func decode[T any](text []byte) (*T, error) {
	out := new(T)
	if err := json.Unmarshal(text, out); err != nil {
		return nil, dbfile.Damaged(err.Error())
	}
	return out, nil
}

// scanEntry reads one entry, as it is in the file.
func scanEntry(row scanner) (e journal.Entry, err error) {
	var at int64
	var kind string
	var changes, act []byte
	if err := row.Scan(&e.Seq, &at, &kind, &e.Of, &e.By, &e.Edit.Note, &changes, &act); err != nil {
		return e, err
	}
	e.At, e.Kind = time.UnixMicro(at), journal.Kind(once(kind))
	e.By, e.Edit.Note = once(e.By), once(e.Edit.Note)
	if e.Edit.Changes, err = decodeChanges(changes); err != nil {
		return e, err
	}
	e.Transition, err = decodeAct(act)
	return e, err
}
