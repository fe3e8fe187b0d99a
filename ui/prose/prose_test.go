package prose

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"nianbao/ui/uitest"
)

func TestWrap(t *testing.T) {
	advance := func(r rune) float32 {
		if plain(r) {
			return 5
		}
		return 10
	}
	for _, c := range []struct {
		text  string
		width float32
		want  string
	}{
		{"一二三四", 40, "一二三四"},
		{"一二三四", 39, "一二三/四"},
		{"一二三。", 30, "一二/三。"},
		{"一（二）", 20, "一/（二/）"},
		{"第12345号", 20, "第/1234/5号"},
		{"甲12乙", 15, "甲/12/乙"},
		{"按 Ctrl+Home 回去", 60, "按/Ctrl+Home/回去"},
		{"甲　乙\u00a0丙　丁", 40, "甲/乙\u00a0丙/丁"},
		{"三申请情况", 20, "三/申请/情况"},
		{"甲\n乙", 50, "甲/乙"},
		{"", 10, ""},
		{"一二", 1, "一/二"},
	} {
		if got := strings.Join(Wrap(c.text, c.width, advance), "/"); got != c.want {
			t.Errorf("%q in %v: %q, want %q", c.text, c.width, got, c.want)
		}
	}
}

func TestLabelGrowsWithItsText(t *testing.T) {
	uitest.App(t)
	l := NewLabel("点击右侧的条目，可以转到对应的位置。")
	l.Resize(fyne.NewSize(120, 40))
	low := l.MinSize()
	lines := strings.Split(l.shown.Text, "\n")
	if strings.Join(lines, "") != l.Text || len(lines) < 2 || low.Width > 120 {
		t.Errorf("lines %q, at least %v", lines, low)
	}
	for _, line := range lines {
		if strings.HasPrefix(line, "，") || strings.HasPrefix(line, "。") {
			t.Errorf("a line begins with a mark: %q", line)
		}
	}
	l.SetText(l.Text + l.Text)
	if l.MinSize().Height <= low.Height {
		t.Error("more text takes no more room")
	}
	l.Resize(fyne.NewSize(2000, 40))
	if l.shown.Text != l.Text {
		t.Errorf("on a wide line: %q", l.shown.Text)
	}
}
