package office_test

import (
	"strings"
	"testing"

	"nianbao/app"
	"nianbao/app/apptest"
	"nianbao/app/exchange"
	"nianbao/app/office"
	"nianbao/app/proof"
	"nianbao/app/roster"
	"nianbao/app/signoff"
)

// Who signs for somebody else cannot have somebody sign for them in that: whose level
// it is would not be seen any more.
func TestADeputyHasNoDeputy(t *testing.T) {
	o := newBureau(t)
	first, second := o.join(o.station(), "赵六", "副局长", 1), o.join(o.station(), "钱七", "副局长", 1)
	o.a.Must(o.a.Deputize(ctx, apptest.Password, first, o.leader, []int{3}))
	if err := o.a.Deputize(ctx, apptest.Password, second, first, []int{3}); app.CodeOf(err) != app.Invalid || !strings.Contains(app.Sentence(err), "代签只能代本人") {
		t.Errorf("%v", err)
	}
	r := &o.a.Memory.Office.Roster
	if got := r.Person(first).OwnLevels(); len(got) != 1 || got[0] != 1 || len(r.Person(second).Deputyships()) > 0 {
		t.Errorf("own levels %v", got)
	}
	o.a.Must(o.a.Deputize(ctx, apptest.Password, second, o.leader, []int{3}))
}

// Who found a lost workstation, and has its password, cannot let its key vouch for
// another one.
func TestAKeyThatWasReplacedVouchesForNothing(t *testing.T) {
	o := newBureau(t)
	lost, fresh := o.b, o.station()
	o.news(fresh)
	o.a.Must(o.a.Register(ctx, apptest.Password, o.ask(fresh, office.Applicant{Person: o.head, Name: "李四", Post: "办公室主任"}), []int{2}))
	stolen := o.ask(lost, office.Applicant{Person: o.head, Name: "李四", Post: "办公室主任", Old: apptest.Password, Password: apptest.Password})
	if err := o.a.Register(ctx, apptest.Password, stolen, []int{2}); app.CodeOf(err) != app.Forbidden || !strings.Contains(app.Sentence(err), "丢失的电脑") {
		t.Errorf("%v", err)
	}
	if p := o.a.Memory.Office.Roster.Person(o.head); p.Current() == stolen.Key {
		t.Error("it is registered")
	}
	// In a roster of before it may stand: it counts as asked for with the new key.
	p := *o.a.Memory.Office.Roster.Person(o.head)
	p.Registrations = append(p.Registrations, roster.Registration{Name: "李四", Key: stolen.Key, Request: stolen})
	if got := p.Asked(); got != roster.ByNewKey {
		t.Errorf("asked %d", got)
	}
}

// Where fewer than two people are left to sign for another key of the office, that is
// said before a file goes round in vain; and the way that is left is an honest one.
func TestAnOfficeOfOnePersonBeginsAnew(t *testing.T) {
	w, other := apptest.NewWorkstation(t), apptest.NewWorkstation(t)
	officer, head, leader := w.CreateRoster()
	id := w.Example()
	w.Sign(officer, id, signoff.Submit, "")
	w.Sign(officer, id, signoff.Approve, "")
	w.Sign(head, id, signoff.Approve, "")
	w.Sign(leader, id, signoff.Approve, "")
	other.Must(other.SetRoster(w))
	file := handedOver(w, id)
	if _, err := w.RequestKey(ctx, another, []string{officer, head}); app.CodeOf(err) != app.Forbidden || !strings.Contains(app.Sentence(err), "两个人") || !strings.Contains(app.Sentence(err), "refound") {
		t.Errorf("%v", err)
	}
	if _, err := w.RequestKey(ctx, another, []string{officer}); err != nil {
		t.Errorf("two are left: %v", err)
	}
	old := w.Memory.Office.Roster.OfficeKey
	if err := w.Administration.CreateRoster(ctx, "示例县自然资源局", another, roster.DefaultChain()); app.CodeOf(err) != app.Forbidden {
		t.Errorf("%v", err)
	}
	w.Must(w.Refound(ctx, "示例县自然资源局", another, roster.Chain{{Name: "单位行政负责人审批", Short: "审批"}}))
	r := &w.Memory.Office.Roster
	if r.OfficeKey == old || r.Version != 1 || len(r.People) != 0 || len(r.Former) != 0 {
		t.Errorf("%+v", r)
	}
	// What was signed before is judged by the old roster, and nobody signs on.
	if s := w.As("", id); len(s.Doubts()) > 0 || s.Watermark() != "" || s.May(signoff.Reopen).OK || !strings.Contains(s.May(signoff.Reopen).Reason, "示例县自然资源局") {
		t.Errorf("%v %q %s", s.Doubts(), s.Watermark(), s.May(signoff.Reopen).Reason)
	}
	if v, err := exchange.At(w.Service).OpenPackage(ctx, file); err != nil || v.Proof.Outcome() != proof.Holds || v.NewOffice {
		t.Errorf("%v, %+v", err, v)
	}
	// The people ask anew, and go on by the new one.
	req, err := w.RequestRegistration(ctx, office.Applicant{Name: "孙八", Post: "馆长", Password: apptest.Password})
	w.Must(err)
	w.Must(w.Register(ctx, another, req, []int{1}))
	next, err := w.Create(ctx, app.NewReport{Unit: "示例县档案馆", Year: 2025})
	w.Must(err)
	if s := w.As(req.Person, next); s.Actor().Foreign != "" || !s.Actor().HasKey {
		t.Errorf("%+v", s.Actor())
	}
	// Elsewhere it is another office, whose code is compared.
	a, err := exchange.At(other.Service).OpenPackage(ctx, rosterOf(w))
	other.Must(err)
	if !a.NewOffice || !a.Other {
		t.Errorf("taken for the old one: %+v", a)
	}
}

func handedOver(w *apptest.Workstation, id int64) []byte {
	w.T.Helper()
	raw, err := exchange.At(w.Service).HandOver(ctx, w.As("", id))
	w.Must(err)
	return raw
}
