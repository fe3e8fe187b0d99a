package collection_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"nianbao/app/apptest"
	"nianbao/app/collection"
	"nianbao/app/form"
	"nianbao/app/report"
)

// What is proposed leaves nothing out, changes nothing of what was said, and is said of
// every edition.
func TestProposalsAreForEveryFigureThatIsNobodys(t *testing.T) {
	for _, f := range apptest.Catalog(t).Editions() {
		a := &collection.Assignment{}
		if err := a.Add("法制科"); err != nil {
			t.Fatal(err)
		}
		a.Give("法制科", "disclosed.licensing.decisions")
		p := a.Propose(f)
		if n := len(p.Provides(f, "")); n != 0 {
			t.Errorf("%s: %d figures are nobody's", f.Edition, n)
		}
		if p.Of("disclosed.licensing.decisions") != "法制科" || p.Departments[0] != "法制科" {
			t.Errorf("%s: what was said is changed: %v", f.Edition, p.Departments)
		}
		if a.Of("requests.received.other") != "" || len(a.Departments) != 1 {
			t.Error("to propose changes what was said")
		}
	}
}

func TestADepartmentIsRenamedAndRemovedWithWhatItProvides(t *testing.T) {
	a := &collection.Assignment{}
	for text, want := range map[string]error{" 法规　科 ": nil, "": collection.ErrNoName, strings.Repeat("科", 31): collection.ErrLongName} {
		if err := a.Add(text); !errors.Is(err, want) {
			t.Errorf("%q: %v", text, err)
		}
	}
	if err := a.Add("法规 科"); !errors.Is(err, collection.ErrSameName) {
		t.Errorf("twice: %v", err)
	}
	a.Give("法规 科", "disputes.reconsideration.upheld")
	if err := a.Rename("法规 科", "政策法规科"); err != nil || a.Of("disputes.reconsideration.upheld") != "政策法规科" {
		t.Errorf("%v: %+v", err, a)
	}
	a.Remove("政策法规科")
	if len(a.Departments) != 0 || len(a.Cells) != 0 {
		t.Errorf("%+v", a)
	}
}

// Nobody has to be asked for what is filled in already.
func TestOnlyBlankFiguresAreNobodys(t *testing.T) {
	a, r := &collection.Assignment{}, report.New(apptest.Catalog(t), "甲局", 2025)
	blank := len(a.Nobodys(r))
	for _, at := range []form.Address{"disclosed.fees.amount", "requests.received.law_firm"} {
		c, err := r.Set(at, "0")
		if err == nil {
			err = r.Apply(report.Edit{Changes: []report.Change{c}})
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if n := len(a.Nobodys(r)); blank != len(a.Provides(r.Form(), "")) || n != blank-2 {
		t.Errorf("%d of %d", n, blank)
	}
	a.Give("财务科", "disclosed.fees.amount", "disputes.direct_suit.pending")
	if n := len(a.Nobodys(r)); n != blank-3 {
		t.Errorf("%d of %d once one is given", n, blank)
	}
}

// A sheet has the department's figures and no others, with how they are counted and what
// they were; figures of a form that had others in their place are not compared.
func TestASheetHasWhatItsDepartmentProvides(t *testing.T) {
	catalog := apptest.Catalog(t)
	r := report.New(catalog, "甲局", 2025)
	a := (&collection.Assignment{}).Propose(r.Form())
	a.Give("财务科", "requests.received.law_firm")
	last, _ := report.Restore(catalog, map[form.Address]string{report.Year: "2024", "disclosed.fees.amount": "1.50", "requests.received.law_firm": "7"})
	s := collection.SheetOf(r, last, a, "财务科")
	if s.Figures() != 2 || len(s.Blocks) != 2 || s.Before != 2024 {
		t.Fatalf("%d figures in %d blocks", s.Figures(), len(s.Blocks))
	}
	fee, row := s.Blocks[0].Lines[0], s.Blocks[1].Lines[0]
	if fee.Item != "行政事业性收费" || fee.Column != "本年收费金额（单位：万元）" || fee.Last[0] != "1.50" || !strings.Contains(fee.Rule, "【填报提示】填当年实际收取的金额") {
		t.Errorf("%+v", fee)
	}
	if row.Item != "一、本年新收政府信息公开申请数量" || row.Last[0] != "7" || len(s.Blocks[1].Columns) != 1 || !strings.Contains(strings.Join(s.Blocks[1].Notes, ""), "法律服务机构：【填报提示】律师事务所") {
		t.Errorf("%+v %v", row, s.Blocks[1].Notes)
	}
	if got := collection.SheetOf(r, nil, a, "没有的科"); got.Figures() != 0 {
		t.Errorf("a department that provides nothing is asked for %d", got.Figures())
	}
	old, _ := report.Restore(catalog, map[form.Address]string{report.Year: "2020", "disclosed.licensing.decisions": "3", "requests.received.other": "4"})
	next := report.New(catalog, "甲局", 2021)
	for _, b := range collection.SheetOf(next, old, a, "行政审批科").Blocks {
		if b.Lines[0].Last[0] != "" {
			t.Errorf("%s is compared with %s of another form", b.Lines[0].Column, b.Lines[0].Last[0])
		}
	}
}

// Every figure that is filled in has a line of its own code in every edition, and every
// line is said how to count, somewhere.
func TestEveryFigureHasItsCode(t *testing.T) {
	for _, f := range apptest.Catalog(t).Editions() {
		seen := map[form.Address]string{}
		for code, p := range collection.Places(f) {
			for _, c := range p.Cells {
				if seen[c.Address] != "" || p.Item == "" || c.Computed {
					t.Errorf("%s: %s is %q and %q", f.Edition, c.Address, code, seen[c.Address])
				}
				seen[c.Address] = code
			}
		}
		for _, table := range f.Tables() {
			rows := 0
			for _, row := range collection.Rows(table) {
				rows += len(row.Cells)
			}
			if rows != len(table.Inputs()) {
				t.Errorf("%s %s: %d figures in rows of %d", f.Edition, table.Name, rows, len(table.Inputs()))
			}
			for _, c := range table.Inputs() {
				if seen[c.Address] == "" || collection.CellName(table, c) == "" {
					t.Errorf("%s: %s has no line", f.Edition, c.Address)
				}
			}
		}
	}
}

// All that is said of a figure stands on its sheet, whatever it is said for.
func TestNothingThatIsSaidOfAFigureIsLeftOut(t *testing.T) {
	for _, year := range []int{2020, 2025} {
		r := report.New(apptest.Catalog(t), "甲局", year)
		a := (&collection.Assignment{}).Propose(r.Form())
		for _, d := range a.Departments {
			s := collection.SheetOf(r, nil, a, d)
			text := ""
			for _, b := range s.Blocks {
				text += strings.Join(slices.Concat(b.Common, b.Notes), "")
				for _, l := range b.Lines {
					text += l.Rule
				}
			}
			for _, c := range a.Provides(r.Form(), d) {
				for _, h := range c.Help {
					if !strings.Contains(text, h.Text) {
						t.Errorf("%d %s: %s is not told %q", year, d, c.Name, h.Text)
					}
				}
			}
		}
	}
}
