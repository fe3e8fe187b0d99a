package storetest

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"nianbao/app"
	"nianbao/app/form"
	"nianbao/app/journal"
	"nianbao/app/report"
	"nianbao/app/signoff"
)

func signOffComesBackAsStored(t *testing.T, open Opener) {
	s := begin(t, open)
	r := NewRecord(t, s.ports, "某某市教育局")
	var want []journal.Entry
	names := []string{"草稿"}
	for _, step := range []func() journal.Entry{
		func() journal.Entry { return r.Edit(journal.Edited, Officer) },
		func() journal.Entry { return r.Sign(signoff.Submit, Officer, "") },
		func() journal.Entry { return r.Sign(signoff.Approve, Signer[1], "数据已核对<&>\u2028𠀀") },
		func() journal.Entry { return r.Note(journal.Remarked, Signer[2], report.RemarkAt("1")) },
		func() journal.Entry { return r.Sign(signoff.Return, Signer[2], "请改正") },
		func() journal.Entry { return r.Note(journal.Edited, Officer, report.AnswerAt("1")) },
		func() journal.Entry { return r.Edit(journal.Edited, Officer) },
		func() journal.Entry { return r.Sign(signoff.Submit, Officer, "") },
		func() journal.Entry { return r.Sign(signoff.Withdraw, Officer, "") },
		func() journal.Entry { return r.Sign(signoff.Submit, Officer, "") },
		func() journal.Entry { return r.Sign(signoff.Approve, Signer[1], "") },
		func() journal.Entry { return r.Sign(signoff.Approve, Signer[2], "") },
		func() journal.Entry { return r.Sign(signoff.Approve, Signer[3], "") },
		func() journal.Entry { return r.Sign(signoff.Reopen, Officer, "漏报一件") },
		func() journal.Entry { return r.Edit(journal.Edited, Officer) },
	} {
		e := step()
		want = append(want, e)
		r.Append(e)
		list, err := s.List(ctx)
		must(t, err)
		if !reflect.DeepEqual(list, []app.Summary{r.Summary}) {
			t.Errorf("the list shows\n%+v, want\n%+v", list, r.Summary)
		}
		names = append(names, list[0].StateName)
	}
	if got := strings.Join(names, " "); got != "草稿 草稿 待初审 待审核 待审核 退回修改 退回修改 退回修改 待初审 草稿 待初审 待审核 待审批 已审批 草稿 草稿" {
		t.Errorf("the states were %s", got)
	}
	d, err := s.again().Load(ctx, r.Summary.ID)
	must(t, err)
	if !reflect.DeepEqual(d.Summary, r.Summary) {
		t.Errorf("summary:\n got %+v\nwant %+v", d.Summary, r.Summary)
	}
	if !reflect.DeepEqual(d.Entries[1:], want) {
		t.Errorf("entries:\n got %+v\nwant %+v", d.Entries[1:], want)
	}
}

func lockedDraftIsNotEdited(t *testing.T, open Opener) {
	s := begin(t, open)
	for name, r := range map[string]*Record{
		"待初审": NewRecord(t, s.ports, "甲局").Submitted(),
		"已审批": NewRecord(t, s.ports, "乙局").Submitted().Approved(),
	} {
		for _, kind := range []journal.Kind{journal.Edited, journal.Undone, journal.Redone, journal.Imported} {
			c := r.Try()
			if e := r.Refuses(app.Forbidden, c.Summary, c.Edit(kind, Officer)); !strings.Contains(e.Sentence, name) {
				t.Errorf("%s: the detail is %q", name, e.Detail)
			}
		}
		c := r.Try()
		r.Refuses(app.Forbidden, c.Summary, c.Note(journal.Edited, Officer, report.AnswerAt("1")))
	}
}

func remarksAreMadeInReview(t *testing.T, open Opener) {
	s := begin(t, open)
	r := NewRecord(t, s.ports, "甲局")
	c := r.Try()
	r.Refuses(app.Forbidden, c.Summary, c.Note(journal.Remarked, Signer[2], report.RemarkAt("1")))
	r.Submitted()
	r.Append(r.Note(journal.Remarked, Signer[1], report.RemarkAt("1")))
	c = r.Try()
	returned := c.Sign(signoff.Return, Signer[1], "请改正")
	r.Refuses(app.Forbidden, c.Summary, returned, c.Note(journal.Edited, Officer, report.RemarkAt("2")))
	for _, a := range []form.Address{"text2", report.AnswerAt("1"), report.ExplainAt("1")} {
		c = r.Try()
		r.Refuses(app.Forbidden, c.Summary, c.Note(journal.Remarked, Signer[1], a))
	}
	r.Approved()
	c = r.Try()
	r.Refuses(app.Forbidden, c.Summary, c.Note(journal.Remarked, Signer[3], report.RemarkAt("2")))
}

func transitionThatCannotFollowIsForbidden(t *testing.T, open Opener) {
	edited := func(by string) func(r *Record) {
		return func(r *Record) { r.Append(r.Edit(journal.Edited, by)) }
	}
	submitted := func(r *Record) { r.Submitted() }
	first := func(r *Record) { r.Submitted(); r.Append(r.Sign(signoff.Approve, Signer[1], "")) }
	second := func(r *Record) { first(r); r.Append(r.Sign(signoff.Approve, Signer[2], "")) }
	for name, tt := range map[string]struct {
		before func(*Record)
		act    func(*Record) *signoff.Transition
		want   string
	}{
		"approval of a draft": {edited(""), func(r *Record) *signoff.Transition { return r.Propose(signoff.Approve, Signer[1], "") }, "不在审签中"},
		"second submission":   {submitted, func(r *Record) *signoff.Transition { return r.Propose(signoff.Submit, Officer, "") }, "不能再次送审"},
		"no level": {edited(""), func(r *Record) *signoff.Transition {
			a := r.Propose(signoff.Submit, Officer, "")
			a.Chain = Chain[:0]
			return a
		}, "级"},
		"a level left out": {submitted, func(r *Record) *signoff.Transition {
			a := r.Propose(signoff.Approve, Signer[2], "")
			a.Level = 2
			return a
		}, "级别"},
		"two levels by one": {first, func(r *Record) *signoff.Transition { return r.Propose(signoff.Approve, Signer[1], "") }, "两级"},
		"work of one's own": {
			func(r *Record) {
				r.Append(r.Sign(signoff.Submit, Signer[2], ""))
				r.Append(r.Sign(signoff.Withdraw, Signer[2], ""))
				first(r)
			},
			func(r *Record) *signoff.Transition { return r.Propose(signoff.Approve, Signer[2], "") }, "送审人",
		},
		"return without a reason": {submitted, func(r *Record) *signoff.Transition { return r.Propose(signoff.Return, Signer[1], "") }, "理由"},
		"withdrawal by another":   {submitted, func(r *Record) *signoff.Transition { return r.Propose(signoff.Withdraw, Signer[2], "") }, "本人"},
		"late withdrawal":         {second, func(r *Record) *signoff.Transition { return r.Propose(signoff.Withdraw, Officer, "") }, "已经处理"},
		"reopening in review":     {first, func(r *Record) *signoff.Transition { return r.Propose(signoff.Reopen, Officer, "漏报") }, "没有审批"},
		"another round": {submitted, func(r *Record) *signoff.Transition {
			a := r.Propose(signoff.Approve, Signer[1], "")
			a.Round = 2
			return a
		}, "轮次"},
		"an unknown act": {submitted, func(r *Record) *signoff.Transition { return r.Propose("x", Officer, "") }, "种类"},
	} {
		t.Run(name, func(t *testing.T) {
			r := NewRecord(t, begin(t, open).ports, "甲局")
			tt.before(r)
			c := r.Try()
			e := c.Next(journal.Entry{Kind: journal.Transitioned, By: "某人", Transition: tt.act(r)})
			if got := r.Refuses(app.Forbidden, c.Summary, e); !strings.Contains(got.Sentence, tt.want) {
				t.Errorf("the detail is %q, want one with %q", got.Sentence, tt.want)
			}
		})
	}
}

func receivedHistoryIsJudgedEntryByEntry(t *testing.T, open Opener) {
	s := begin(t, open)
	course := func(r *Record) []journal.Entry {
		return []journal.Entry{
			r.Note(journal.Remarked, Signer[1], report.RemarkAt("1")), r.Sign(signoff.Return, Signer[1], "请改正"),
			r.Note(journal.Edited, Officer, report.AnswerAt("1")), r.Edit(journal.Edited, Officer), r.Sign(signoff.Submit, Officer, ""),
			r.Sign(signoff.Approve, Signer[1], ""),
		}
	}
	r := NewRecord(t, s.ports, "甲局").Submitted()
	c := r.Try()
	entries := course(c)
	r.Refuses(app.Forbidden, c.Summary, append(entries, c.Edit(journal.Edited, Officer))...)
	c = r.Try()
	r.Refuses(app.Forbidden, c.Summary, append([]journal.Entry{c.Edit(journal.Edited, Officer)}, course(c)...)...)
	c = r.Try()
	entries = course(c)
	r.Refuses(app.Conflict, c.Summary, append(entries, entries[5])...)

	r.Append(course(r)...)
	d, err := s.Load(ctx, r.Summary.ID)
	must(t, err)
	if d.Summary.StateName != "待审核" || d.Values["cell"] != "120" || len(d.Entries) != 8 {
		t.Errorf("after the course: %+v", d)
	}

	// A report that is new here comes with its course as a whole.
	must(t, s.Delete(ctx, r.Summary.ID, time.Now()))
	id, err := s.Create(ctx, r.Summary, d.Entries)
	must(t, err)
	again, err := s.Load(ctx, id)
	must(t, err)
	if again.Summary.ID = d.Summary.ID; !reflect.DeepEqual(again, d) {
		t.Errorf("created anew:\n got %+v\nwant %+v", again, d)
	}
	r.Summary.ID = id
	c = r.Try()
	r.Refuses(app.Forbidden, c.Summary, c.Edit(journal.Edited, Officer))
}

func summaryMustAgreeWithTheJournal(t *testing.T, open Opener) {
	r := NewRecord(t, begin(t, open).ports, "甲局")
	as := func(sum app.Summary, stage signoff.Stage, name string, level int) app.Summary {
		sum.Stage, sum.StateName, sum.Level = stage, name, level
		return sum
	}
	c := r.Try()
	edited := c.Edit(journal.Edited, Officer)
	r.Refuses(app.Conflict, as(c.Summary, signoff.Approved, "已审批", 0), edited)
	r.Refuses(app.Conflict, as(c.Summary, signoff.Drafting, "退回修改", 0), edited)
	c = r.Try()
	submitted := c.Sign(signoff.Submit, Officer, "")
	r.Refuses(app.Conflict, as(c.Summary, signoff.Drafting, "草稿", 0), submitted)
	r.Refuses(app.Conflict, as(c.Summary, signoff.Reviewing, "待审核", 2), submitted)

	whole := Summary("乙局", 2024)
	whole.Stage, whole.StateName = signoff.Approved, "已审批"
	_, err := r.Ports.Journal.Create(ctx, whole, []journal.Entry{{Seq: 1, Kind: journal.Imported}})
	wantCode(t, err, app.Conflict)
	_, err = r.Ports.Drafts.Find(ctx, whole.UID)
	wantCode(t, err, app.NotFound)
}

func deletedDraftTakesNothing(t *testing.T, open Opener) {
	s := begin(t, open)
	r := NewRecord(t, s.ports, "甲局").Submitted()
	must(t, s.Delete(ctx, r.Summary.ID, time.Now()))
	for _, id := range []int64{r.Summary.ID, 4711} {
		c := r.Try()
		c.Summary.ID = id
		wantCode(t, s.Append(ctx, c.Summary, []journal.Entry{c.Sign(signoff.Approve, Signer[1], "")}), app.NotFound)
		c = r.Try()
		c.Summary.ID = id
		wantCode(t, s.Append(ctx, c.Summary, []journal.Entry{c.Edit(journal.Edited, "")}), app.NotFound)
	}
}

// TestStoreAgreesWithTheReview lets anybody try anything; the store takes what
// the sign-off allows and nothing else, one by one and as a whole.
func storeAgreesWithTheSignOff(t *testing.T, open Opener) {
	s := begin(t, open)
	n := 0
	rapid.Check(t, func(rt *rapid.T) {
		n++
		r := NewRecord(t, s.ports, fmt.Sprintf("第%d局", n))
		for range rapid.IntRange(1, 25).Draw(rt, "entries") {
			r.anything(rt)
		}
		d, err := s.Load(ctx, r.Summary.ID)
		must(t, err)
		r.Summary.Unit += "（副本）"
		r.Summary.UID = journal.NewUID()
		id, err := s.Create(ctx, r.Summary, d.Entries)
		must(t, err)
		again, err := s.Load(ctx, id)
		must(t, err)
		r.Summary.ID = id
		if !reflect.DeepEqual(again.Summary, r.Summary) || !reflect.DeepEqual(again.Entries, d.Entries) || !reflect.DeepEqual(again.Values, d.Values) {
			rt.Fatalf("as a whole:\n got %+v\nwant %+v", again, d)
		}
	})
}

// anything tries a random entry and goes on where it was taken.
func (r *Record) anything(rt *rapid.T) {
	c := r.Try()
	person := rapid.SampledFrom(Signer).Draw(rt, "person")
	var e journal.Entry
	allowed := r.State.Stage == signoff.Drafting
	switch what := rapid.SampledFrom([]string{"edit", "remark", "submit", "approve", "approve", "approve", "return", "withdraw", "reopen"}).Draw(rt, "what"); what {
	case "edit":
		e = c.Edit(journal.Edited, person)
	case "remark":
		allowed = r.State.Stage == signoff.Reviewing
		e = c.Note(journal.Remarked, person, report.RemarkAt(fmt.Sprint(r.Seq)))
	default:
		a := r.Propose(signoff.Kind(what), person, rapid.SampledFrom([]string{"", "请改正"}).Draw(rt, "opinion"))
		allowed = r.State.Fits(a) == nil
		e = c.Next(journal.Entry{Kind: journal.Transitioned, By: person, Transition: a})
	}
	if !allowed {
		r.Refuses(app.Forbidden, c.Summary, e)
		return
	}
	if err := r.Ports.Journal.Append(ctx, c.Summary, []journal.Entry{e}); err != nil {
		rt.Fatalf("%+v was refused: %v", e, err)
	}
	*r = *c
}
