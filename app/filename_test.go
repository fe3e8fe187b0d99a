package app_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"nianbao/app"
	"nianbao/app/apptest"
	"nianbao/app/signoff"
)

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
	expect("in review", "（送审稿 待审核 1月12日 9时）.pdf", "（→李四 待审核）.nbx", "（审签单 1月12日 9时）.pdf")
	w.Join("赵六", "副主任", 2)
	w.Join("钱七", "副主任", 2)
	expect("with three who may", "（送审稿 待审核 1月12日 9时）.pdf", "（→李四等3人 待审核）.nbx", "（审签单 1月12日 9时）.pdf")
	w.Sign(head, id, signoff.Approve, "同意")
	w.Sign(leader, id, signoff.Approve, "同意")
	expect("approved", "（公开版）.pdf", "（已审批）.nbx", "（审签单）.pdf")
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
