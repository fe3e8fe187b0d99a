package storetest

import (
	"fmt"
	"maps"
	"reflect"
	"strings"
	"testing"
	"time"

	"nianbao/app"
	"nianbao/app/form"
	"nianbao/app/journal"
	"nianbao/app/keys"
	"nianbao/app/report"
	"nianbao/app/roster"
	"nianbao/app/signoff"
)

// Chain is the levels of these tests, and Signer who signs them, by level.
var (
	Chain  = roster.DefaultChain()
	Signer = []string{"", "张三", "李四", "王五"}
)

// Officer is who drafts.
const Officer = "张三"

// Record writes the journal of one draft, and keeps the summary as a session
// would.
type Record struct {
	t       testing.TB
	Ports   app.Ports
	Summary app.Summary
	State   signoff.State
	Seq     int64
	cell    string // what the cell holds
}

// NewRecord creates a draft.
func NewRecord(t testing.TB, s app.Ports, unit string) *Record {
	return &Record{t: t, Ports: s, Summary: Create(t, s.Journal, unit, 2024), State: signoff.Begin(), Seq: 1, cell: "12"}
}

// Next makes an entry the next one, and moves the summary on to it.
func (r *Record) Next(e journal.Entry) journal.Entry {
	r.Seq++
	e.Seq, e.At = r.Seq, r.Summary.Created.Add(time.Duration(r.Seq)*time.Second)
	if e.Transition != nil {
		e.Transition.At = e.At.UnixMicro()
		_ = r.State.Apply(e.Transition)
	}
	r.Summary.Stage, r.Summary.StateName, r.Summary.Level = r.State.Stage, r.State.Name(), r.State.Level()
	r.Summary.Changed, r.Summary.Digest = e.At, keys.Sum(fmt.Append(nil, r.Seq))
	return e
}

// Edit types another figure into the cell.
func (r *Record) Edit(kind journal.Kind, by string) journal.Entry {
	old := r.cell
	r.cell += "0"
	return r.Next(journal.Entry{Kind: kind, By: by, Edit: report.Edit{Changes: []report.Change{{Address: "cell", Old: old, New: r.cell}}}})
}

// Note writes at an address beside the report.
func (r *Record) Note(kind journal.Kind, by string, a form.Address) journal.Entry {
	return r.Next(journal.Entry{Kind: kind, By: by, Edit: report.Edit{Note: "意见", Changes: []report.Change{{Address: a, New: "请核对"}}}})
}

// Propose is the transition as a session would propose it now.
func (r *Record) Propose(kind signoff.Kind, person, opinion string) *signoff.Transition {
	a := &signoff.Transition{
		Kind: kind, Report: r.Summary.UID, Unit: r.Summary.Unit, Year: r.Summary.Year, Round: r.State.Round, Person: person, Name: person,
		Post: "科员", Content: keys.Sum([]byte(r.cell)), Prev: r.Summary.Digest, Opinion: opinion, Signature: []byte{0, 1, '<', 0xff},
	}
	switch kind {
	case signoff.Submit:
		a.Chain = Chain
	case signoff.Approve, signoff.Return:
		a.Level = r.State.Level()
		a.LevelName = r.State.LevelName(a.Level)
	case signoff.Reopen:
		a.Round++
	}
	return a
}

// Sign is the entry of a transition as a session would propose it now.
func (r *Record) Sign(kind signoff.Kind, person, opinion string) journal.Entry {
	return r.Next(journal.Entry{Kind: journal.Transitioned, By: person, Transition: r.Propose(kind, person, opinion)})
}

// Append stores entries, which must be taken.
func (r *Record) Append(entries ...journal.Entry) {
	r.t.Helper()
	must(r.t, r.Ports.Journal.Append(ctx, r.Summary, entries))
}

// Submitted brings the record into review.
func (r *Record) Submitted() *Record {
	r.t.Helper()
	r.Append(r.Sign(signoff.Submit, Officer, ""))
	return r
}

// Approved brings the record from review through all levels.
func (r *Record) Approved() *Record {
	r.t.Helper()
	for level := r.State.Level(); level <= len(Chain); level++ {
		r.Append(r.Sign(signoff.Approve, Signer[level], "同意"))
	}
	return r
}

// Refuses tries entries that must not be taken, and looks whether anything of
// them was stored.
func (r *Record) Refuses(code app.Code, sum app.Summary, entries ...journal.Entry) *app.Error {
	r.t.Helper()
	before, err := r.Ports.Drafts.Load(ctx, sum.ID)
	must(r.t, err)
	e := wantCode(r.t, r.Ports.Journal.Append(ctx, sum, entries), code)
	after, err := r.Ports.Drafts.Load(ctx, sum.ID)
	must(r.t, err)
	if !reflect.DeepEqual(before, after) {
		r.t.Errorf("something was stored:\nbefore %+v\nafter  %+v", before, after)
	}
	if code == app.Forbidden && !strings.HasSuffix(e.Sentence, "。") {
		r.t.Errorf("%q is not a sentence", e.Sentence)
	}
	return e
}

// Try returns a copy of the record that goes on by itself.
func (r *Record) Try() *Record {
	c := *r
	c.State.Drafters = maps.Clone(r.State.Drafters)
	return &c
}
