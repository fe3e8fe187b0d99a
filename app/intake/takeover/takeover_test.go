package takeover

import (
	"strings"
	"testing"

	"nianbao/app/apptest"
	"nianbao/app/form"
	"nianbao/app/intake/plain"
	"nianbao/app/intake/reading"
	"nianbao/app/report"
)

const source = `甲縣乙局2025年政府信息公開工作年度報告
本報告根據條例編制，統計期限自2025年1月1日起至2025年12月31日止。
一、總體情況
（一）主動公開
主動公開信息12條，發布及時，辦理規範。
二、主動公開政府信息情況
信息內容|本年處理決定數量
行政許可|31
行政處罰|/
行政強制|3（含簡易）
四、政府信息公開行政復議、行政訴訟情況
行政復議|行政訴訟
結果維持|結果糾正|其他結果|尚未審結|總計|結果維持|結果糾正|其他結果|尚未審結|總計|結果維持|結果糾正|其他結果|尚未審結|總計
1|0|0|0|2|0|0|0|0|0|0|0|0|0|0
五、存在的主要問題及改進情況
無
六、其他需要報告的事項
無
`

func read(t *testing.T) *reading.Reading {
	t.Helper()
	got, err := reading.Read(apptest.Catalog(t), plain.ReadText(source))
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func piece(t *testing.T, got *reading.Reading, id string) Piece {
	t.Helper()
	for _, p := range Pieces(got) {
		if p.ID == id {
			return p
		}
	}
	t.Fatalf("no piece %s", id)
	return Piece{}
}

func TestWhatWasNotTakenStaysWithItsPlace(t *testing.T) {
	got := read(t)
	left := piece(t, got, "disclosed").Table.Left
	if c := left["disclosed.penalties.decisions"]; c.Raw != "/" || got.Lines[c.At.Block].Text != "行政处罚|/" {
		t.Errorf("%+v", c)
	}
	if c := left["disclosed.coercion.decisions"]; c.Raw != "3（含简易）" {
		t.Errorf("%+v", c)
	}
}

func TestATextLeadsToItsLines(t *testing.T) {
	got := read(t)
	at := From(got, "overview.disclosure")
	if len(at) != 1 || at[0].Block != 4 {
		t.Errorf("%v", at)
	}
	if said := Cleaned(got, "overview.disclosure"); !strings.Contains(said, "開→开") || !strings.Contains(said, "規→规") {
		t.Errorf("said %q", said)
	}
	if From(got, "overview.platform") != nil || Cleaned(got, "overview.platform") != "" {
		t.Error("a text that is not there stands somewhere")
	}
}

func TestOnlyTheChosenPiecesGoIntoANewReport(t *testing.T) {
	got := read(t)
	r := Without(got, []Piece{piece(t, got, "disputes"), piece(t, got, "overview")})
	if r.Raw("disputes.cases.reconsideration.upheld") != "" || r.HasSourceTotals() || r.Text("overview.disclosure") != "" || r.Raw("disclosed.licensing.decisions") != "31" {
		t.Errorf("%v", r.All())
	}
}

func TestWhatADraftHasIsToldAndKept(t *testing.T) {
	got := read(t)
	mine := report.New(got.Report.Catalog(), "甲县乙局", 2025)
	apptest.Put(t, mine, "disclosed.licensing.decisions", "30")
	apptest.Put(t, mine, report.Preamble, mine.DefaultPreamble())
	pieces := Pieces(got)
	kept, err := Into(mine, got, pieces, false)
	if err != nil || len(kept.Replaced) != 1 || kept.Replaced[0].Ours != "30" || kept.Replaced[0].Theirs != "31" {
		t.Fatalf("%+v, %v", kept, err)
	}
	over, err := Into(mine, got, pieces, true)
	if err != nil || len(over.Edit.Changes) != len(kept.Edit.Changes)+1 {
		t.Fatalf("%d changes, %d without replacing: %v", len(over.Edit.Changes), len(kept.Edit.Changes), err)
	}
	before := mine.All()
	for _, plan := range []*Plan{kept, over} {
		then := mine.Clone()
		if err := then.Apply(plan.Edit); err != nil {
			t.Fatal(err)
		}
		if !strings.HasPrefix(then.Text(report.Preamble), "本报告根据条例编制") || then.Unit() != "甲县乙局" {
			t.Errorf("preamble %q of %s", then.Text(report.Preamble), then.Unit())
		}
		if err := then.Apply(plan.Edit.Inverse()); err != nil {
			t.Fatal(err)
		}
		if len(report.Differing(before, then.All())) > 0 {
			t.Errorf("a step back leaves %v", report.Differing(before, then.All()))
		}
	}
}

// An amount in another unit than the one that the draft has is hinted at.
func TestAnAmountInAnotherUnitIsHinted(t *testing.T) {
	got := read(t)
	mine := report.New(got.Report.Catalog(), "甲县乙局", 2025)
	const fee form.Address = "disclosed.fees.amount"
	for text, want := range map[string]string{"15000": "可能把元写成了万元，15000 约是草稿中的数 1.5 的 10000 倍，请核对单位", "15": ""} {
		apptest.Put(t, mine, fee, "1.5")
		apptest.Put(t, got.Report, fee, text)
		plan, err := Into(mine, got, []Piece{{Places: []form.Address{fee}}}, false)
		if err != nil || len(plan.Replaced) != 1 || plan.Replaced[0].Hint != want {
			t.Errorf("%s: %+v, %v", text, plan, err)
		}
	}
}

// A total of the source that is not that of the draft stays beside it.
func TestPrintedTotalsGoAlong(t *testing.T) {
	got := read(t)
	mine := report.New(got.Report.Catalog(), "甲县乙局", 2025)
	plan, err := Into(mine, got, []Piece{piece(t, got, "disputes")}, false)
	if err != nil {
		t.Fatal(err)
	}
	if err := mine.Apply(plan.Edit); err != nil {
		t.Fatal(err)
	}
	var printed []form.Address
	for _, c := range mine.Form().Table("disputes").ValueCells() {
		if !mine.PrintedTotal(c.Address).Blank() {
			printed = append(printed, c.Address)
		}
	}
	if len(printed) != 1 || mine.PrintedTotal(printed[0]).String() != "2" || mine.Figure(printed[0]).String() != "1" {
		t.Errorf("%v", printed)
	}
}

// Of figures that stay the draft's own, the total of the source says nothing.
func TestAPrintedTotalOfOtherFiguresStaysOut(t *testing.T) {
	got := read(t)
	mine := report.New(got.Report.Catalog(), "甲县乙局", 2025)
	disputes := piece(t, got, "disputes")
	apptest.Put(t, mine, disputes.Places[0], "5")
	plan, err := Into(mine, got, []Piece{disputes}, false)
	if err == nil {
		err = mine.Apply(plan.Edit)
	}
	if err != nil || mine.HasSourceTotals() || plan.Figures == 0 {
		t.Errorf("%+v, %v", plan, err)
	}
}

// A figure that the draft's form has no place for is counted, and not lost silently.
func TestPlacesOfAnotherEditionAreCounted(t *testing.T) {
	got := read(t)
	mine := report.New(got.Report.Catalog(), "甲县乙局", 2020)
	plan, err := Into(mine, got, []Piece{piece(t, got, "disclosed")}, false)
	if err != nil || plan.Figures+plan.Homeless == 0 {
		t.Fatalf("%+v, %v", plan, err)
	}
	if plan.Homeless > 0 && !strings.Contains(plan.Sentence(), "没有位置") {
		t.Error(plan.Sentence())
	}
}

// What the blank form says is to be written is nothing that was written.
func TestInstructionsOfTheBlankFormAreNoText(t *testing.T) {
	text := "政府信息公开工作年度报告格式模板\n一、总体情况\n（文字描述）\n（一）主动公开\n主动公开信息12条。\n五、存在的主要问题及改进情况\n（文字描述）\n六、其他需要报告的事项\n（文字描述，收取信息处理费情况在此处报告。）\n"
	got, err := reading.Read(apptest.Catalog(t), plain.ReadText(text))
	if err != nil {
		t.Fatal(err)
	}
	for a, s := range got.Report.All() {
		if strings.Contains(s, "文字描述") || strings.Contains(s, "模板") {
			t.Errorf("%s holds %q", a, s)
		}
	}
	if got.Report.Text("overview.disclosure") != "主动公开信息12条。" {
		t.Errorf("%v", got.Report.All())
	}
}
