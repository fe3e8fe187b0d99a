package pdf_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"nianbao/app"
	"nianbao/app/keys"
	"nianbao/app/signoff"
	"nianbao/export/pages/signsheet"
	"nianbao/export/pdf"
	"nianbao/export/preview"
)

// signed is a made-up 审签单 with opinions of that many characters.
func signed(length int) *app.SignOffForm {
	opinion := []rune(strings.Repeat("所列数据经与司法局、财政局、信访局逐项核对，“三公开”要求已经落实（详见《核对记录》第12页）。", 50))
	s := &app.SignOffForm{
		Title: "东海市临江区人民政府2025年政府信息公开工作年度报告", Unit: "东海市临江区人民政府", Year: 2025, Round: 2,
		State: "已审批", Digest: keys.Sum([]byte("content")),
		Explanations: []string{"表三“本年新收”比上年增加120%。说明：集中征地，申请增多。", "表二“行政许可”减少60%。说明：划转审批局。"},
		History:      []string{"2026年1月10日 08:30　第1轮　张三　送审", "2026年1月11日 09:30　第1轮　㛃六　退回　“请补充。”"},
	}
	names := []string{"张㛃", "䶮行建", "𬎆莹"}
	for i, level := range []string{"承办人员初审", "承办部门负责人审核", "单位行政负责人审批"} {
		s.Steps = append(s.Steps, app.SignOffStep{
			Level: level, Name: names[i], Post: []string{"政务公开专干", "办公室主任", "区长"}[i], Decision: "通过",
			Opinion: fmt.Sprintf("第%d级：", i+1) + string(opinion[:length]), Time: fmt.Sprintf("2026年1月1%d日 09:1%d", i, i),
			Code: fmt.Sprintf("1A2B 3C4D 5E6F 7A8B 9CD%d", i),
		})
	}
	return s
}

func printedForm(t fataler, s *app.SignOffForm, o app.PrintOptions) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := (pdf.Printer{}).PrintSignOffForm(context.Background(), s, o, &b); err != nil {
		t.Fatalf("print: %v", err)
	}
	return b.Bytes()
}

// TestEveryPartOfASignOffFormIsInThePDF reads 审签单 again, from short opinions on
// one page to long ones over several.
func TestEveryPartOfASignOffFormIsInThePDF(t *testing.T) {
	needPdftotext(t)
	for _, length := range []int{0, 30, 2000} {
		for _, body := range []string{app.BodyBundled, app.BodyKai} {
			s := signed(length)
			got := extract(t, t.TempDir(), printedForm(t, s, app.PrintOptions{BodyFont: body}))
			again := "政府信息公开工作年度报告审签单（续）报告标题" + s.Title + "轮次第二轮审签内容摘要" + bare(s.Digest.Short())
			if strings.Contains(got, "（续）") != (length == 2000) {
				t.Errorf("%d characters: %d pages go on", length, strings.Count(got, again))
			}
			got = withoutBreaks(got, again, s)
			at := 0
			for _, want := range inSheet(s) {
				i := strings.Index(got[at:], bare(want))
				if i < 0 {
					t.Fatalf("%d characters: %.60q does not follow %q", length, want, tail(got[:at]))
				}
				at += i + len(bare(want))
			}
		}
	}
}

// What registers and departments gave stands in rows of their own.
func TestASignOffFormTellsWhereFiguresCameFrom(t *testing.T) {
	needPdftotext(t)
	s := signed(30)
	s.Registers = []string{"台账“台账.xlsx”：2 行，计入 1 行，1 行没有计入：重复登记 1 行（第 4 行）。"}
	s.Provided = []string{"政策法规科，张三，2026年1月5日：3 格"}
	got := extract(t, t.TempDir(), printedForm(t, s, app.PrintOptions{BodyFont: app.BodyBundled}))
	for _, want := range []string{"台账" + s.Registers[0], "科室报送" + s.Provided[0]} {
		if !strings.Contains(got, bare(want)) {
			t.Errorf("%q is not on it: %s", want, got)
		}
	}
}

// withoutBreaks leaves out what stands between two pages.
func withoutBreaks(got, again string, s *app.SignOffForm) string {
	pages := strings.Count(got, again) + 1
	for i := range pages {
		got = strings.ReplaceAll(got, fmt.Sprintf("第%d页共%d页", i+1, pages), "")
	}
	for _, step := range s.Steps {
		got = strings.ReplaceAll(got, again+step.Level+"（续）意见", "")
	}
	return strings.ReplaceAll(got, again, "")
}

func inSheet(s *app.SignOffForm) []string {
	out := []string{
		signsheet.Title, s.Title, s.Unit, "2025年", "第二轮审签", s.State,
		strings.ToUpper(string(s.Digest)), s.Digest.Printed(),
	}
	for _, step := range s.Steps {
		out = append(out, step.Level, step.Opinion, "手写签名：", "年月日", step.Decision, step.Name, step.Post, step.Time, step.Code)
	}
	out = append(out, s.Explanations...)
	out = append(out, s.History...)
	return append(out, "（单位盖章处）", signoff.WhatASignatureIs)
}

func TestSameFormSameBytes(t *testing.T) {
	first := printedForm(t, signed(900), app.PrintOptions{})
	for range 3 {
		if !bytes.Equal(first, printedForm(t, signed(900), app.PrintOptions{})) {
			t.Fatal("the same 审签单 gives other bytes")
		}
	}
	// It is dated by its last signature, else by its year.
	if !bytes.Contains(first, []byte("D:20260112091200")) {
		t.Error("the PDF is not dated by the last signature")
	}
	s := signed(0)
	for i := range s.Steps {
		s.Steps[i].Time = ""
	}
	if !bytes.Contains(printedForm(t, s, app.PrintOptions{}), []byte("D:20260101000000")) {
		t.Error("the PDF of an unsigned 审签单 is not dated by its year")
	}
	if !bytes.Contains(first, titleOf(signsheet.Title)) {
		t.Error("the PDF has another title")
	}
}

func TestNothingOfAFormIsWrittenWhenCharactersAreMissing(t *testing.T) {
	s := signed(10)
	s.Steps[1].Name = "张😀"
	var b bytes.Buffer
	err := (pdf.Printer{}).PrintSignOffForm(context.Background(), s, app.PrintOptions{}, &b)
	var u *app.Unprintable
	if !errors.As(err, &u) || len(u.Places) != 1 || u.Places[0].Where != "承办部门负责人审核姓名" || b.Len() > 0 {
		t.Errorf("error %v, %d bytes", err, b.Len())
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := (pdf.Printer{}).PrintSignOffForm(ctx, signed(10), app.PrintOptions{}, &b); !errors.Is(err, context.Canceled) || b.Len() > 0 {
		t.Errorf("cancelled: error %v, %d bytes", err, b.Len())
	}
	if _, err := preview.LayOut(ctx, filled(t, 2025), app.PrintOptions{}); !errors.Is(err, context.Canceled) {
		t.Errorf("sheets, cancelled: error %v", err)
	}
	if _, err := preview.LayOut(context.Background(), filled(t, 2025), app.PrintOptions{Footer: "😀"}); !errors.As(err, &u) {
		t.Errorf("sheets with a character that no font has: error %v", err)
	}
}

// TestTheFootIsOnEveryPageOfThePDF reads it page by page.
func TestTheFootIsOnEveryPageOfThePDF(t *testing.T) {
	needPdftotext(t)
	const foot = "第1轮审批件　内容摘要 930A 5B4D ED3D A639 F3C5"
	got := extract(t, t.TempDir(), printed(t, filled(t, 2025), app.PrintOptions{Footer: foot}))
	s, err := preview.LayOut(context.Background(), filled(t, 2025), app.PrintOptions{Footer: foot})
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(got, bare(foot)); n != s.Len() {
		t.Errorf("the foot is printed %d times on %d pages", n, s.Len())
	}
}

func BenchmarkPrintSheet(b *testing.B) {
	s := signed(40)
	for b.Loop() {
		printedForm(b, s, app.PrintOptions{})
	}
}
