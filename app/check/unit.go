package check

import (
	"fmt"

	"nianbao/app/form"
	"nianbao/app/report"
)

// An amount in 元 that is put where 万元 are asked for, or the other way round, is ten
// thousand times what it should be. It may be right all the same: it is a hint.
var unitRules = []Rule{
	{ID: "R2-5", Severity: Info, On: Table, Says: "金额与上年数相差约一万倍，可能写错了单位（元、万元）。", Find: slippedUnits},
}

// slippedUnits holds the amounts of a table against those of the year before, where that
// is known.
func slippedUnits(c *Context, at Place) []Finding {
	r, last := c.Report, c.texts.LastYear
	if last == nil || last.Year() != r.Year()-1 {
		return nil
	}
	var out []Finding
	for _, cell := range at.Section.Table.Inputs() {
		if cell.Kind != form.Money {
			continue
		}
		if slip := UnitSlip(cell, r.Figure(cell.Address), LastAmount(last, cell)); slip != "" {
			out = append(out, Finding{
				Rule: "R2-5", Severity: Info, Section: at.Section.ID, Cells: []form.Address{cell.Address},
				Message: cell.Name + "：" + slip + "。",
			})
		}
	}
	return out
}

// LastAmount is what the report of the year before has of an amount; blank where there is
// no such report, or its edition asks for something else there.
func LastAmount(last *report.Report, c *form.Cell) report.Value {
	if last == nil {
		return report.Value{}
	}
	of := last.Form().Cell(c.Address)
	if of == nil || of.Kind != form.Money || of.Unit != c.Unit {
		return report.Value{}
	}
	return last.Figure(c.Address)
}

// Of two amounts that differ by a unit the larger is about ten thousand times the
// smaller, and no small one.
const (
	leastTimes, mostTimes = 2_000, 50_000
	leastAmount           = 100
)

// UnitSlip says in Chinese that an amount may have been written in another unit than the
// one of the year before, "" where nothing speaks for that.
func UnitSlip(c *form.Cell, v, last report.Value) string { return slip(c, v, last, "上年数") }

// UnitSlipOf says so of an amount beside the one that the draft has.
func UnitSlipOf(c *form.Cell, v, now report.Value) string { return slip(c, v, now, "草稿中的数") }

func slip(c *form.Cell, v, other report.Value, what string) string {
	if c.Kind != form.Money {
		return ""
	}
	for _, of := range []struct {
		large, small report.Value
		more         bool
	}{{v, other, true}, {other, v, false}} {
		times := of.large.Times(of.small)
		if times < leastTimes || times > mostTimes || of.large.Abs().Cmp(report.Int(leastAmount)) < 0 {
			continue
		}
		why, as := "可能其中一个写错了单位（元、万元）", "倍"
		switch {
		case !of.more:
			as = "分之一"
		case c.Unit == "万元":
			why = "可能把元写成了万元"
		}
		return fmt.Sprintf("%s，%s 约是%s %s 的 %.0f %s，请核对单位", why, v, what, other, times, as)
	}
	return ""
}
