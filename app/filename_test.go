package app_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"nianbao/app"
	"nianbao/app/apptest"
	"nianbao/app/signoff"
)

func TestProposedNamesAreTakenByEverySystem(t *testing.T) {
	for name, want := range map[string]string{
		"甲局/乙局2025年.pdf":       "甲局／乙局2025年.pdf",
		`a\b:c*d?e"f<g>h|.nbx`: "a＼b：c＊d？e＂f＜g＞h｜.nbx",
		"甲\n局\t\x00\u202e.pdf": "甲 局.pdf",
		"..\\..\\x.pdf":        "＼..＼x.pdf",
		"甲局. .pdf":             "甲局.pdf",
		" .甲局.json":            "甲局.json",
		"con.pdf":              "_con.pdf",
		"Com1.2025年.pdf":       "_Com1.2025年.pdf",
		"lpt³.pdf":             "_lpt³.pdf",
		"console.pdf":          "console.pdf",
		"COM10.pdf":            "COM10.pdf",
		".pdf":                 "报告.pdf",
		"第1.5版":                "第1.5版",
	} {
		if got := app.FileName(name); got != want {
			t.Errorf("%q became %q, want %q", name, got, want)
		}
	}
	long := app.FileName(strings.Repeat("某某市", 200) + "2025年.pdf")
	if len(long) > 200 || !utf8.ValidString(long) || filepath.Ext(long) != ".pdf" {
		t.Errorf("%d bytes: %s", len(long), long)
	}
	if err := os.WriteFile(filepath.Join(t.TempDir(), long), nil, 0o600); err != nil {
		t.Error(err)
	}
}

func TestFileNamesSayWhatTheFileIs(t *testing.T) {
	w := apptest.NewWorkstation(t)
	officer, head, leader := w.CreateRoster()
	id := w.Example()
	const title = "示例县自然资源局2025年政府信息公开工作年度报告"
	expect := func(when, paper, handOver, form string) {
		t.Helper()
		s := w.As(officer, id)
		got := []string{s.PaperName(".pdf"), app.HandOverName(s), s.SignOffFormName(".pdf")}
		for i, want := range []string{title + paper, title + handOver, title + form} {
			if got[i] != want {
				t.Errorf("%s: %q, want %q", when, got[i], want)
			}
		}
	}
	expect("drafting", "（草稿 1月12日 9时）.pdf", "（草稿 1月12日 9时）.nbx", "（审签单 1月12日 9时）.pdf")
	w.Sign(officer, id, signoff.Submit, "")
	w.Sign(officer, id, signoff.Approve, "同意")
	expect("in review", "（送审稿 待审核 1月12日 9时）.pdf", "（待李四审核）.nbx", "（审签单 1月12日 9时）.pdf")
	w.Join("赵六", "副主任", 2)
	w.Join("钱七", "副主任", 2)
	expect("with three who may", "（送审稿 待审核 1月12日 9时）.pdf", "（待李四等3人审核）.nbx", "（审签单 1月12日 9时）.pdf")
	w.Sign(head, id, signoff.Approve, "同意")
	w.Sign(leader, id, signoff.Approve, "同意")
	expect("approved", "（公开版）.pdf", "（已审批）.nbx", "（审签单）.pdf")
}

// However long the title, and whatever stands in it, a name says what the file
// is, and every system takes it.
func TestALongNameKeepsWhatItSays(t *testing.T) {
	name := app.FileNameSaying(strings.Repeat("某某市", 200)+". ", "待李四/王五审核", ".nbx")
	if len(name) > 200 || !utf8.ValidString(name) || !strings.HasSuffix(name, "（待李四／王五审核）.nbx") {
		t.Errorf("%d bytes: %s", len(name), name)
	}
	if name := app.FileNameSaying("CON", strings.Repeat("长", 200), ".pdf"); len(name) > 200 || !strings.HasPrefix(name, "_CON（长") || !strings.HasSuffix(name, "长）.pdf") {
		t.Errorf("%d bytes: %s", len(name), name)
	}
}

func TestAFreeNameIsTakenByNothing(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "报告（草稿 1月12日 9时）.pdf")
	for _, want := range []string{"报告（草稿 1月12日 9时）.pdf", "报告（草稿 1月12日 9时）（2）.pdf", "报告（草稿 1月12日 9时）（3）.pdf"} {
		free := app.FreePath(path)
		if filepath.Base(free) != want {
			t.Errorf("%s, want %s", filepath.Base(free), want)
		}
		if err := os.WriteFile(free, nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

func TestADraftIsNotWrittenOverAPublishedCopy(t *testing.T) {
	w := apptest.NewWorkstation(t)
	id := w.Example()
	path := filepath.Join(t.TempDir(), "年度报告（公开版）.pdf")
	if err := os.WriteFile(path, []byte("published"), 0o600); err != nil {
		t.Fatal(err)
	}
	err := w.Export(ctx, w.As("", id).PrintJob(), path)
	if app.CodeOf(err) != app.Protected || !strings.Contains(app.Sentence(err), "公开版") {
		t.Errorf("%v", err)
	}
	if held, err := os.ReadFile(path); err != nil || string(held) != "published" {
		t.Errorf("the copy holds %q, %v", held, err)
	}
}
