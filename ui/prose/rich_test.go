package prose

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"nianbao/app/handbook"
	"nianbao/ui/uitest"
)

func TestRichBreaksAndKeepsWeights(t *testing.T) {
	uitest.App(t)
	text := handbook.Text{{Text: "写上"}, {Text: "单位全称", Bold: true}, {Text: "，按 Ctrl+Shift+H，再按别的键，一直到这一段有好几行为止。"}}
	r := NewRich(text)
	w := test.NewTempWindow(t, r)
	w.Resize(fyne.NewSize(200, 300))
	low := r.MinSize().Height
	lines := r.Lines()
	if len(lines) < 3 || strings.ReplaceAll(strings.Join(lines, ""), " ", "") != strings.ReplaceAll(text.String(), " ", "") {
		t.Fatalf("lines %q", lines)
	}
	bold := ""
	for _, o := range test.WidgetRenderer(r).Objects() {
		s := o.(*canvas.Text)
		if s.TextStyle.Bold {
			bold += s.Text
		}
		if right := s.Position().X + s.Size().Width; right > r.Size().Width+1 {
			t.Errorf("%q ends at %v of %v", s.Text, right, r.Size().Width)
		}
	}
	if bold != "单位全称" {
		t.Errorf("bold: %q", bold)
	}
	w.Resize(fyne.NewSize(1600, 300))
	if len(r.Lines()) != 1 || r.MinSize().Height >= low {
		t.Errorf("on a wide line: %q, %v", r.Lines(), r.MinSize())
	}
}
