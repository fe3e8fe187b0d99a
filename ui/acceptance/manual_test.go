package acceptance

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestTheManualOnTheCommandLine(t *testing.T) {
	out := filepath.Join(t.TempDir(), "使用手册.pdf")
	data := dataDir(t)
	got := nianbao(t, data, "manual", "--out", out)
	if text := pdfText(t, out); got.code != 0 || !strings.Contains(text, "年报通使用手册") || !strings.Contains(text, "第三部分") {
		t.Errorf("manual: %+v", got)
	}
	if _, err := os.Stat(data); err == nil {
		t.Error("a data folder was made for it")
	}
	if got := nianbao(t, data, "manual"); got.code != 2 || !strings.Contains(got.stderr, "--out") {
		t.Errorf("without a name: %+v", got)
	}
}

// In the real window: F1 from the list, a search, the PDF, and back.
func TestTheManualInTheRealWindow(t *testing.T) {
	data := dataDir(t)
	nianbao(t, data, "import", file(t, "empty.json", `{"unit":"示例县自然资源局","year":2025,"tables":{}}`))
	s := &seat{openScreen(t, data), nil}
	out := filepath.Join(t.TempDir(), "m.pdf")
	s.settle()
	list := s.picture()
	s.keys("F1", "ctrl+f")
	s.types("excel")
	s.keys("Return", "Down", "Next", "Return")
	s.keys("ctrl+shift+p", "ctrl+a")
	s.types(out)
	s.keys("Return")
	for deadline := time.Now().Add(20 * time.Second); ; time.Sleep(100 * time.Millisecond) {
		if _, err := os.Stat(out); err == nil {
			break
		}
		if time.Now().After(deadline) {
			t.Fatal("the manual was not exported")
		}
	}
	s.settle()
	s.keys("Escape", "Escape")
	s.settle()
	if string(s.picture()) != string(list) {
		t.Error("Esc does not lead back to the list as it was")
	}
	s.close()
}
