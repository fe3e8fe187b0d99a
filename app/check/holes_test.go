package check_test

import (
	"strings"
	"testing"

	"nianbao/app/check"
	"nianbao/app/form"
	"nianbao/app/report"
)

// found returns the message of a rule about an address, "" for none.
func found(r *report.Report, rule string, a form.Address) (check.Severity, string) {
	for _, f := range check.Run(r) {
		if f.Rule == rule && len(f.Cells) > 0 && f.Cells[0] == a {
			return f.Severity, f.Message
		}
	}
	return 0, ""
}

// What the program proposes carries its marks, and they are errors while they stand.
func TestProposedTextsAreErrorsUntilFilledIn(t *testing.T) {
	r := make2025(t, nil)
	held := map[form.Address]string{report.Preamble: r.DefaultPreamble()}
	sev, said := found(make2025(t, held), "D-HOLE", report.Preamble)
	if want := "引言还有 3 处没有填，第一处是“地址：【待填】”。请填上；不需要的，连同前后文字一起删除。"; said != want || sev != check.Error {
		t.Errorf("%s, want %s", said, want)
	}
	for _, f := range r.Form().Sections {
		for _, field := range f.Fields {
			for _, prompt := range field.Prompts {
				holes := strings.Contains(prompt, report.Hole)
				sev, said := found(make2025(t, map[form.Address]string{field.Address: prompt}), "D-HOLE", field.Address)
				if holes != (said != "") || holes && sev != check.Error || holes && !strings.Contains(said, field.Name) {
					t.Errorf("%s: %s %q", prompt, sev.ID(), said)
				}
			}
		}
	}
	held[report.Preamble] = strings.ReplaceAll(r.DefaultPreamble(), report.Hole, "示例")
	if _, said := found(make2025(t, held), "D-HOLE", report.Preamble); said != "" {
		t.Errorf("filled in: %s", said)
	}
}

// A draft of an earlier version has the preamble that it proposed, without marks.
func TestTheBlanksOfAnOldPreambleAreErrors(t *testing.T) {
	old := strings.ReplaceAll(make2025(t, nil).DefaultPreamble(), report.Hole, "")
	for text, n := range map[string]string{
		old: "3 处",
		strings.Replace(old, "地址：", "地址：建设路1号", 1):                                                        "2 处",
		strings.NewReplacer("地址：", "地址：建设路1号", "邮编：", "邮编：000000", "电话：", "电话：0000-1234567").Replace(old): "",
	} {
		sev, said := found(make2025(t, map[form.Address]string{report.Preamble: text}), "D-HOLE", report.Preamble)
		if (said == "") != (n == "") || !strings.Contains(said, n) || sev != check.Error && n != "" {
			t.Errorf("%s: %s", text, said)
		}
	}
	r := make2025(t, map[form.Address]string{report.Preamble: old})
	if !r.PreambleIsProposed() {
		t.Error("it no longer follows the unit")
	}
}

// Holes that a person left want a word; names made illegible in a published
// report can have one, so they are never errors.
func TestGapsOfHandWantAWord(t *testing.T) {
	for text, want := range map[string]string{
		"全年收到申请××件。":         "全年收到申请××",
		"20XX年，本机关发布信息":      "20XX",
		"共收取信息处理费　　元。":       "共收取信息处理费　　元",
		"公开信息  条，":           "公开信息  条",
		"联系人：____，":          "联系人：____",
		"发布（　　）篇解读":          "发布（　　",
		"【待定】":               "【待定】",
		"申请人张××的申请已答复":       "申请人张××",
		"某政发〔2025〕　号":        "〔2025〕　号",
		"办结 12 件，共 3 次":      "",
		"办结12　件":             "",
		"长3×4米":              "",
		"制定×项制度":             "制定×项",
		"共×件，其中":             "共×件",
		"办理X件":               "办理X件",
		"开展培训_次":             "开展培训_次",
		"于×月×日":              "于×月",
		"全年收到**件":            "全年收到**",
		"3×5件套":              "",
		"共12x个":              "",
		"按照XML格式一项":          "",
		"　　年初制定计划。":          "",
		"全部完成。　　年底又":         "",
		"发布于 www.xxgk.cn":    "",
		"按照XML格式，Excel文件xls": "",
		"一是抓好公开\n　　件件有回音":    "",
	} {
		for _, a := range []form.Address{"overview.disclosure", report.Preamble} {
			sev, said := found(make2025(t, map[form.Address]string{a: text}), "D-GAP", a)
			if (said == "") != (want == "") || !strings.Contains(said, want) || want != "" && sev != check.Explain {
				t.Errorf("%s %q: %s %q, want %q", a, text, sev.ID(), said, want)
			}
			if _, said := found(make2025(t, map[form.Address]string{a: text}), "D-HOLE", a); said != "" {
				t.Errorf("%q is an error: %s", text, said)
			}
		}
	}
}

// What was seen in a text is forgotten when the text is another.
func TestRulesSeeEveryChange(t *testing.T) {
	r := make2025(t, nil)
	var rules check.Checker
	for _, text := range []string{"【待填】", "填好了", "还有××件", "【待填】", ""} {
		c, err := r.Set("overview.disclosure", text)
		if err != nil {
			t.Fatal(err)
		}
		if err := r.Apply(report.Edit{Changes: []report.Change{c}}); err != nil {
			t.Fatal(err)
		}
		kept, fresh := rules.Run(r), check.Run(r)
		if len(kept) != len(fresh) {
			t.Fatalf("%q: %d findings, anew %d", text, len(kept), len(fresh))
		}
		for i := range kept {
			if kept[i].Message != fresh[i].Message {
				t.Errorf("%q: %s, anew %s", text, kept[i].Message, fresh[i].Message)
			}
		}
	}
}
