package store_test

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

func TestSignOffComesBackAsStored(t *testing.T) {
	dir := folder(t)
	s := openIn(t, dir)
	r := newRecord(t, s, "某某市教育局")
	var want []journal.Entry
	names := []string{"草稿"}
	for _, step := range []func() journal.Entry{
		func() journal.Entry { return r.edit(journal.Edited, officer) },
		func() journal.Entry { return r.act(signoff.Submit, officer, "") },
		func() journal.Entry { return r.act(signoff.Approve, signer[1], "数据已核对<&>\u2028𠀀") },
		func() journal.Entry { return r.note(journal.Remarked, signer[2], report.RemarkAt("1")) },
		func() journal.Entry { return r.act(signoff.Return, signer[2], "请改正") },
		func() journal.Entry { return r.note(journal.Edited, officer, report.AnswerAt("1")) },
		func() journal.Entry { return r.edit(journal.Edited, officer) },
		func() journal.Entry { return r.act(signoff.Submit, officer, "") },
		func() journal.Entry { return r.act(signoff.Withdraw, officer, "") },
		func() journal.Entry { return r.act(signoff.Submit, officer, "") },
		func() journal.Entry { return r.act(signoff.Approve, signer[1], "") },
		func() journal.Entry { return r.act(signoff.Approve, signer[2], "") },
		func() journal.Entry { return r.act(signoff.Approve, signer[3], "") },
		func() journal.Entry { return r.act(signoff.Reopen, officer, "漏报一件") },
		func() journal.Entry { return r.edit(journal.Edited, officer) },
	} {
		e := step()
		want = append(want, e)
		r.append(e)
		list, err := s.List(ctx)
		must(t, err)
		if !reflect.DeepEqual(list, []app.Summary{r.sum}) {
			t.Errorf("the list shows\n%+v, want\n%+v", list, r.sum)
		}
		names = append(names, list[0].StateName)
	}
	if got := strings.Join(names, " "); got != "草稿 草稿 待初审 待审核 待审核 退回修改 退回修改 退回修改 待初审 草稿 待初审 待审核 待审批 已审批 草稿 草稿" {
		t.Errorf("the states were %s", got)
	}
	must(t, s.Close())
	d, err := openIn(t, dir).Load(ctx, r.sum.ID)
	must(t, err)
	if !reflect.DeepEqual(d.Summary, r.sum) {
		t.Errorf("summary:\n got %+v\nwant %+v", d.Summary, r.sum)
	}
	if !reflect.DeepEqual(d.Entries[1:], want) {
		t.Errorf("entries:\n got %+v\nwant %+v", d.Entries[1:], want)
	}
}

func TestLockedDraftIsNotEdited(t *testing.T) {
	s := open(t)
	for name, r := range map[string]*record{
		"待初审": newRecord(t, s, "甲局").submitted(),
		"已审批": newRecord(t, s, "乙局").submitted().approved(),
	} {
		for _, kind := range []journal.Kind{journal.Edited, journal.Undone, journal.Redone, journal.Imported} {
			c := r.try()
			if e := r.refuses(app.Forbidden, c.sum, c.edit(kind, officer)); !strings.Contains(e.Sentence, name) {
				t.Errorf("%s: the sentence is %q", name, e.Sentence)
			}
		}
		c := r.try()
		r.refuses(app.Forbidden, c.sum, c.note(journal.Edited, officer, report.AnswerAt("1")))
	}
}

// The store does not lean on its triggers alone: another program may have
// dropped them.
func TestLockHoldsWithoutTriggers(t *testing.T) {
	s := open(t)
	r := newRecord(t, s, "甲局")
	stale := r.try() // of a window that does not know of the submission
	r.submitted()
	must(t, s.Exec("DROP TRIGGER entry_is_appended"))
	other := newRecord(t, s, "乙局")
	gap := other.try()
	gap.seq++
	gap.refuses(app.Conflict, gap.sum, gap.edit(journal.Edited, officer))
	c := r.try()
	r.refuses(app.Forbidden, c.sum, c.edit(journal.Edited, officer))
	c = r.try()
	r.refuses(app.Forbidden, c.sum, c.note(journal.Remarked, signer[1], "cell2"))
	c = r.try()
	r.refuses(app.Forbidden, c.sum, c.edit(journal.Edited, officer), c.act(signoff.Return, signer[1], "请改正"))
	stale.seq++ // the right number, by chance
	stale.refuses(app.Conflict, stale.sum, stale.edit(journal.Edited, officer))
	r.approved()
	c = r.try()
	r.refuses(app.Forbidden, c.sum, c.note(journal.Remarked, signer[1], report.RemarkAt("1")))
}

func TestRemarksAreMadeInReview(t *testing.T) {
	s := open(t)
	r := newRecord(t, s, "甲局")
	c := r.try()
	r.refuses(app.Forbidden, c.sum, c.note(journal.Remarked, signer[2], report.RemarkAt("1")))
	r.submitted()
	r.append(r.note(journal.Remarked, signer[1], report.RemarkAt("1")))
	c = r.try()
	returned := c.act(signoff.Return, signer[1], "请改正")
	r.refuses(app.Forbidden, c.sum, returned, c.note(journal.Edited, officer, report.RemarkAt("2")))
	for _, a := range []form.Address{"text2", report.AnswerAt("1"), report.ExplainAt("1")} {
		c = r.try()
		r.refuses(app.Forbidden, c.sum, c.note(journal.Remarked, signer[1], a))
	}
	r.approved()
	c = r.try()
	r.refuses(app.Forbidden, c.sum, c.note(journal.Remarked, signer[3], report.RemarkAt("2")))
}

func TestActThatCannotFollowIsForbidden(t *testing.T) {
	edited := func(by string) func(r *record) {
		return func(r *record) { r.append(r.edit(journal.Edited, by)) }
	}
	submitted := func(r *record) { r.submitted() }
	first := func(r *record) { r.submitted(); r.append(r.act(signoff.Approve, signer[1], "")) }
	for name, tt := range map[string]struct {
		before func(*record)
		act    func(*record) *signoff.Transition
		want   string
	}{
		"approval of a draft": {edited(""), func(r *record) *signoff.Transition { return r.proposed(signoff.Approve, signer[1], "") }, "不在审签中"},
		"second submission":   {submitted, func(r *record) *signoff.Transition { return r.proposed(signoff.Submit, officer, "") }, "不能再次送审"},
		"one level": {edited(""), func(r *record) *signoff.Transition {
			a := r.proposed(signoff.Submit, officer, "")
			a.Chain = chain[:1]
			return a
		}, "级"},
		"a level left out": {submitted, func(r *record) *signoff.Transition {
			a := r.proposed(signoff.Approve, signer[2], "")
			a.Level = 2
			return a
		}, "顺序"},
		"two levels by one":     {first, func(r *record) *signoff.Transition { return r.proposed(signoff.Approve, signer[1], "") }, "两级"},
		"return by one of them": {first, func(r *record) *signoff.Transition { return r.proposed(signoff.Return, signer[1], "重填") }, "两级"},
		"work of one's own": {
			func(r *record) { edited(signer[2])(r); first(r) },
			func(r *record) *signoff.Transition { return r.proposed(signoff.Approve, signer[2], "") }, "编制",
		},
		"return without a reason": {submitted, func(r *record) *signoff.Transition { return r.proposed(signoff.Return, signer[1], "") }, "理由"},
		"withdrawal by another":   {submitted, func(r *record) *signoff.Transition { return r.proposed(signoff.Withdraw, signer[2], "") }, "本人"},
		"late withdrawal":         {first, func(r *record) *signoff.Transition { return r.proposed(signoff.Withdraw, officer, "") }, "已经处理"},
		"reopening in review":     {first, func(r *record) *signoff.Transition { return r.proposed(signoff.Reopen, officer, "漏报") }, "没有审批"},
		"another round": {submitted, func(r *record) *signoff.Transition {
			a := r.proposed(signoff.Approve, signer[1], "")
			a.Round = 2
			return a
		}, "轮次"},
		"an unknown act": {submitted, func(r *record) *signoff.Transition { return r.proposed("x", officer, "") }, "不认识"},
	} {
		t.Run(name, func(t *testing.T) {
			r := newRecord(t, open(t), "甲局")
			tt.before(r)
			c := r.try()
			e := c.next(journal.Entry{Kind: journal.Transitioned, By: "某人", Transition: tt.act(r)})
			if got := r.refuses(app.Forbidden, c.sum, e); !strings.Contains(got.Sentence, tt.want) {
				t.Errorf("the sentence is %q, want one with %q", got.Sentence, tt.want)
			}
		})
	}
}

func TestReceivedCourseIsFollowedEntryByEntry(t *testing.T) {
	s := open(t)
	course := func(r *record) []journal.Entry {
		return []journal.Entry{
			r.note(journal.Remarked, signer[1], report.RemarkAt("1")), r.act(signoff.Return, signer[1], "请改正"),
			r.note(journal.Edited, officer, report.AnswerAt("1")), r.edit(journal.Edited, officer), r.act(signoff.Submit, officer, ""),
			r.act(signoff.Approve, signer[1], ""),
		}
	}
	r := newRecord(t, s, "甲局").submitted()
	c := r.try()
	entries := course(c)
	r.refuses(app.Forbidden, c.sum, append(entries, c.edit(journal.Edited, officer))...)
	c = r.try()
	r.refuses(app.Forbidden, c.sum, append([]journal.Entry{c.edit(journal.Edited, officer)}, course(c)...)...)
	c = r.try()
	entries = course(c)
	r.refuses(app.Conflict, c.sum, append(entries, entries[5])...)

	r.append(course(r)...)
	d, err := s.Load(ctx, r.sum.ID)
	must(t, err)
	if d.Summary.StateName != "待审核" || d.Values["cell"] != "120" || len(d.Entries) != 8 {
		t.Errorf("after the course: %+v", d)
	}

	// A report that is new here comes with its course as a whole.
	must(t, s.Delete(ctx, r.sum.ID, time.Now()))
	id, err := s.Create(ctx, r.sum, d.Entries)
	must(t, err)
	again, err := s.Load(ctx, id)
	must(t, err)
	if again.Summary.ID = d.Summary.ID; !reflect.DeepEqual(again, d) {
		t.Errorf("created anew:\n got %+v\nwant %+v", again, d)
	}
	r.sum.ID = id
	c = r.try()
	r.refuses(app.Forbidden, c.sum, c.edit(journal.Edited, officer))
}

func TestSummaryMustAgreeWithTheActs(t *testing.T) {
	r := newRecord(t, open(t), "甲局")
	as := func(sum app.Summary, stage signoff.Stage, name string, level int) app.Summary {
		sum.Stage, sum.StateName, sum.Level = stage, name, level
		return sum
	}
	c := r.try()
	edited := c.edit(journal.Edited, officer)
	r.refuses(app.Conflict, as(c.sum, signoff.Approved, "已审批", 0), edited)
	r.refuses(app.Conflict, as(c.sum, signoff.Drafting, "退回修改", 0), edited)
	c = r.try()
	submitted := c.act(signoff.Submit, officer, "")
	r.refuses(app.Conflict, as(c.sum, signoff.Drafting, "草稿", 0), submitted)
	r.refuses(app.Conflict, as(c.sum, signoff.Reviewing, "待审核", 2), submitted)

	whole := summary("乙局", 2024)
	whole.Stage, whole.StateName = signoff.Approved, "已审批"
	_, err := r.s.Create(ctx, whole, []journal.Entry{{Seq: 1, Kind: journal.Imported}})
	wantCode(t, err, app.Conflict)
	_, err = r.s.Find(ctx, whole.UID)
	wantCode(t, err, app.NotFound)
}

// Two windows of one draft: the second act is one on a journal that has gone on.
func TestActOfAnotherWindowIsAConflict(t *testing.T) {
	dir := folder(t)
	a, b := openIn(t, dir), openIn(t, dir)
	r := newRecord(t, a, "甲局").submitted()
	other := r.try()
	other.s = b
	r.append(r.act(signoff.Approve, signer[1], ""))
	other.refuses(app.Conflict, other.sum, other.act(signoff.Return, signer[1], "请改正"))
	r.append(r.act(signoff.Return, signer[2], "请改正"))
	edit := other.try()
	other.refuses(app.Conflict, edit.sum, edit.edit(journal.Edited, officer))
}

func TestActOfADeletedDraftIsNotFound(t *testing.T) {
	s := open(t)
	r := newRecord(t, s, "甲局").submitted()
	must(t, s.Delete(ctx, r.sum.ID, time.Now()))
	for _, id := range []int64{r.sum.ID, 4711} {
		c := r.try()
		c.sum.ID = id
		wantCode(t, s.Append(ctx, c.sum, []journal.Entry{c.act(signoff.Approve, signer[1], "")}), app.NotFound)
		c = r.try()
		c.sum.ID = id
		wantCode(t, s.Append(ctx, c.sum, []journal.Entry{c.edit(journal.Edited, "")}), app.NotFound)
	}
}

// TestStoreAgreesWithTheReview lets anybody try anything; the store takes what
// the sign-off allows and nothing else, one by one and as a whole.
func TestStoreAgreesWithTheReview(t *testing.T) {
	s := open(t)
	n := 0
	rapid.Check(t, func(rt *rapid.T) {
		n++
		r := newRecord(t, s, fmt.Sprintf("第%d局", n))
		for range rapid.IntRange(1, 25).Draw(rt, "entries") {
			r.anything(rt)
		}
		d, err := s.Load(ctx, r.sum.ID)
		must(t, err)
		r.sum.Unit += "（副本）"
		r.sum.UID = journal.NewUID()
		id, err := s.Create(ctx, r.sum, d.Entries)
		must(t, err)
		again, err := s.Load(ctx, id)
		must(t, err)
		r.sum.ID = id
		if !reflect.DeepEqual(again.Summary, r.sum) || !reflect.DeepEqual(again.Entries, d.Entries) || !reflect.DeepEqual(again.Values, d.Values) {
			rt.Fatalf("as a whole:\n got %+v\nwant %+v", again, d)
		}
	})
}

// anything tries a random entry and goes on where it was taken.
func (r *record) anything(rt *rapid.T) {
	c := r.try()
	person := rapid.SampledFrom(signer).Draw(rt, "person")
	var e journal.Entry
	allowed := r.state.Stage == signoff.Drafting
	switch what := rapid.SampledFrom([]string{"edit", "remark", "submit", "approve", "approve", "approve", "return", "withdraw", "reopen"}).Draw(rt, "what"); what {
	case "edit":
		e = c.edit(journal.Edited, person)
	case "remark":
		allowed = r.state.Stage == signoff.Reviewing
		e = c.note(journal.Remarked, person, report.RemarkAt(fmt.Sprint(r.seq)))
	default:
		a := r.proposed(signoff.Kind(what), person, rapid.SampledFrom([]string{"", "请改正"}).Draw(rt, "opinion"))
		allowed = r.state.Fits(a) == nil
		e = c.next(journal.Entry{Kind: journal.Transitioned, By: person, Transition: a})
	}
	if !allowed {
		r.refuses(app.Forbidden, c.sum, e)
		return
	}
	if err := r.s.Append(ctx, c.sum, []journal.Entry{e}); err != nil {
		rt.Fatalf("%+v was refused: %v", e, err)
	}
	*r = *c
}
