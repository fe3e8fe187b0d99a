package journal_test

import (
	"context"
	"encoding/json"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"nianbao/app/apptest"
	"nianbao/app/form"
	"nianbao/app/journal"
	"nianbao/app/notes"
	"nianbao/app/report"
	"nianbao/app/roster"
	"nianbao/app/signoff"
	"nianbao/assets"
)

var ctx = context.Background()

const cell = form.Address("requests.received.business")

// office is a report with everything in its journal that can be in one.
type office struct {
	w                     *apptest.Workstation
	officer, head, leader string
	id                    int64
}

func newOffice(t *testing.T) *office {
	o := &office{w: apptest.NewWorkstation(t)}
	o.officer, o.head, o.leader = o.w.CreateRoster()
	o.id = o.w.Example()
	s := o.w.As(o.officer, o.id)
	o.w.Must(s.Set(ctx, cell, "12"))
	o.w.Must(s.Undo(ctx))
	o.w.Must(s.Redo(ctx))
	o.w.Must(s.Undo(ctx))
	return o
}

// inReview sends the report on, up to the head, who remarks something.
func (o *office) inReview() *office {
	o.w.Sign(o.officer, o.id, signoff.Submit, "")
	o.w.Sign(o.officer, o.id, signoff.Approve, "")
	o.w.Must(o.w.As(o.head, o.id).Remark(ctx, cell, "请核对"))
	return o
}

func (o *office) entries() []journal.Entry { return slices.Clone(o.w.Memory.Drafts[o.id].Entries) }
func (o *office) uid() string              { return o.w.Memory.Drafts[o.id].Summary.UID }
func (o *office) people() *roster.Roster   { return &o.w.Memory.Office.Roster }

func (o *office) run(entries []journal.Entry) *journal.Replay {
	return journal.Run(o.w.Catalog, o.uid(), entries, o.people())
}

// with returns what is said of the journal with one more entry.
func (o *office) with(e journal.Entry) string {
	entries := o.entries()
	e.Seq = int64(len(entries)) + 1
	e.At = entries[len(entries)-1].At.Add(1e9)
	return strings.Join(o.run(append(entries, e)).Problems, "")
}

func of(kind journal.Kind, seq int64, by string, changes ...report.Change) journal.Entry {
	return journal.Entry{Kind: kind, Of: seq, By: by, Edit: report.Edit{Changes: changes}}
}

// last returns the last entry of a kind.
func (o *office) last(kind journal.Kind) journal.Entry {
	entries := o.entries()
	for _, e := range slices.Backward(entries) {
		if e.Kind == kind {
			return e
		}
	}
	o.w.T.Fatalf("no %s in the journal", kind)
	return journal.Entry{}
}

func TestAnUndoTakesBackAnEditAndNothingElse(t *testing.T) {
	o := newOffice(t)
	if problems := o.run(o.entries()).Problems; len(problems) > 0 {
		t.Fatal(problems)
	}
	edit, undone, first := o.last(journal.Edited), o.last(journal.Undone), o.entries()[0]
	again, back := edit.Edit.Changes, edit.Edit.Inverse().Changes
	for name, tt := range map[string]struct {
		entry journal.Entry
		ok    bool
	}{
		"made again":                   {of(journal.Redone, edit.Seq, o.officer, again...), true},
		"made again with other words":  {of(journal.Redone, edit.Seq, o.officer, report.Change{Address: cell, Old: again[0].Old, New: "99"}), false},
		"made again, naming nothing":   {of(journal.Redone, 0, o.officer, again...), false},
		"made again, naming itself":    {of(journal.Redone, int64(len(o.entries()))+1, o.officer, again...), false},
		"made again, naming an undo":   {of(journal.Redone, undone.Seq, o.officer, undone.Edit.Changes...), false},
		"an undo of an undo":           {of(journal.Undone, undone.Seq, o.officer, undone.Edit.Inverse().Changes...), false},
		"an undo of the import":        {of(journal.Undone, first.Seq, o.officer, first.Edit.Inverse().Changes...), false},
		"an undo as a redo":            {of(journal.Redone, edit.Seq, o.officer, back...), false},
		"an edit that names another":   {of(journal.Edited, edit.Seq, o.officer, again...), false},
		"an import that names an edit": {of(journal.Imported, edit.Seq, o.officer, again...), false},
	} {
		if said := o.with(tt.entry); (said == "") != tt.ok {
			t.Errorf("%s: %q", name, said)
		}
	}
}

func TestAnUndoMayNameNoEntryThatIsNoEdit(t *testing.T) {
	o := newOffice(t)
	// An entry that is no edit, and an undo that fits it in every other way.
	imported := of(journal.Imported, 0, o.officer, report.Change{Address: cell, Old: o.run(o.entries()).Held[cell], New: "7"})
	entries := o.entries()
	imported.Seq, imported.At = int64(len(entries))+1, entries[len(entries)-1].At.Add(1e9)
	undo := of(journal.Undone, imported.Seq, o.officer, imported.Edit.Inverse().Changes...)
	undo.Seq, undo.At = imported.Seq+1, imported.At.Add(1e9)
	said := strings.Join(o.run(append(entries, imported, undo)).Problems, "")
	if !strings.Contains(said, "与所指的那一条不符") {
		t.Errorf("what is no edit is taken back: %q", said)
	}
}

// While the report is locked nothing but remarks is journaled, and those only
// by whose turn it is.
func TestALockedReportTakesOnlyRemarks(t *testing.T) {
	o := newOffice(t).inReview()
	if problems := o.run(o.entries()).Problems; len(problems) > 0 {
		t.Fatal(problems)
	}
	at, remarked := report.RemarkAt("x"), o.last(journal.Remarked)
	held := remarked.Edit.Changes[0]
	seq := int64(len(o.entries()))
	remark := func(change func(*notes.Remark)) string {
		m := notes.Remark{ID: "x", Address: cell, Text: "再核对", By: o.head, Name: "李四", Level: "承办部门负责人审核", Round: 1, Seq: seq, At: 1}
		if change != nil {
			change(&m)
		}
		raw, err := json.Marshal(m)
		if err != nil {
			t.Fatal(err)
		}
		return string(raw)
	}
	put := func(by, text string) journal.Entry {
		return of(journal.Remarked, 0, by, report.Change{Address: at, New: text})
	}
	drop := report.Change{Address: held.Address, Old: held.New}
	for name, tt := range map[string]struct {
		entry journal.Entry
		want  string
	}{
		"a remark of the head":          {put(o.head, remark(nil)), ""},
		"taken back":                    {of(journal.Remarked, 0, o.head, drop), ""},
		"an edit":                       {of(journal.Edited, 0, o.officer, report.Change{Address: cell, Old: "9", New: "1"}), "锁定"},
		"a remark made as an edit":      {of(journal.Edited, 0, o.head, report.Change{Address: at, New: remark(nil)}), "锁定"},
		"of another than who wrote it":  {put(o.officer, remark(nil)), "不是由当时的审核人提出的"},
		"not their level":               {put(o.head, remark(func(m *notes.Remark) { m.Level = "单位行政负责人审批" })), "不是由当时的审核人提出的"},
		"another round":                 {put(o.head, remark(func(m *notes.Remark) { m.Round = 2 })), "不是由当时的审核人提出的"},
		"dated back":                    {put(o.head, remark(func(m *notes.Remark) { m.Seq-- })), "不是由当时的审核人提出的"},
		"in another's name":             {put(o.head, remark(func(m *notes.Remark) { m.Name = "王五" })), "不是由当时的审核人提出的"},
		"by nobody of the roster":       {put("z", remark(func(m *notes.Remark) { m.By = "z" })), "不是由当时的审核人提出的"},
		"no remark at all":              {put(o.head, "乱写"), "不是由当时的审核人提出的"},
		"naming an entry":               {of(journal.Remarked, 1, o.head, report.Change{Address: at, New: remark(nil)}), "以意见的名义"},
		"with a figure beside it":       {of(journal.Remarked, 0, o.head, report.Change{Address: at, New: remark(nil)}, report.Change{Address: cell, New: "1"}), "以意见的名义"},
		"another's remark taken back":   {of(journal.Remarked, 0, o.leader, drop), "不是由当时的审核人提出的"},
		"a remark rewritten":            {of(journal.Remarked, 0, o.head, report.Change{Address: held.Address, Old: held.New, New: remark(nil)}), "不是由当时的审核人提出的"},
		"an answer":                     {of(journal.Edited, 0, o.officer, report.Change{Address: report.AnswerAt("x"), New: "{}"}), "锁定"},
		"an act that is none":           {of(journal.Transitioned, 0, o.head), "格式不正确"},
		"an act beside a change":        {journal.Entry{Kind: journal.Edited, By: o.head, Transition: o.last(journal.Transitioned).Transition}, "格式不正确"},
		"the act of before, once more":  {journal.Entry{Kind: journal.Transitioned, By: o.officer, Transition: o.last(journal.Transitioned).Transition}, "签名"},
		"an act with a note beside it":  {journal.Entry{Kind: journal.Transitioned, By: o.officer, Transition: o.last(journal.Transitioned).Transition, Edit: report.Edit{Note: "x"}}, "格式不正确"},
		"an act under another's name":   {journal.Entry{Kind: journal.Transitioned, By: o.head, Transition: o.last(journal.Transitioned).Transition}, "格式不正确"},
		"a text that JSON would change": {put(o.head, "\xff"), "格式不正确"},
	} {
		if said := o.with(tt.entry); !strings.Contains(said, tt.want) || (said == "") != (tt.want == "") {
			t.Errorf("%s: %q, not %q", name, said, tt.want)
		}
	}
	if got := journal.Run(o.w.Catalog, o.uid(), o.entries(), nil); len(got.Problems) != 2 {
		t.Errorf("without a roster each of two acts is a problem, and no remark: %v", got.Problems)
	}
}

// A remark that a transition has sent on stays, and after it nobody edits remarks.
func TestASentRemarkStays(t *testing.T) {
	o := newOffice(t).inReview()
	held := o.last(journal.Remarked).Edit.Changes[0]
	o.w.Sign(o.head, o.id, signoff.Return, "见意见")
	drop := report.Change{Address: held.Address, Old: held.New}
	if said := o.with(of(journal.Remarked, 0, o.head, drop)); !strings.Contains(said, "不是由当时的审核人提出的") {
		t.Errorf("taken back after it was sent: %q", said)
	}
	if said := o.with(of(journal.Edited, 0, o.officer, drop)); !strings.Contains(said, "改动或者删去") {
		t.Errorf("taken away by the officer: %q", said)
	}
	answer := report.Change{Address: report.AnswerAt("x"), New: `{"done":true,"text":"","by":"张三","at":1}`}
	if said := o.with(of(journal.Edited, 0, o.officer, answer)); said != "" {
		t.Errorf("an answer: %q", said)
	}
	o.w.Sign(o.officer, o.id, signoff.Submit, "")
	if o.w.As(o.head, o.id).State().Level() != 2 {
		t.Fatal("the first level's signature does not hold")
	}
	if said := o.with(of(journal.Remarked, 0, o.head, drop)); !strings.Contains(said, "不是由当时的审核人提出的") {
		t.Errorf("taken back in the next turn: %q", said)
	}
}

// Nobody has signed an edit: whoever passes a file on can put one in another's name,
// and would lock them out.
func TestOnlyWhoSubmittedIsADrafter(t *testing.T) {
	o := newOffice(t)
	o.w.Must(o.w.As(o.head, o.id).Set(ctx, cell, "5"))
	if state := o.run(o.entries()).State; len(state.Drafters) > 0 {
		t.Errorf("drafters of what nobody has signed: %v", state.Drafters)
	}
	o.w.Must(o.w.As(o.head, o.id).Undo(ctx))
	o.w.Sign(o.officer, o.id, signoff.Submit, "")
	if state := o.run(o.entries()).State; !state.Drafters[o.officer] || state.Drafters[o.head] {
		t.Errorf("drafters: %v", state.Drafters)
	}
}

// In whatever order journals are gone through, each comes to what it comes to
// by itself.
func TestReplaysComeToTheSame(t *testing.T) {
	o := newOffice(t).inReview()
	o.w.Sign(o.head, o.id, signoff.Approve, "同意")
	whole := o.entries()
	rapid.Check(t, func(rt *rapid.T) {
		var k journal.Replays
		for range rapid.IntRange(1, 6).Draw(rt, "runs") {
			entries := slices.Clone(whole[:rapid.IntRange(0, len(whole)).Draw(rt, "lines")])
			if len(entries) > 0 && rapid.IntRange(0, 2).Draw(rt, "tampered") == 0 {
				entries[rapid.IntRange(0, len(entries)-1).Draw(rt, "at")].By = o.leader
			}
			people := rapid.SampledFrom([]*roster.Roster{o.people(), nil}).Draw(rt, "roster")
			want := journal.Run(o.w.Catalog, o.uid(), entries, people)
			got := k.Run(o.w.Catalog, o.uid(), entries, people)
			if !maps.Equal(got.Held, want.Held) || got.Digest != want.Digest || !slices.Equal(got.Problems, want.Problems) ||
				!reflect.DeepEqual(got.Results, want.Results) || !reflect.DeepEqual(got.State, want.State) ||
				!maps.Equal(got.Report().All(), want.Report().All()) {
				rt.Fatalf("%d lines come to\n%+v\nnot\n%+v", len(entries), got, want)
			}
			clear(got.Held) // it belongs to the caller
			got.State.Drafters["z"] = true
			got.Problems = append(got.Problems, "x")
		}
	})
}

func TestEachLineIsJudgedOnce(t *testing.T) {
	o := newOffice(t).inReview()
	whole := o.entries()
	n := len(whole)
	var k journal.Replays
	begun := func(entries []journal.Entry, people *roster.Roster) int {
		return k.Begun(o.w.Catalog, o.uid(), entries, people)
	}
	if got := begun(whole, o.people()); got != 0 {
		t.Errorf("%d lines of a journal never seen", got)
	}
	k.Run(o.w.Catalog, o.uid(), whole[:n-2], o.people())
	if got := begun(whole, o.people()); got != n-2 {
		t.Errorf("%d of %d lines are not judged again", got, n-2)
	}
	k.Run(o.w.Catalog, o.uid(), whole, o.people())
	if got := begun(whole, o.people()); got != n {
		t.Errorf("%d of %d lines are not judged again", got, n)
	}
	if got := begun(whole, nil); got != 0 {
		t.Error("judged by no roster, and taken for judged")
	}
	other, err := form.Load(assets.Forms, "forms")
	if err != nil {
		t.Fatal(err)
	}
	if got := k.Begun(other, o.uid(), whole, o.people()); got != 0 {
		t.Error("of other editions, and taken for judged")
	}
	if got := k.Begun(o.w.Catalog, journal.NewUID(), whole, o.people()); got != 0 {
		t.Error("of another report, and taken for judged")
	}
	later := o.people().WithoutPerson(o.leader, o.w.Clock.Now().UnixMicro())
	if got := begun(whole, later); got != 0 {
		t.Error("judged by an older roster, and taken for judged")
	}
	for i := range n {
		k.Run(o.w.Catalog, o.uid(), whole[:i], o.people())
		k.Run(o.w.Catalog, journal.NewUID(), whole[:0], o.people())
	}
	if k.Kept() > 16 {
		t.Errorf("%d replays are kept", k.Kept())
	}
	if n := k.Digests(); n > 0 { // as long as the journal, for each time it was opened
		t.Errorf("%d digests are kept that nobody will ask for", n)
	}
}

func TestAReplayWithProblemsIsNotKept(t *testing.T) {
	o := newOffice(t)
	entries := o.entries()
	entries[len(entries)-1].Of = 1
	var k journal.Replays
	if r := k.Run(o.w.Catalog, o.uid(), entries, o.people()); len(r.Problems) == 0 {
		t.Fatal("the undo fits")
	}
	if got := k.Begun(o.w.Catalog, o.uid(), entries, o.people()); got != 0 {
		t.Errorf("%d lines", got)
	}
}

func TestUIDs(t *testing.T) {
	for s, want := range map[string]bool{journal.NewUID(): true, "": false, strings.Repeat("g", 32): false, strings.Repeat("0", 31): false, strings.Repeat("A", 32): false} {
		if got := journal.ValidUID(s); got != want {
			t.Errorf("%q: %v", s, got)
		}
	}
}
