package tables

import (
	"fmt"
	"strings"

	"nianbao/app/form"
	"nianbao/app/report"
)

// Pasted says what came of a paste.
type Pasted struct {
	Filled  int // cells that the paste put a figure into
	Blanks  int // cells that it left or made blank
	Cleared int // of these, cells that had a figure before
	Totals  int // totals that came along
	Differ  []SourceTotal
	Missed  int // rows that belonged nowhere
}

// SourceTotal is a total that came along and is not the sum of its parts.
type SourceTotal struct {
	Address          form.Address
	Name             string // 予以公开·总计
	Source, Computed report.Value
}

// Sentence tells what came of a paste in one line.
func (p *Pasted) Sentence() string {
	var b strings.Builder
	fmt.Fprintf(&b, "已粘贴 %d 格", p.Filled)
	if p.Blanks > 0 {
		fmt.Fprintf(&b, "，另有 %d 格为空白", p.Blanks)
	}
	if p.Cleared > 0 {
		fmt.Fprintf(&b, "（其中 %d 格原来有数，已清空，可以撤销）", p.Cleared)
	}
	b.WriteString("。")
	switch {
	case p.Totals == 0:
		b.WriteString("粘贴的内容里没有总计，总计由程序计算，请与原表核对。")
	case len(p.Differ) == 0:
		fmt.Fprintf(&b, "带来的 %d 个总计都与各项之和一致。", p.Totals)
	default:
		const most = 3
		fmt.Fprintf(&b, "带来的总计中 %d 个与各项之和一致，%d 个不一致：", p.Totals-len(p.Differ), len(p.Differ))
		for i, d := range p.Differ {
			if i == most {
				b.WriteString("等")
				break
			}
			if i > 0 {
				b.WriteString("、")
			}
			fmt.Fprintf(&b, "%s（来源 %s，计算 %s）", d.Name, d.Source, orBlank(d.Computed))
		}
		b.WriteString("，已列在检查结果中。")
	}
	if p.Missed > 0 {
		fmt.Fprintf(&b, "有 %d 行没有对上，没有粘贴。", p.Missed)
	}
	return b.String()
}

func orBlank(v report.Value) string {
	if v.Blank() {
		return "空白"
	}
	return v.String()
}
