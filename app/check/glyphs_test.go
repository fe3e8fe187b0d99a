package check_test

import (
	"strings"
	"testing"

	"nianbao/app/check"
	"nianbao/app/form"
	"nianbao/app/report"
)

// few are fonts without private codes and emoji; only the workstation's have 𠮷.
type few struct{ asked int }

func (f *few) Fonts(r rune) check.Fonts {
	f.asked++
	switch {
	case r == '𠮷':
		return check.Workstation
	case r >= 0xe000 && r <= 0xf8ff, r > 0xffff, r == '✔':
		return check.NoFont
	}
	return check.Bundled
}

// What no font has is found while it is typed, in every text that is printed,
// with its place and what to do.
func TestUnprintableCharactersAreErrorsWithTheirPlace(t *testing.T) {
	for text, want := range map[string]string{
		"重点工作\uf0b7一是": "第 5 个字（显示为方框或者空白，在“重点工作”之后），现有字体中没有，印不出来。它是从 Word 粘贴来的项目符号，请改为“●”，或者删除。",
		"\uf0d8一是":     "第 1 个字（显示为方框或者空白），现有字体中没有，印不出来。它是从 Word 粘贴来的项目符号，请改为“●”，或者删除。",
		"很好😀谢谢😀":       "有 2 个字，第一个是第 3 个字“😀”（在“很好”之后），现有字体中没有，印不出来。请删除这个表情或者符号，或者改用文字。",
		"完成✔":          "第 3 个字“✔”（在“完成”之后），现有字体中没有，印不出来。请删除这个表情或者符号，或者改用文字。",
		"姓\ue123":      "第 2 个字（显示为方框或者空白，在“姓”之后），现有字体中没有，印不出来。它是别的电脑上自造的字，请改用通用的字。",
		"不\ufffd":      "第 2 个字（已经变成问号，在“不”之后），现有字体中没有，印不出来。这个字已经无法辨认，请对照原件改正。",
		"𪚥字":           "第 1 个字“𪚥”，现有字体中没有，印不出来。请改用通用的字，或者换一种写法。",
		"都印得出":         "",
	} {
		for a, name := range map[form.Address]string{
			report.UnitName: "单位全称", report.Preamble: "引言", report.SignedBy: "署名",
			"overview.disclosure": "一、总体情况“（一）主动公开情况”", "others.matters": "六、其他需要报告的事项“其他事项”",
		} {
			rules := check.Checker{Glyphs: &few{}}
			said := ""
			for _, f := range rules.Run(make2025(t, map[form.Address]string{a: text})) {
				if f.Rule != "D-GLYPH" {
					continue
				}
				said += f.Message
				if f.Severity != check.Error || f.Cells[0] != a {
					t.Errorf("%q: %+v", text, f)
				}
			}
			if want != "" && said != name+want || want == "" && said != "" {
				t.Errorf("%q at %s:\n got %s\nwant %s", text, a, said, name+want)
			}
		}
	}
}

// What only this workstation can print is a hint.
func TestWhatOnlyThisWorkstationPrintsIsAHint(t *testing.T) {
	rules := check.Checker{Glyphs: &few{}}
	n := 0
	for _, f := range rules.Run(make2025(t, map[form.Address]string{"overview.platform": "联系人𠮷某"})) {
		if f.Rule != "D-FONT" {
			continue
		}
		n++
		if f.Severity != check.Info || !strings.Contains(f.Message, "第 4 个字“𠮷”") || !strings.Contains(f.Message, "换一台电脑可能印不出来") {
			t.Errorf("%+v", f)
		}
	}
	if n != 1 {
		t.Errorf("%d findings", n)
	}
	if check.Unprintable(&few{}, "意见", "𠮷") != "" || !strings.HasPrefix(check.Unprintable(&few{}, "意见", "好😀"), "意见第 2 个字") {
		t.Error("a text of its own is judged otherwise")
	}
}

// A figure typed does not look through the texts again.
func TestTextsAreLookedThroughOnce(t *testing.T) {
	fonts := &few{}
	rules := check.Checker{Glyphs: fonts}
	r := make2025(t, map[form.Address]string{"overview.disclosure": strings.Repeat("字", 5000)})
	rules.Run(r)
	before := fonts.asked
	c, err := r.Set("requests.received.business", "3")
	if err != nil {
		t.Fatal(err)
	}
	if err := r.Apply(report.Edit{Changes: []report.Change{c}}); err != nil {
		t.Fatal(err)
	}
	rules.Run(r)
	if fonts.asked != before {
		t.Errorf("%d characters were looked at again", fonts.asked-before)
	}
}
