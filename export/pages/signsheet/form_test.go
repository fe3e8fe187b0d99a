package signsheet

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"nianbao/app"
	"nianbao/app/keys"
	"nianbao/app/signoff"
	"nianbao/export/pages"
	"nianbao/export/typeset"
	"nianbao/export/typeset/typesettest"
)

// failer is what tests and property tests have in common.
type failer interface {
	Helper()
	Fatalf(format string, args ...any)
}

// formOf returns a made-up 审签单 whose levels wrote these opinions.
func formOf(opinions ...string) *app.SignOffForm {
	s := &app.SignOffForm{
		Title: "东海市临江区柳河镇人民政府2025年政府信息公开工作年度报告", Unit: "东海市临江区柳河镇人民政府",
		Year: 2025, Round: 2, State: "已审批", Digest: keys.Sum([]byte("x")),
	}
	for i, opinion := range opinions {
		s.Steps = append(s.Steps, app.SignOffStep{
			Level: fmt.Sprintf("单位行政负责人审批%d", i), Post: fmt.Sprintf("职务%d", i), Name: fmt.Sprintf("姓名%d", i),
			Decision: "通过", Opinion: opinion, Time: "2026年1月12日 09:15", Code: fmt.Sprintf("1A2B 3C4D 5E6F 7A8B 9C%02d", i),
		})
	}
	return s
}

// mustForm lays a 审签单 out.
func mustForm(t failer, s *app.SignOffForm) []typeset.Page {
	t.Helper()
	pages, err := Pages(s, typesettest.PlainMetrics{}, pages.Options{})
	if err != nil {
		t.Fatalf("%v", err)
	}
	return pages
}

// checkFormPages holds what is so of every 审签单.
func checkFormPages(t failer, s *app.SignOffForm, pages []typeset.Page) {
	t.Helper()
	const off = 0.3
	for i, p := range pages {
		text := typesettest.PageText(p)
		if !strings.HasPrefix(text, Title) || (i > 0) != strings.HasPrefix(text, Title+"（续）") {
			t.Fatalf("page %d begins with %.30q", i+1, text)
		}
		for _, r := range p.Runs {
			if r.X < typeset.Left-off || r.X+typesettest.RunWidth(r) > typeset.Left+typeset.Measure+typeset.MM(r.Size)/2+off || r.Y < top || r.Y > numberBaseline {
				t.Fatalf("page %d: %q at %.1f, %.1f is outside the form", i+1, r.Text, r.X, r.Y)
			}
		}
		for _, l := range p.Rules {
			if l.X1 < typeset.Left-off || l.X2 > typeset.Left+typeset.Measure+off || l.Y1 < top || l.Y2 > top+height+off {
				t.Fatalf("page %d: rule %+v is outside the form", i+1, l)
			}
		}
		if number := fmt.Sprintf("第 %d 页　共 %d 页", i+1, len(pages)); (len(pages) > 1) != strings.Contains(text, number) {
			t.Fatalf("page %d is not numbered so: %q", i+1, text)
		}
		if last := i == len(pages)-1; last != strings.Contains(text, "（单位盖章处）") || last != strings.HasSuffix(strings.TrimSuffix(text, fmt.Sprintf("第 %d 页　共 %d 页", i+1, len(pages))), endOf(s)) {
			t.Fatalf("page %d of %d: room for the seal and the note are not at the end", i+1, len(pages))
		}
	}
}

// endOf is how the note below the table ends.
func endOf(s *app.SignOffForm) string {
	if s.Digest == "" {
		return "和盖章。"
	}
	return "和盖章。" + lastLetter
}

// seal is how high the room for the seal is on the last page.
func sealRoom(pages []typeset.Page) float64 {
	last, above, below := pages[len(pages)-1], 0.0, 0.0
	for _, l := range last.Rules { // over the whole width
		if l.Y1 == l.Y2 && l.X2-l.X1 > typeset.Measure-1 && l.Y1 > below {
			above, below = below, l.Y1
		}
	}
	return below - above
}

// A usual round stands on one page: a return with two remarks, and an explanation; and the
// seal has room as large as it is where that can be.
func TestAUsualRoundStandsOnOnePage(t *testing.T) {
	s := formOf("已按意见核对，拟同意送审。", "同意。", "同意公开。")
	s.Round = 1
	for i, level := range []string{"承办人员初审", "承办部门负责人审核", "单位行政负责人审批"} {
		s.Steps[i].Level = level
	}
	s.Explanations = []string{"表三“一、本年新收政府信息公开申请数量”总计比上年增加 120%，请说明情况。说明：2025年集中征地，相关申请增多。"}
	remarks := []string{
		"意见 1　李四（承办部门负责人审核）　表三·不予公开：属于国家秘密·自然人：请核对件数，与台账是否一致。　处理：已核对台账，数字无误。",
		"意见 2　李四（承办部门负责人审核）　表三·本年新收·自然人：与上年相差较多，请写明原因。　处理：已写明。",
	}
	s.History = []string{
		"2026年1月12日 09:00　张三　送审",
		"2026年1月12日 09:00　张三　承办人员初审：通过　“经核对，与台账、各股室报送的一致，拟同意送审。”",
		"2026年1月12日 09:00　李四　承办部门负责人审核：退回　“请按意见核对后再送。”",
		"2026年1月12日 09:00　张三　送审",
	}
	for n, least := range []float64{sealWanted, 30, sealLeast} {
		s.Remarks = remarks[:n]
		pages := mustForm(t, s)
		checkFormPages(t, s, pages)
		if room := sealRoom(pages); len(pages) != 1 || room < least-typeset.Slack {
			t.Errorf("%d remarks: %d pages, %.1f mm for the seal", n, len(pages), room)
		}
	}
}

// Where a form goes over the page, the seal takes lines of the content along.
func TestTheSealTakesContentAlong(t *testing.T) {
	s := formOf("同意。", "同意。", "同意公开。")
	s.Explanations, s.History = []string{"说明。"}, []string{"2026年1月12日 08:50　张三　送审"}
	over := 0
	for n := range 40 {
		s.Remarks = slices.Repeat([]string{"意见 1　李四（审核）　表二·行政许可：请核实　已处理"}, n)
		pages := mustForm(t, s)
		checkFormPages(t, s, pages)
		if len(pages) == 1 {
			continue
		}
		over++
		text := typesettest.PageText(pages[len(pages)-1])
		if lines := strings.Count(text, "意见 1") + strings.Count(text, "说明。") + strings.Count(text, "送审"); lines < fewestWithSeal {
			t.Errorf("%d remarks: %d lines are with the seal: %s", n, lines, text)
		}
	}
	if over < 10 {
		t.Errorf("only %d forms went over the page", over)
	}
}

func TestAFormOfThreeLevelsIsOnePage(t *testing.T) {
	s := formOf("各项数据已与法规、执法、财务、信访等股室核对一致，文字部分与附表数据相符，拟同意送审。", "同意。", "同意公开。")
	s.Explanations = []string{"表三“本年新收政府信息公开申请数量”比上年增加120%，请说明。说明：2025年集中征地，相关申请增多。"}
	s.History = []string{"2026年1月12日 08:50　张三　送审"}
	pages := mustForm(t, s)
	checkFormPages(t, s, pages)
	if len(pages) != 1 {
		t.Fatalf("%d pages", len(pages))
	}
	text := typesettest.PageText(pages[0])
	upper := strings.ToUpper(string(s.Digest))
	for _, want := range []string{
		"报告标题" + s.Title, "单位" + s.Unit + "年度2025年轮次第二轮审签状态已审批", upper[:4] + " " + upper[4:8] + " ",
		"报告页脚所印：" + s.Digest.Printed(), "意见", "手写签名：年　　月　　日决定通过姓名姓名1职务职务1", "签名密钥代码1A2B 3C4D 5E6F 7A8B 9C01",
		"情况说明表三", "此前的经过2026年", "（单位盖章处）年　　月　　日", "注：" + signoff.WhatASignatureIs + lastLetter,
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing", want)
		}
	}
	s.Round, s.Remarks = 1, []string{"意见 1　李四（审核）　表二·行政许可：请核实　已处理"}
	if text := typesettest.PageText(mustForm(t, s)[0]); strings.Contains(text, "轮") || !strings.Contains(text, "单位"+s.Unit+"年度2025年状态已审批") || !strings.Contains(strings.ReplaceAll(text, " ", ""), "请核实　已处理") {
		t.Errorf("in the first round: %q", text)
	}
	if !strings.Contains(strings.ReplaceAll(text, " ", ""), upper) {
		t.Error("the digest is not whole")
	}
}

func TestTheRosterOfAnotherOfficeIsNamed(t *testing.T) {
	s := formOf("同意。")
	if text := typesettest.PageText(mustForm(t, s)[0]); strings.Contains(text, "审签名册") {
		t.Errorf("%s", text)
	}
	s.Roster = "某某县人民政府办公室，名册代码 1A2B 3C4D 5E6F 7A8B 9C01"
	pages := mustForm(t, s)
	checkFormPages(t, s, pages)
	if text := typesettest.PageText(pages[0]); !strings.Contains(text, "审签名册"+s.Roster) {
		t.Errorf("%s", text)
	}
}

func TestALevelThatHasNotActedIsLeftBlank(t *testing.T) {
	s := formOf("同意。")
	s.Digest = ""
	s.Steps = append(s.Steps, app.SignOffStep{Level: "保密审查"})
	pages := mustForm(t, s)
	checkFormPages(t, s, pages)
	text := typesettest.PageText(pages[0])
	if !strings.Contains(text, "保密审查意见手写签名：年　　月　　日决定姓名职务时间签名密钥代码") || strings.Contains(text, "页脚") {
		t.Errorf("%s", text)
	}
}

// TestGeneratedForms holds that nothing is lost whatever the texts are, and
// that no page has nothing but the seal.
func TestGeneratedForms(t *testing.T) {
	length := rapid.OneOf(rapid.IntRange(0, 60), rapid.IntRange(0, 2500))
	text := rapid.Custom(func(t *rapid.T) string {
		n := length.Draw(t, "length")
		return strings.Repeat("政府信息公开，", n/7) + strings.Repeat("文", n%7)
	})
	rapid.Check(t, func(t *rapid.T) {
		s := formOf(rapid.SliceOfN(text, 1, 5).Draw(t, "opinions")...)
		s.Explanations = rapid.SliceOfN(text, 0, 4).Draw(t, "explanations")
		s.History = rapid.SliceOfN(text, 0, 4).Draw(t, "history")
		pages := mustForm(t, s)
		checkFormPages(t, s, pages)
		var all string
		for i, p := range pages {
			text := typesettest.PageText(p)
			for _, r := range p.Runs {
				if r.Face == typeset.Body {
					all += r.Text
				}
			}
			if i > 0 && !strings.Contains(text, "意见") && !strings.Contains(text, "情况说明") && !strings.Contains(text, "此前的经过") {
				t.Fatalf("page %d has nothing but the seal", i+1)
			}
		}
		var want string
		for _, step := range s.Steps {
			want += step.Opinion
		}
		want += strings.Join(numbered(s.Explanations), "") + strings.Join(s.History, "")
		if all != want {
			t.Fatalf("%d characters are printed of %d", len([]rune(all)), len([]rune(want)))
		}
		checkTogether(t, s, pages)
	})
}

// checkTogether holds that who signed and when is printed once, on one page,
// with the end of the opinion.
func checkTogether(t failer, s *app.SignOffForm, pages []typeset.Page) {
	t.Helper()
	for _, step := range s.Steps {
		n := 0
		for _, p := range pages {
			text := typesettest.PageText(p)
			if !strings.Contains(text, step.Name) {
				continue
			}
			n++
			end := []rune(step.Opinion)
			end = end[max(0, len(end)-5):]
			if !strings.Contains(text, string(end)+"手写签名：年　　月　　日决定通过姓名"+step.Name+"职务"+step.Post+"时间"+step.Time+"签名密钥代码"+step.Code) {
				t.Fatalf("the block of %s is parted: %q", step.Level, text)
			}
		}
		if n != 1 {
			t.Fatalf("%s is printed %d times", step.Name, n)
		}
	}
}

// TestAbsurdFormsComeToAnEnd prints what a hand-over file from elsewhere
// might hold.
func TestAbsurdFormsComeToAnEnd(t *testing.T) {
	s := formOf(strings.Repeat("文", 20_000), "", strings.Repeat("短\n", 3000))
	s.Title, s.Unit = strings.Repeat("东海市", 700), strings.Repeat("柳河镇", 700)
	s.Steps[1].Post, s.Steps[1].Name, s.Steps[2].Name = strings.Repeat("主任", 800), strings.Repeat("张", 900), strings.Repeat("王", 70)
	s.Steps[0].Level = strings.Repeat("级", 20)
	s.State = "待" + strings.Repeat("审", 20)
	s.History = []string{strings.Repeat("x", 20_000)}
	pages := mustForm(t, s)
	checkFormPages(t, s, pages)
	var all strings.Builder
	for _, p := range pages {
		all.WriteString(typesettest.PageText(p))
	}
	for what, n := range map[string]int{"文": 20_000, "短": 3000, "张": 900, "王": 70, "x": 20_000} {
		if got := strings.Count(all.String(), what); got != n {
			t.Errorf("%s is printed %d times, not %d", what, got, n)
		}
	}
	if n := strings.Count(all.String(), "主"); n != 800 {
		t.Errorf("the post is printed %d times", n)
	}
}

func TestMissingCharactersOfAFormAreNamed(t *testing.T) {
	s := formOf("同意。", "同𠀀意")
	s.Steps[0].Name, s.Explanations, s.History = "𠀀", []string{"a", "b𠀀"}, []string{"\n𠀀"}
	_, err := Pages(s, typesettest.PlainMetrics{}, pages.Options{Footer: "𠀀"})
	var u *app.Unprintable
	if !errors.As(err, &u) {
		t.Fatalf("error %v", err)
	}
	want := []app.Place{
		{Where: "单位行政负责人审批0姓名", Rune: '𠀀', At: 0},
		{Where: "单位行政负责人审批1意见", Rune: '𠀀', At: 1},
		{Where: "情况说明第2条", Rune: '𠀀', At: 1},
		{Where: "此前的经过第1条", Rune: '𠀀', At: 1},
		{Where: "页脚", Rune: '𠀀', At: 0},
	}
	if fmt.Sprint(u.Places) != fmt.Sprint(want) {
		t.Errorf("got  %v\nwant %v", u.Places, want)
	}
}

func TestNamesOfLevelsAreBrokenBySense(t *testing.T) {
	w := writer{metrics: typesettest.PlainMetrics{}}
	for name, want := range map[string]string{
		"保密审查": "保密审查", "承办人员初审": "承办人员|初审", "承办部门负责人审核": "承办部门|负责人审核",
		"单位行政负责人审批": "单位行政|负责人审批", "办公室主任审核": "办公室|主任审核", "分管领导审批": "分管领导|审批",
	} {
		var got []string
		for _, l := range w.label(name).lines {
			got = append(got, string(l.Text))
		}
		if strings.Join(got, "|") != want {
			t.Errorf("%s is broken as %s", name, strings.Join(got, "|"))
		}
	}
}
