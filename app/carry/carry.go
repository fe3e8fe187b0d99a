// Package carry knows what goes on from the report of one year to that of the next.
package carry

import (
	"fmt"
	"regexp"
	"strings"

	"nianbao/app/form"
	"nianbao/app/report"
)

// Carried is what a new report has from the one of the year before. Nothing of it
// is a figure of the year itself.
type Carried struct {
	Year    int    // of the one it comes from
	State   string // of that
	Contact int    // fields
	Signed  bool   // the signature
	Figures int    // cells: what was not finished then
	Stocks  int    // rows: how many documents were in force then
	Facts   int    // what the unit declared about itself
	Texts   []string
	Sound   bool // the record of that one holds
}

// Says tells in Chinese what was carried, and what was not.
func (c Carried) Says() string {
	var parts []string
	if c.Contact > 0 {
		parts = append(parts, "联系方式")
	}
	if c.Signed {
		parts = append(parts, "署名")
	}
	if c.Figures > 0 {
		parts = append(parts, fmt.Sprintf("上年结转 %d 格（上年的结转下年度）", c.Figures))
	}
	if c.Stocks > 0 {
		parts = append(parts, fmt.Sprintf("上年现行有效件数 %d 行（填了本年制发、废止以后，自动算出本年的）", c.Stocks))
	}
	if c.Facts > 0 {
		parts = append(parts, "单位情况")
	}
	if len(c.Texts) > 0 {
		parts = append(parts, "没有数字的文字："+strings.Join(c.Texts, "、"))
	}
	from := fmt.Sprintf("%d年的报告（%s）", c.Year, c.State)
	if len(parts) == 0 {
		return from + "中没有可以带入的内容。"
	}
	said := "已从" + from + "带入" + strings.Join(parts, "，") + "，请逐项核对；本年的数字都没有带入。"
	if !c.Sound {
		said += "那份报告的记录验证未通过，请先核对它。"
	}
	return said
}

// Changes lists what goes on from the last report, and counts it.
func (c *Carried) Changes(r, last *report.Report) (out []report.Change) {
	set := func(a form.Address, text string) bool {
		if text == "" || r.Raw(a) != "" || r.Unit() != last.Unit() && strings.Contains(text, last.Unit()) {
			return false // what has the name of before is to be written anew
		}
		change, err := r.Set(a, text)
		if err != nil {
			return false // the form of this year does not take it
		}
		out = append(out, change)
		return true
	}
	held := last.Contact()
	for _, f := range report.ContactFields {
		if set(f.Address, held[f.Address]) || held[f.Address] != "" && r.Text(f.Address) == held[f.Address] {
			c.Contact++
		}
	}
	c.Signed = set(report.SignedBy, last.Text(report.SignedBy))
	for _, fact := range form.Facts {
		if a := report.Fact(fact.ID); last.Text(a) != "" && set(a, last.Text(a)) {
			c.Facts++
		}
	}
	c.figures(r, last, set)
	c.Texts = append(c.Texts, stableTexts(r, last, set)...)
	return out
}

// figures sets those that go on from the year before, and notes what they go on
// from.
func (c *Carried) figures(r, last *report.Report, set func(form.Address, string) bool) {
	note := func(a form.Address, before report.Value) bool {
		return set(report.CarriedAt(a), Note{Year: last.Year(), Value: before.String()}.Encode())
	}
	for _, carry := range r.Form().Carries() {
		if v := last.Figure(carry.Before); !v.Blank() && !isTotal(r, carry.Now) && set(carry.Now, v.String()) {
			note(carry.Now, v)
			c.Figures++
		}
	}
	for _, stock := range r.Form().Stocks() {
		if v := last.Figure(stock.Now); !v.Blank() && r.Figure(stock.Now).Blank() && note(stock.Now, v) {
			c.Stocks++
		}
	}
}

// stableTexts sets the fields of which the text stays from year to year, and names
// those that were set.
func stableTexts(r, last *report.Report, set func(form.Address, string) bool) (names []string) {
	for _, s := range r.Form().Sections {
		for _, f := range s.Fields {
			if f.Stable && set(f.Address, StableText(last.Text(f.Address))) {
				names = append(names, s.Heading+f.Name)
			}
		}
	}
	return names
}

func isTotal(r *report.Report, a form.Address) bool {
	cell := r.Form().Cell(a)
	return cell == nil || cell.Computed
}

// ofItsYear finds what makes a paragraph one of its year: a digit, a count in
// Chinese figures, a word for the year, something left to be filled in.
var ofItsYear = regexp.MustCompile(`[0-9０-９]|[一二两三四五六七八九十百千万]+[余多]?(?:件|条|次|个|份|人|场|期|篇|页|项|家|起|部|名|类|批|轮|元|万|%|％|成|倍)|[今本去上当全]年|年内|以来|新增|首次|【|×|同比|环比`)

// StableText keeps the paragraphs of a text that say nothing of their year.
func StableText(text string) string {
	var kept []string
	for _, p := range strings.Split(text, "\n") {
		if strings.TrimSpace(p) != "" && !ofItsYear.MatchString(p) {
			kept = append(kept, p)
		}
	}
	return strings.Join(kept, "\n")
}
