package report_test

import (
	"maps"
	"strings"
	"testing"

	"nianbao/app/form"
	"nianbao/app/report"
)

func TestThePreambleIsMadeOfTheContactFields(t *testing.T) {
	r := newReport(t, 2025)
	if got := r.DefaultPreamble(); !strings.HasSuffix(got, "请与示例县自然资源局联系（地址：【待填】，邮编：【待填】，电话：【待填】）。") {
		t.Errorf("with nothing given: %q", got)
	}
	put(t, r, report.ContactAddress, " 示例县 示例路1号\n")
	put(t, r, report.ContactPhone, "０５１２－６５２２００００")
	if got := r.DefaultPreamble(); !strings.HasSuffix(got, "（地址：示例县 示例路1号，邮编：【待填】，电话：0512-65220000）。") {
		t.Errorf("with two given: %q", got)
	}
	put(t, r, report.ContactOffice, "示例县自然资源局办公室")
	put(t, r, report.ContactPostcode, "２１５０００")
	put(t, r, report.ContactEmail, "zrzy＠example.gov.cn")
	if got := r.DefaultPreamble(); !strings.HasSuffix(got, "请与示例县自然资源局办公室联系（地址：示例县 示例路1号，邮编：215000，电话：0512-65220000，电子邮箱：zrzy@example.gov.cn）。") || strings.Contains(got, report.Hole) {
		t.Errorf("with all given: %q", got)
	}
}

// Readers know many offices called 办公室: a part of the unit stands behind its name.
// What an earlier version proposed still follows the fields.
func TestAPartOfTheUnitIsNamedWithIt(t *testing.T) {
	r := newReport(t, 2025)
	for office, want := range map[string]string{
		"办公室": "示例县自然资源局办公室", "政策法规科": "示例县自然资源局政策法规科", "示例县自然资源局办公室": "示例县自然资源局办公室",
		"示例县政务服务中心": "示例县政务服务中心", "": "示例县自然资源局",
	} {
		put(t, r, report.ContactOffice, office)
		if got := r.DefaultPreamble(); !strings.Contains(got, "请与"+want+"联系（") {
			t.Errorf("%s: %q", office, got)
		}
	}
	put(t, r, report.ContactOffice, "办公室")
	put(t, r, report.Preamble, strings.Replace(r.DefaultPreamble(), "示例县自然资源局办公室", "办公室", 1))
	if !r.PreambleIsProposed() {
		t.Error("what was proposed before is taken for somebody's own words")
	}
}

// A report of before has its contacts in the preamble alone.
func TestContactsAreFoundInAPreambleOfBefore(t *testing.T) {
	r := newReport(t, 2024)
	put(t, r, report.Preamble, "本报告……如对本报告有疑问，请与示例县自然资源局办公室联系（地址：示例路1号，邮政编码：215000，联系电话：0512-65220000，电子邮箱：a@b.cn）。")
	want := map[form.Address]string{
		report.ContactOffice: "示例县自然资源局办公室", report.ContactAddress: "示例路1号", report.ContactPostcode: "215000",
		report.ContactPhone: "0512-65220000", report.ContactEmail: "a@b.cn",
	}
	if got := r.Contact(); !maps.Equal(got, want) {
		t.Errorf("read from the preamble: %v", got)
	}
	put(t, r, report.Preamble, "如对本报告有疑问，请与示例县自然资源局办公室联系（地址：示例路1号，邮政编码：215000，联系电话：0512-65220000，电子邮箱：\na@b.cn）。")
	if got := r.Contact(); !maps.Equal(got, want) {
		t.Errorf("read where a line is broken within: %v", got)
	}
	put(t, r, report.Preamble, r.DefaultPreamble())
	if got := r.Contact(); len(got) != 0 {
		t.Errorf("read from holes: %v", got)
	}
	put(t, r, report.ContactPhone, "1")
	if got := r.Contact(); !maps.Equal(got, map[form.Address]string{report.ContactPhone: "1"}) {
		t.Errorf("with a field: %v", got)
	}
}

func TestUnusualContactsAreDoubted(t *testing.T) {
	for _, c := range []struct {
		at    form.Address
		typed string
		doubt bool
	}{
		{report.ContactPostcode, "215000", false},
		{report.ContactPostcode, "21500", true},
		{report.ContactPostcode, "215000a", true},
		{report.ContactEmail, "a.b@example.gov.cn", false},
		{report.ContactEmail, "a.b", true},
		{report.ContactEmail, "a@b", true},
		{report.ContactPhone, "0512-65220000", false},
		{report.ContactPhone, "（0512）65220000转8", false},
		{report.ContactPhone, "0512-65220000、65220001", false},
		{report.ContactPhone, "见网站", true},
		{report.ContactAddress, "路", false},
		{report.ContactPostcode, "", false},
	} {
		r := newReport(t, 2025)
		put(t, r, c.at, c.typed)
		if got := r.ContactDoubt(c.at); (got != "") != c.doubt {
			t.Errorf("%s %q: %q", c.at, c.typed, got)
		}
	}
	r := newReport(t, 2025)
	if _, err := r.Set(report.ContactAddress, strings.Repeat("路", 201)); err == nil {
		t.Error("a text is taken for an address")
	}
}
