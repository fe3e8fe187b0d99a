package counted_test

import (
	"strings"
	"testing"

	"nianbao/app/apptest"
	"nianbao/app/counted"
	"nianbao/app/form"
	"nianbao/app/keys"
	"nianbao/app/report"
)

// What counts of a register is kept in one spelling that adds up; nothing of it is a word
// of a row.
func TestANoteOfARegisterIsReadInOneSpellingAlone(t *testing.T) {
	with := func(rows, left string) string {
		return `{"file":"台账.xlsx","sm3":"` + digest + `","rows":` + rows + `,"left":[` + left + `]}`
	}
	outcome := `{"why":"unmapped_outcome","count":2,"rows":[{"sheet":1,"rows":"5,9"}]}`
	twice := `{"why":"twice","count":1,"rows":[{"sheet":1,"rows":"12"}]}`
	hidden := func(note, why string) string {
		return strings.TrimSuffix(note, "}") + `,"hidden":{"why":"` + why + `","count":1,"rows":[{"sheet":1,"rows":"7"}]}}`
	}
	for text, want := range map[string]bool{
		with("25", ""):                                                                      true,
		with("25", outcome+","+twice):                                                       true,
		with("3", outcome+","+twice):                                                        true, // none counts
		hidden(with("25", ""), "hidden"):                                                    true,
		with("25", `{"why":"twice","count":9,"rows":[]}`):                                   true, // too many to be named
		hidden(with("25", ""), "twice"):                                                     false,
		with("2", outcome+","+twice):                                                        false, // more are left than there are
		with("25", twice+","+outcome):                                                       false, // in another order
		with("25", twice+","+twice):                                                         false,
		with("25", `{"why":"hidden","count":1,"rows":[]}`):                                  false,
		with("25", `{"why":"twice","count":2,"rows":[{"sheet":1,"rows":"12"}]}`):            false,
		with("25", `{"why":"twice","count":0,"rows":[]}`):                                   false,
		with("25", `{"why":"twice","count":1,"rows":null}`):                                 false,
		with("25", `{"why":"twice","count":1,"rows":[{"sheet":1,"rows":"12-12"}]}`):         false,
		with("25", `{"why":"张三撤回","count":1,"rows":[{"sheet":1,"rows":"12"}]}`):             false,
		with("25", `{"why":"twice","count":1,"rows":[{"sheet":1,"rows":"12"}],"name":"甲"}`): false,
		`{"file":"台账.xlsx","sm3":"` + digest + `","rows":25,"left":null}`:                   false,
		`{"file":"","sm3":"` + digest + `","rows":25,"left":[]}`:                            false,
		"": false,
	} {
		if _, ok := counted.ReadRegister(text); ok != want {
			t.Errorf("%s: %v", text, ok)
		}
	}
}

func TestHowMuchOfARegisterCountsIsTold(t *testing.T) {
	at := func(rows ...int) (out []counted.Place) {
		for _, r := range rows {
			out = append(out, counted.Place{Sheet: 1, Row: r})
		}
		return out
	}
	for want, n := range map[string]counted.Register{
		"台账 25 行，全部计入": counted.OfRegister("台账.xlsx", digest, 25, nil),
		"台账中没有申请":      counted.OfRegister("台账.xlsx", digest, 0, nil),
		"台账 25 行，计入 22 行，3 行没有计入：办理结果的用语没有对应 2 行（第 5、9 行），报告年度以后收到 1 行（第 12 行）": counted.OfRegister("台账.xlsx", digest, 25,
			map[counted.Reason][]counted.Place{counted.ReceivedLater: at(12), counted.UnmappedOutcome: at(5, 9)}),
		"台账 25 行，全部计入；另有隐藏的行 2 行（第 6—7 行）没有统计": counted.OfRegister("台账.xlsx", digest, 25, map[counted.Reason][]counted.Place{counted.Hidden: at(6, 7)}),
	} {
		again, ok := counted.ReadRegister(n.Encode())
		if !ok || again.Says() != want || again.Whole() != strings.HasSuffix(want, "全部计入") && n.Rows > 0 {
			t.Errorf("%s, want %s (%v)", again.Says(), want, ok)
		}
	}
	if got := counted.SaysRegister(counted.OfRegister("台账.xlsx", digest, 25, nil).Encode()); got != "台账“台账.xlsx”：25 行，全部计入" || counted.SaysRegister("{}") != "" {
		t.Error(got)
	}
	for _, why := range counted.Reasons {
		n := counted.OfRegister("台账.xlsx", digest, 2, map[counted.Reason][]counted.Place{why: at(5)})
		if text := n.Says(); strings.Contains(text, "： 1 行") || strings.Contains(text, string(why)) || n.Whole() {
			t.Errorf("%s is told as %s", why, text)
		}
	}
}

// However many rows are left out, the note has room at a place of a report.
func TestANoteOfManyRowsHasRoom(t *testing.T) {
	left := map[counted.Reason][]counted.Place{}
	for i := range 60_000 {
		why := counted.Reasons[i%7%len(counted.Reasons)]
		left[why] = append(left[why], counted.Place{Sheet: 1 + i/30_000, Row: 2 + i%30_000})
	}
	n := counted.OfRegister("台账.xlsx", digest, 60_000, left)
	stored := n.Encode()
	again, ok := counted.ReadRegister(stored)
	if !ok || len(stored) > report.MaxText || again.LeftOut() != 60_000 {
		t.Errorf("%d characters, %v, %d left out", len(stored), ok, again.LeftOut())
	}
}

// A figure is told of the register that it was counted from, and of no other; records of
// before say nothing.
func TestAFigureIsToldHowMuchCounts(t *testing.T) {
	r := report.New(apptest.Catalog(t), "甲局", 2025)
	const cell form.Address = "requests.received.other"
	apptest.Put(t, r, report.CountedAt(cell), counted.Of("台账.xlsx", digest, []counted.Place{{Sheet: 1, Row: 3}}).Encode())
	if n, ok := counted.RegisterOf(r, cell); ok || counted.RegistersTold(r) != "" {
		t.Errorf("a record of before: %+v, %s", n, counted.RegistersTold(r))
	}
	left := map[counted.Reason][]counted.Place{counted.Twice: {{Sheet: 1, Row: 4}}}
	apptest.Put(t, r, report.RegisterAt("requests"), counted.OfRegister("台账.xlsx", digest, 2, left).Encode())
	const says = "台账 2 行，计入 1 行，1 行没有计入：重复登记 1 行（第 4 行）。"
	if n, ok := counted.RegisterOf(r, cell); !ok || n.Says()+"。" != says {
		t.Error(n.Says())
	}
	if got := counted.RegistersTold(r); got != says {
		t.Error(got)
	}
	for _, a := range []form.Address{"requests.received.business", "overview.lead", "meta.unit"} {
		if n, ok := counted.RegisterOf(r, a); ok {
			t.Errorf("%s: %s", a, n.Says())
		}
	}
	// The same register for another table is told once, another one beside it.
	const dispute form.Address = "disputes.reconsideration.upheld"
	apptest.Put(t, r, report.CountedAt(dispute), counted.Of("台账.xlsx", digest, nil).Encode())
	apptest.Put(t, r, report.RegisterAt("disputes"), counted.OfRegister("台账.xlsx", digest, 2, left).Encode())
	if got := counted.RegistersTold(r); got != says {
		t.Error(got)
	}
	other := keys.Digest("f" + digest[1:])
	apptest.Put(t, r, report.RegisterAt("disputes"), counted.OfRegister("诉讼.xlsx", other, 5, nil).Encode())
	if _, ok := counted.RegisterOf(r, dispute); ok {
		t.Error("a figure is told of another register")
	}
	if got := counted.RegistersTold(r); got != says {
		t.Errorf("a register that nothing was counted from: %s", got)
	}
	apptest.Put(t, r, report.CountedAt(dispute), counted.Of("诉讼.xlsx", other, nil).Encode())
	if got := counted.RegistersTold(r); got != "台账“台账.xlsx”：2 行，计入 1 行，1 行没有计入：重复登记 1 行（第 4 行）。台账“诉讼.xlsx”：5 行，全部计入。" {
		t.Error(got)
	}
}
