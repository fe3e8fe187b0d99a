package correction

import (
	"fmt"
	"strings"
	"testing"

	"nianbao/app/correction"
	"nianbao/export/pages"
	"nianbao/export/typeset"
	"nianbao/export/typeset/typesettest"
)

// Everything of a statement stands on its pages, in order, however long it is.
func TestAStatementIsWhole(t *testing.T) {
	for _, n := range []int{0, 1, 60} {
		s := &correction.Statement{
			Unit: "示例县自然资源局", Title: "示例县自然资源局2025年政府信息公开工作年度报告", Year: 2025, Against: "2026年1月20日审批的第1轮审批件（王五）",
			Reason: "漏计一件依申请公开事项", Day: "2026年2月3日", Watermark: "草稿",
		}
		for i := range n {
			s.Changes = append(s.Changes, fmt.Sprintf("三、收到和处理政府信息公开申请情况　第%d处：原为“%d”，更正为“%d”。", i+1, i, i+1))
		}
		set, err := Pages(s, typesettest.PlainMetrics{}, pages.Options{Watermark: s.Watermark})
		if err != nil {
			t.Fatal(err)
		}
		text := ""
		for _, p := range set {
			text += strings.ReplaceAll(typesettest.PageText(p), "\n", "")
			if p.Watermark == nil {
				t.Errorf("page %d of %d is not marked as a draft", p.Number, len(set))
			}
			for _, r := range p.Runs {
				if r.X < typeset.Left-1 || r.X+typesettest.RunWidth(r) > typeset.Left+typeset.Measure+typeset.MM(r.Size) {
					t.Errorf("%q is outside the text block", r.Text)
				}
			}
		}
		for _, want := range append(s.Changes, s.Title, Title, s.Against, "更正理由："+s.Reason, s.Unit, s.Day) {
			if !strings.Contains(strings.ReplaceAll(text, " ", ""), strings.ReplaceAll(want, " ", "")) && n < 60 {
				t.Errorf("%d changes: %q is missing in %q", n, want, text)
			}
		}
		if n == 60 && len(set) < 3 {
			t.Errorf("60 changes on %d pages", len(set))
		}
	}
	if _, err := Pages(&correction.Statement{Reason: "\U000f0000"}, none{typesettest.PlainMetrics{}}, pages.Options{}); err == nil {
		t.Error("a character that no font has is printed")
	}
}

// none has no private characters.
type none struct{ typeset.Metrics }

func (none) Has(r rune) bool { return r < 0xf0000 }
