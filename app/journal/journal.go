// Package journal is the record of everything that was done to a report: each
// edit, each remark, each signed transition, in one line that only grows.
//
// Undo, the audit trail, "what changed since", hand-over and the check of
// signatures all read this one record.
package journal

import (
	"bytes"
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"time"
	"unicode/utf8"

	"nianbao/app/canonical"
	"nianbao/app/form"
	"nianbao/app/keys"
	"nianbao/app/longtext"
	"nianbao/app/report"
	"nianbao/app/roster"
	"nianbao/app/signoff"
)

// Kind says what made an entry.
type Kind string

// The kinds of entry.
const (
	Edited       Kind = "edit"
	Undone       Kind = "undo"
	Redone       Kind = "redo"
	Imported     Kind = "import"
	Remarked     Kind = "remark" // a reviewer's remark, which does not change the report
	Transitioned Kind = "act"    // a signed act of the sign-off
)

// Entry is one line of the journal. Seq counts from 1 without gaps.
type Entry struct {
	Seq        int64
	At         time.Time // to the microsecond
	Kind       Kind
	Of         int64  // the entry that was undone or redone; else 0
	By         string // id of the person, "" where nobody was chosen
	Edit       report.Edit
	Transition *signoff.Transition // with Transitioned

	line []byte // in canonical form, where it was read in that form; else nil
}

// Line is an entry as it is hashed and handed over. Its names are part of the
// format and must not follow the names in the program.
type Line struct {
	Seq        int64               `json:"seq"`
	At         int64               `json:"at"` // Unix microseconds
	Kind       string              `json:"kind"`
	Of         int64               `json:"of"`
	By         string              `json:"by"`
	Note       string              `json:"note"`
	Changes    []Change            `json:"changes"`
	Transition *signoff.Transition `json:"act,omitempty"`
}

// Change is one change of a Line.
type Change struct {
	Address string `json:"address"`
	At      int    `json:"at,omitempty"`
	Old     string `json:"old,omitempty"`
	New     string `json:"new,omitempty"`
}

// Line returns the entry in its canonical form. The error is for texts that
// are not UTF-8, which JSON would change.
func (e *Entry) Line() (Line, error) {
	l := Line{
		Seq: e.Seq, At: e.At.UnixMicro(), Kind: string(e.Kind), Of: e.Of, By: e.By, Note: e.Edit.Note,
		Changes: make([]Change, len(e.Edit.Changes)), Transition: e.Transition,
	}
	for i, c := range e.Edit.Changes {
		if !utf8.ValidString(c.Old) || !utf8.ValidString(c.New) {
			return Line{}, fmt.Errorf("change of %s is not UTF-8", c.Address)
		}
		l.Changes[i] = Change{Address: string(c.Address), At: c.At, Old: c.Old, New: c.New}
	}
	return l, nil
}

// Encode writes the line as it is hashed, as one JSON object.
func (l *Line) Encode(b *bytes.Buffer) error {
	enc := json.NewEncoder(b)
	enc.SetEscapeHTML(false)
	err := enc.Encode(l)
	if err == nil {
		b.Truncate(b.Len() - len("\n"))
	}
	return err
}

// ReadEntry reads a line that is in canonical form, as an entry which keeps it.
func ReadEntry(r *canonical.Reader, body []byte) Entry {
	from := r.At()
	r.Must(`{"seq":`)
	e := Entry{Seq: r.Int()}
	r.Must(`,"at":`)
	e.At = time.UnixMicro(r.Int())
	r.Must(`,"kind":`)
	e.Kind = Kind(r.Text())
	r.Must(`,"of":`)
	e.Of = r.Int()
	r.Must(`,"by":`)
	e.By = r.Text()
	r.Must(`,"note":`)
	e.Edit.Note = r.Text()
	r.Must(`,"changes":[`)
	for r.Next(len(e.Edit.Changes)) {
		e.Edit.Changes = append(e.Edit.Changes, readChange(r))
	}
	if r.Has(`,"act":`) {
		e.Transition = signoff.ReadTransition(r)
	}
	r.Must("}")
	if r.OK() {
		e.line = body[from:r.At():r.At()]
	}
	return e
}

// readChange reads one change of a line. What is blank is left out.
func readChange(r *canonical.Reader) report.Change {
	r.Must(`{"address":`)
	c := report.Change{Address: form.Address(r.Text())}
	c.At = int(r.SomeInt(`,"at":`))
	c.Old, c.New = r.SomeText(`,"old":`), r.SomeText(`,"new":`)
	r.Must("}")
	return c
}

// Entry returns the entry that a line is of. The caller has found it to read
// encoded once it is encoded; the entry keeps that and must not be changed.
func (l *Line) Entry(encoded []byte) Entry {
	e := Entry{
		Seq: l.Seq, At: time.UnixMicro(l.At), Kind: Kind(l.Kind), Of: l.Of, By: l.By,
		Edit: report.Edit{Note: l.Note}, Transition: l.Transition, line: encoded,
	}
	if len(l.Changes) > 0 {
		e.Edit.Changes = make([]report.Change, len(l.Changes))
	}
	for i, c := range l.Changes {
		e.Edit.Changes[i] = report.Change{Address: form.Address(c.Address), At: c.At, Old: c.Old, New: c.New}
	}
	return e
}

// bytes returns the line as it is hashed.
func (e *Entry) bytes() ([]byte, error) {
	if e.line != nil {
		return e.line, nil
	}
	l, err := e.Line()
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	err = l.Encode(&b)
	return b.Bytes(), err
}

// Origin is the digest that the first entry of a report follows.
func Origin(uid string) keys.Digest { return keys.Sum([]byte("nianbao journal\n" + uid)) }

// Next returns the digest of the journal with one more entry: each digest
// covers everything before it.
func Next(prev keys.Digest, e Entry) (keys.Digest, error) {
	body, err := e.bytes()
	if err != nil {
		return "", err
	}
	return keys.Sum([]byte(string(prev)+"\n"), body), nil
}

// ChangesContent says whether the entry changes what is signed: remarks and
// the answers to them stand beside it.
func (e *Entry) ChangesContent() bool {
	return e.Transition == nil && e.touches(func(a form.Address) bool { return !report.IsRemark(a) && !report.IsAnswer(a) })
}

// touches says whether a change is at an address of some sort.
func (e *Entry) touches(is func(form.Address) bool) bool {
	return slices.ContainsFunc(e.Edit.Changes, func(c report.Change) bool { return is(c.Address) })
}

// Apply brings held values up to date with the entry. It is false when the
// values are not what the entry replaces.
func (e *Entry) Apply(held map[form.Address]string) bool {
	texts := longtext.Begin(held)
	done := e.applyTo(texts)
	texts.Held()
	return done
}

// applyTo brings held values up to date with the entry. It is false when the values
// are not what the entry replaces.
func (e *Entry) applyTo(held *longtext.Texts[form.Address]) bool {
	for _, c := range e.Edit.Changes {
		if !held.Replace(c.Address, c.At, c.Old, c.New) {
			return false
		}
	}
	return true
}

// At returns what the report held after the entry seq.
func At(entries []Entry, seq int64) map[form.Address]string {
	held := longtext.Begin(map[form.Address]string{})
	for i := range entries {
		if entries[i].Seq > seq || !entries[i].applyTo(held) {
			break
		}
	}
	return held.Held()
}

// Same says whether two entries are one and the same.
func Same(a, b Entry) bool {
	x, err := a.bytes()
	if err != nil {
		return false
	}
	y, err := b.bytes()
	return err == nil && string(x) == string(y)
}

// NewUID returns the name of a new report or person that no other has.
func NewUID() string {
	b := make([]byte, 16)
	_, _ = rand.Read(b) // never fails, by its documentation
	return hex.EncodeToString(b)
}

// ValidUID says whether a text can be such a name.
func ValidUID(s string) bool {
	return roster.ValidID(s)
}
