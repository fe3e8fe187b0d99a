package collection

import (
	"strings"
	"testing"

	"nianbao/app/apptest"
	"nianbao/app/collection"
	"nianbao/app/form"
	"nianbao/app/report"
	"nianbao/export/pages"
	"nianbao/export/typeset"
	"nianbao/export/typeset/typesettest"
)

// Every line of a sheet stands on its pages with its code and what it was in the year
// before, within the text block, whatever department it is of and with a year before or
// without.
func TestASheetIsWhole(t *testing.T) {
	catalog := apptest.Catalog(t)
	last, _ := report.Restore(catalog, map[form.Address]string{report.Year: "2024", "disclosed.fees.amount": "1234.56", "requests.received.law_firm": "8765"})
	for _, before := range []*report.Report{nil, last} {
		r := report.New(catalog, "示例县自然资源局", 2025)
		a := (&collection.Assignment{}).Propose(r.Form())
		a.Give("财务科", "requests.received.law_firm")
		for _, department := range a.Departments {
			s := collection.SheetOf(r, before, a, department)
			set, err := Pages(s, typesettest.PlainMetrics{}, pages.Options{})
			if err != nil {
				t.Fatal(err)
			}
			text := ""
			for _, p := range set {
				text += strings.NewReplacer("\n", "", " ", "").Replace(typesettest.PageText(p))
				for _, run := range p.Runs {
					if run.X < typeset.Left-1 || run.X+typesettest.RunWidth(run) > typeset.Left+typeset.Measure+typeset.MM(run.Size) {
						t.Errorf("%s: %q is outside the text block", department, run.Text)
					}
				}
			}
			for _, b := range s.Blocks {
				for _, l := range b.Lines {
					for _, want := range append([]string{l.Code}, l.Last...) {
						if !strings.Contains(text, want) {
							t.Errorf("%s: %q is missing", department, want)
						}
					}
				}
			}
			if first := s.Blocks[0].Lines[0].Code; !strings.Contains(typesettest.PageText(set[0]), first) {
				t.Errorf("%s: the first page ends before the line %s", department, first)
			}
			for _, want := range []string{"数据报送表", s.Unit, department, "报送人", "科室负责人（签字）"} {
				if !strings.Contains(text, want) {
					t.Errorf("%s: %q is missing", department, want)
				}
			}
		}
	}
	r := report.New(catalog, "甲\U000f0000局", 2025)
	if _, err := Pages(collection.SheetOf(r, nil, &collection.Assignment{}, "甲"), none{typesettest.PlainMetrics{}}, pages.Options{}); err == nil {
		t.Error("a character that no font has is printed")
	}
}

// none has no private characters.
type none struct{ typeset.Metrics }

func (none) Has(r rune) bool { return r < 0xf0000 }
