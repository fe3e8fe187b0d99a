package exchange_test

import (
	"slices"
	"strings"
	"testing"

	"nianbao/app"
	"nianbao/app/apptest"
	"nianbao/app/exchange"
	"nianbao/app/form"
	"nianbao/app/handover"
	"nianbao/app/overview"
	"nianbao/app/proof"
	"nianbao/app/signoff"
)

// received is a key figure: 本年新收.
const received form.Address = "requests.received.natural_person"

// withLastYear is a workstation with the example and the unit's report of the year
// before, in which one figure stands.
func withLastYear(t *testing.T) (w *apptest.Workstation, id int64, officer, head string) {
	t.Helper()
	w = apptest.NewWorkstation(t)
	officer, head, _ = w.CreateRoster()
	id = w.Example()
	r := w.As(officer, id).Report()
	last, err := w.Create(ctx, app.NewReport{Unit: r.Unit(), Year: r.Year() - 1})
	w.Must(err)
	w.Must(w.Set(officer, last, received, "41"))
	return w, id, officer, head
}

// lastYearOf is what a report is compared with at a workstation.
func lastYearOf(w *apptest.Workstation, id int64) *app.LastYear {
	w.T.Helper()
	s := w.As("", id)
	last, err := w.LastYearOf(ctx, s.UID(), s.Report().Unit(), s.Report().Year())
	w.Must(err)
	return last
}

// Figures of the year before go along with a report, from hand to hand, and say
// where they come from. Whoever has that report compares with it.
func TestFiguresOfTheYearBeforeGoAlong(t *testing.T) {
	one, id, officer, head := withLastYear(t)
	two, three := apptest.NewWorkstation(t), apptest.NewWorkstation(t)
	two.Must(two.SetRoster(one))
	three.Must(three.SetRoster(one))
	one.Sign(officer, id, signoff.Submit, "")
	at := take(two, handOver(one, id))
	last := lastYearOf(two, at)
	if last == nil || last.Report.Raw(received) != "41" || last.From == nil || last.From.By != "" || last.From.Signer != "" || !last.Doubtful() || !strings.Contains(last.Says(), "没有签名") {
		t.Fatalf("came along: %+v", last)
	}
	// Handed on, signed: the name of who had the report stays, the signature is new.
	two.Clock.At = one.Clock.At
	two.Must(two.Keys.PutKey(ctx, head, one.Memory.Keys[head].Sealed))
	s := two.As(head, at)
	a, err := s.Propose(signoff.HandedOver, "")
	two.Must(err)
	key, err := two.Unlock(ctx, head, apptest.Password)
	two.Must(err)
	raw, err := two.HandOverSigned(ctx, s, a, key)
	two.Must(err)
	if v := verify(two, raw); v.Outcome != proof.Holds {
		t.Errorf("%s: %s", v.Outcome, v.Sentence)
	}
	there := take(three, raw)
	if last = lastYearOf(three, there); last == nil || last.From.Signer != "李四" || last.Report.Raw(received) != "41" || !strings.Contains(last.Says(), "移交时由李四签名") {
		t.Errorf("handed on: %+v", last)
	}
	// Unsigned ones do not take the place of signed ones.
	one.Must(one.Set(officer, lastID(one, id), received, "42"))
	one.Sign(officer, id, signoff.Approve, "")
	take(three, handOver(one, id))
	if last = lastYearOf(three, there); last.Report.Raw(received) != "41" || last.From.Signer != "李四" {
		t.Errorf("unsigned figures took the place of signed ones: %+v", last)
	}
	// One's own report is what is compared with.
	if last = lastYearOf(one, id); last.From != nil || last.Report.Raw(received) != "42" || strings.Contains(last.Says(), "随移交文件") {
		t.Errorf("where the report is: %+v", last)
	}
	if f := s.Overview(lastYearOf(two, at), 0).Figures; !slices.ContainsFunc(f, func(f overview.Figure) bool { return !f.Before.Blank() }) {
		t.Errorf("nothing is compared: %+v", f)
	}
}

func lastID(w *apptest.Workstation, id int64) int64 {
	for other := range w.Memory.Drafts {
		if other != id {
			return other
		}
	}
	return 0
}

// Nothing but figures of that report, as they are stored, is taken in; and what a
// signature covers cannot be changed, nor taken away.
func TestFiguresOfTheYearBeforeAreHeldToTheirForm(t *testing.T) {
	w, id, officer, _ := withLastYear(t)
	w.Sign(officer, id, signoff.Submit, "")
	raw := handOver(w, id)
	figure := func(f *handover.File) *handover.Figure { return &f.LastYear.Figures[0] }
	for name, change := range map[string]func(f *handover.File){
		"another spelling": func(f *handover.File) { figure(f).Value = "041" },
		"no figure":        func(f *handover.File) { figure(f).Value = "x" },
		"blank":            func(f *handover.File) { figure(f).Value = "" },
		"no such place":    func(f *handover.File) { figure(f).Address = "requests.nothing" },
		"a text":           func(f *handover.File) { figure(f).Address, figure(f).Value = "overview.lead", "依法" },
		"a computed total": func(f *handover.File) { figure(f).Address = "requests.received.total" },
		"twice":            func(f *handover.File) { f.LastYear.Figures = append(f.LastYear.Figures, *figure(f)) },
		"another year":     func(f *handover.File) { f.LastYear.Year-- },
		"another edition":  func(f *handover.File) { f.LastYear.Edition = "1999" },
		"another stage":    func(f *handover.File) { f.LastYear.Stage = "published" },
		"a name that ends": func(f *handover.File) { f.LastYear.By = "张三\x1b[2J" },
		"no end": func(f *handover.File) {
			for i := range 600 {
				f.LastYear.Figures = append(f.LastYear.Figures, handover.Figure{Address: form.Address("z" + jsonNumber(1000+i)), Value: "1"})
			}
		},
	} {
		if _, err := w.OpenPackage(ctx, forge(t, raw, change)); app.CodeOf(err) != app.Untrusted {
			t.Errorf("%s: %v", name, err)
		}
	}
	s := w.As(officer, id)
	a, err := s.Propose(signoff.HandedOver, "")
	w.Must(err)
	key, err := w.Unlock(ctx, officer, apptest.Password)
	w.Must(err)
	raw, err = w.HandOverSigned(ctx, s, a, key)
	w.Must(err)
	for name, change := range map[string]func(f *handover.File){
		"another figure": func(f *handover.File) { figure(f).Value = "4100" },
		"taken away":     func(f *handover.File) { f.LastYear = nil },
		"called sound":   func(f *handover.File) { f.LastYear.Stage = signoff.Approved },
	} {
		if v := verify(w, forge(t, raw, change)); v.Outcome != proof.Damaged {
			t.Errorf("%s: %s %s", name, v.Outcome, v.Sentence)
		}
	}
}

// Versions of before open what they know.
func TestAFileWithoutFiguresOfTheYearBeforeKeepsItsFormat(t *testing.T) {
	w := apptest.NewWorkstation(t)
	id := w.Small()
	a, err := w.OpenPackage(ctx, handOver(w, id))
	w.Must(err)
	if a.File.Format != handover.FormatFirst || a.LastYear != nil || lastYearOf(w, id) != nil {
		t.Errorf("format %d, %v", a.File.Format, a.LastYear)
	}
	with, id, _, _ := withLastYear(t)
	if a, err = with.OpenPackage(ctx, handOver(with, id)); err != nil || a.File.Format != handover.FormatThird {
		t.Errorf("format %d, %v", a.File.Format, err)
	}
	_, err = with.Accept(ctx, a, exchange.KeepOurs)
	with.Must(err)
}
