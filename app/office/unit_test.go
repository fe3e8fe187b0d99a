package office_test

import (
	"strings"
	"testing"

	"nianbao/app/apptest"
	"nianbao/app/roster"
	"nianbao/app/signoff"
)

// An office of one person has one level: who sends the report on signs it, and the
// form says so.
func TestAnOfficeOfOnePerson(t *testing.T) {
	w := apptest.NewWorkstation(t)
	w.Must(w.Administration.CreateRoster(ctx, "示例县自然资源局", apptest.Password, roster.NewChain([]string{"单位负责人审批"})))
	if w.Memory.Office.Roster.Format != roster.LatestFormat {
		t.Error("programs of before would refuse the levels and not say why")
	}
	only := w.Join("张三", "主任", 1)
	id := w.Example()
	if said := w.As(only, id).BeforeSigning(signoff.Submit); len(said) > 0 {
		t.Errorf("%q", said)
	}
	w.Sign(only, id, signoff.Submit, "")
	w.Sign(only, id, signoff.Approve, "同意")
	s := w.As(only, id)
	if s.State().Stage != signoff.Approved || len(s.Problems()) > 0 || s.Watermark() != "" {
		t.Fatalf("%s: %v", s.State().Name(), s.Problems())
	}
	if said := strings.Join(s.SignOffForm().History, ""); !strings.Contains(said, "送审和签名的是同一人") {
		t.Errorf("the form says %q", said)
	}
	raw, err := w.HandOver(ctx, s)
	w.Must(err)
	reader := apptest.NewWorkstation(t)
	if s := reader.As("", take(reader, raw)); len(s.Problems()) > 0 {
		t.Errorf("elsewhere: %v", s.Problems())
	}
	// With others in the office, the form says nothing of the kind.
	w.Must(w.SetChain(ctx, apptest.Password, roster.DefaultChain()))
	if !s.State().OnePerson() {
		t.Error("what was signed is another thing now")
	}
}

// A report of another unit than the roster's is said so before it is signed, and the
// form names the roster with its code.
func TestAReportOfAnotherUnitThanTheRosters(t *testing.T) {
	w := apptest.NewWorkstation(t)
	officer, head, leader := w.CreateRoster()
	own, other := w.Example(), w.Small()
	code := w.Memory.Office.Roster.OfficeKey.Code()
	for _, kind := range []signoff.Kind{signoff.Submit, signoff.Approve} {
		if said := strings.Join(w.As(officer, own).BeforeSigning(kind), ""); said != "" {
			t.Errorf("%s of one's own: %s", kind, said)
		}
		said := strings.Join(w.As(officer, other).BeforeSigning(kind), "")
		if !strings.Contains(said, "甲局") || !strings.Contains(said, "示例县自然资源局") || !strings.Contains(said, code) {
			t.Errorf("%s: %s", kind, said)
		}
		w.Sign(officer, own, kind, "")
		w.Sign(officer, other, kind, "")
	}
	for _, person := range []string{head, leader} {
		w.Sign(person, other, signoff.Approve, "同意")
	}
	if form := w.As(officer, other).SignOffForm(); form.Roster != "示例县自然资源局，名册代码 "+code {
		t.Errorf("the form names %q", form.Roster)
	}
	if form := w.As(officer, own).SignOffForm(); form.Roster != "" {
		t.Errorf("the form of one's own names %q", form.Roster)
	}
}
