package register

import (
	"fmt"
	"slices"
	"strings"

	"nianbao/app/counted"
	"nianbao/app/form"
	"nianbao/app/keys"
	"nianbao/app/origin"
	"nianbao/app/report"
)

// WhyNot tells in Chinese why nothing can be counted yet, "" where it can.
func (c *Count) WhyNot() string {
	var parts []string
	if len(c.Missing) > 0 {
		parts = append(parts, "还没有指明哪一列是"+strings.Join(names(c.Missing), "、")+"。")
	}
	for _, role := range c.Excess {
		parts = append(parts, fmt.Sprintf("作为%s的一列有 %d 种以上的内容，不像是%s，请另选一列。", MeaningOf(role).Name, mostWords, MeaningOf(role).Name))
	}
	return strings.Join(parts, "")
}

func names(roles []Role) []string {
	var out []string
	for _, role := range roles {
		out = append(out, MeaningOf(role).Name)
	}
	return out
}

// Summary tells in Chinese what was counted, a line each.
func (c *Count) Summary() []string {
	used := c.Rows - len(c.Left)
	lines := []string{fmt.Sprintf("台账中有 %d 行申请，计入 %d 行，没有计入 %d 行。", c.Rows, used, len(c.Left))}
	lines = append(lines, fmt.Sprintf("本年新收 %d 件，上年结转 %d 件，办结 %d 件，结转下年度 %d 件。", c.Received, c.CarriedIn, c.Closed, c.CarriedOut))
	lines = append(lines, c.skippedBy()...)
	if n := len(c.Unmapped); n > 0 {
		lines = append(lines, fmt.Sprintf("有 %d 个词还没有对应，它们的行没有计入。", n))
	}
	if c.Ways > mostChannels {
		lines = append(lines, fmt.Sprintf("作为申请方式的一列有 %d 种内容，没有按方式统计。", c.Ways))
	}
	if !c.Disputes {
		lines = append(lines, "台账中没有复议、诉讼的列，表四没有统计。")
	}
	if c.NoTwice {
		lines = append(lines, "没有编号，也没有申请人和申请内容的列，不能找出重复的行。")
	}
	return append(lines, c.lateLines()...)
}

// skippedBy counts the rows that are no applications by why they are none.
func (c *Count) skippedBy() []string {
	by := map[string][]counted.Place{}
	var order []string
	for _, s := range c.Skipped {
		if by[s.Why] == nil {
			order = append(order, s.Why)
		}
		by[s.Why] = append(by[s.Why], s.At)
	}
	slices.Sort(order)
	var out []string
	for _, why := range order {
		out = append(out, fmt.Sprintf("%s %d 行，不计：%s。", why, len(by[why]), Rows(by[why])))
	}
	return out
}

// lateLines tells of rows that may have been answered too late.
func (c *Count) lateLines() []string {
	if len(c.Late) == 0 {
		return nil
	}
	line := fmt.Sprintf("可能超期 %d 件，请核对；这不是报告的检查结果，不影响送审。", len(c.Late))
	if !c.ConsultKnown {
		line += "征求意见的时间台账中没有，不知道，没有扣除。"
	}
	if len(c.UnknownYears) > 0 {
		slices.Sort(c.UnknownYears)
		var years []string
		for _, y := range c.UnknownYears {
			years = append(years, fmt.Sprintf("%d年", y))
		}
		line += strings.Join(years, "、") + "的节假日安排程序中没有，按星期一至星期五算。"
	}
	return []string{line}
}

// Rows names rows in short.
func Rows(at []counted.Place) string {
	const most = 40
	text := []rune(counted.Of("-", "", at).RowsText())
	if len(text) > most {
		return string(text[:most]) + "…"
	}
	return string(text)
}

// Sentence is what 一、总体情况 may say of what was counted.
func (c *Count) Sentence() string {
	var b strings.Builder
	fmt.Fprintf(&b, "本年新收政府信息公开申请%d件", c.Received)
	if len(c.Channels) > 1 || len(c.Channels) == 1 && c.Channels[0].Name != noChannel {
		var parts []string
		for _, t := range c.Channels {
			parts = append(parts, fmt.Sprintf("%s%d件", t.Name, t.Count))
		}
		fmt.Fprintf(&b, "（%s）", strings.Join(parts, "，"))
	}
	fmt.Fprintf(&b, "，上年结转%d件。办结%d件", c.CarriedIn, c.Closed)
	var parts []string
	for _, t := range c.Outcomes {
		parts = append(parts, fmt.Sprintf("%s%d件", t.Name, t.Count))
	}
	if len(parts) > 0 {
		fmt.Fprintf(&b, "，其中%s", strings.Join(parts, "，"))
	}
	fmt.Fprintf(&b, "。结转下年度继续办理%d件。", c.CarriedOut)
	return b.String()
}

// Plan is what counting makes of a report.
type Plan struct {
	Edit     report.Edit
	Replaced []report.Difference // figures that the report has otherwise
}

// Into plans what a report has when it takes over what was counted: the figures, beside
// each which rows it counts, and beside each table how much of the register counts. With
// onlyBlanks what is there stays; that it is not what was counted is then for somebody to
// explain. The error is a *report.Refusal.
func (c *Count) Into(r *report.Report, file string, sm3 keys.Digest, onlyBlanks bool) (*Plan, error) {
	p := &Plan{Edit: report.Edit{Note: origin.Counting(file)}}
	whole := counted.OfRegister(file, sm3, c.Rows, c.reasons).Encode()
	for _, t := range r.Form().Tables() {
		counts := false
		for _, cell := range t.Inputs() {
			rows, ok := c.Cells[cell.Address]
			if !ok {
				continue
			}
			counts = true
			note := counted.Of(file, sm3, rows)
			figure, err := r.Set(cell.Address, note.Value)
			if err != nil {
				return nil, err
			}
			other := figure.Old != "" && figure.Old != figure.New
			if other {
				p.Replaced = append(p.Replaced, report.Difference{Address: cell.Address, Name: t.Name + "·" + cell.Name, Ours: figure.Old, Theirs: figure.New})
			}
			if !(other && onlyBlanks) {
				p.add(figure)
			}
			if err := p.note(r, report.CountedAt(cell.Address), note.Encode()); err != nil {
				return nil, err
			}
		}
		if counts {
			if err := p.note(r, report.RegisterAt(t.ID), whole); err != nil {
				return nil, err
			}
		}
	}
	return p, nil
}

// note plans a note beside the report.
func (p *Plan) note(r *report.Report, at form.Address, text string) error {
	c, err := r.Set(at, text)
	if err == nil {
		p.add(c)
	}
	return err
}

// add takes a change into the plan, if it changes anything.
func (p *Plan) add(c report.Change) {
	if c.Old != c.New {
		p.Edit.Changes = append(p.Edit.Changes, c)
	}
}
