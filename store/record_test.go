package store_test

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
	"nianbao/store"
)

// The levels of these tests, and who signs them.
var (
	chain  = roster.DefaultChain()
	signer = []string{"", "张三", "李四", "王五"} // by level
)

const officer = "张三"

// record writes the journal of one draft, and keeps the summary as a session
// would.
type record struct {
	t     testing.TB
	s     *store.DB
	sum   app.Summary
	state signoff.State
	seq   int64
	cell  string // what the cell holds
}

func newRecord(t testing.TB, s *store.DB, unit string) *record {
	return &record{t: t, s: s, sum: create(t, s, unit, 2024), state: signoff.Begin(), seq: 1, cell: "12"}
}

// next makes an entry the next one, and moves the summary on to it.
func (r *record) next(e journal.Entry) journal.Entry {
	r.seq++
	e.Seq, e.At = r.seq, r.sum.Created.Add(time.Duration(r.seq)*time.Second)
	if e.Transition != nil {
		e.Transition.At = e.At.UnixMicro()
		_ = r.state.Apply(e.Transition)
	} else if e.ChangesContent() {
		r.state.Edited(e.By)
	}
	r.sum.Stage, r.sum.StateName, r.sum.Level = r.state.Stage, r.state.Name(), r.state.Level()
	r.sum.Changed, r.sum.Digest = e.At, keys.Sum(fmt.Append(nil, r.seq))
	return e
}

// edit types another figure into the cell.
func (r *record) edit(kind journal.Kind, by string) journal.Entry {
	old := r.cell
	r.cell += "0"
	return r.next(journal.Entry{Kind: kind, By: by, Edit: report.Edit{Changes: []report.Change{{Address: "cell", Old: old, New: r.cell}}}})
}

func (r *record) note(kind journal.Kind, by string, a form.Address) journal.Entry {
	return r.next(journal.Entry{Kind: kind, By: by, Edit: report.Edit{Note: "意见", Changes: []report.Change{{Address: a, New: "请核对"}}}})
}

// proposed is the act as a session would propose it now.
func (r *record) proposed(kind signoff.Kind, person, opinion string) *signoff.Transition {
	a := &signoff.Transition{
		Kind: kind, Report: r.sum.UID, Unit: r.sum.Unit, Year: r.sum.Year, Round: r.state.Round, Person: person, Name: person,
		Post: "科员", Content: keys.Sum([]byte(r.cell)), Prev: r.sum.Digest, Opinion: opinion, Signature: []byte{0, 1, '<', 0xff},
	}
	switch kind {
	case signoff.Submit:
		a.Chain = chain
	case signoff.Approve, signoff.Return:
		a.Level = r.state.Level()
		a.LevelName = r.state.LevelName(a.Level)
	case signoff.Reopen:
		a.Round++
	}
	return a
}

func (r *record) act(kind signoff.Kind, person, opinion string) journal.Entry {
	return r.next(journal.Entry{Kind: journal.Transitioned, By: person, Transition: r.proposed(kind, person, opinion)})
}

func (r *record) append(entries ...journal.Entry) {
	r.t.Helper()
	must(r.t, r.s.Append(ctx, r.sum, entries))
}

// submitted and approved bring the record to these stages.
func (r *record) submitted() *record {
	r.t.Helper()
	r.append(r.act(signoff.Submit, officer, ""))
	return r
}

func (r *record) approved() *record {
	r.t.Helper()
	for level := r.state.Level(); level <= len(chain); level++ {
		r.append(r.act(signoff.Approve, signer[level], "同意"))
	}
	return r
}

// refuses tries entries that must not be taken, and looks whether anything of
// them was stored.
func (r *record) refuses(code app.Code, sum app.Summary, entries ...journal.Entry) *app.Error {
	r.t.Helper()
	before, err := r.s.Load(ctx, sum.ID)
	must(r.t, err)
	e := wantCode(r.t, r.s.Append(ctx, sum, entries), code)
	after, err := r.s.Load(ctx, sum.ID)
	must(r.t, err)
	if !reflect.DeepEqual(before, after) {
		r.t.Errorf("something was stored:\nbefore %+v\nafter  %+v", before, after)
	}
	if code == app.Forbidden && !strings.HasSuffix(e.Sentence, "。") {
		r.t.Errorf("the text %q is not a sentence", e.Sentence)
	}
	return e
}

// try returns a copy of the record that goes on by itself.
func (r *record) try() *record {
	c := *r
	c.state.Drafters = maps.Clone(r.state.Drafters)
	return &c
}
