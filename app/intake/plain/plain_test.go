package plain

import (
	"strings"
	"testing"
)

// Lines that a page broke at its margin become paragraphs again.
func TestBrokenLines(t *testing.T) {
	var text strings.Builder
	for range 8 {
		text.WriteString("    这是一个段落的第一行，前面空两个字，一直写到行尾的位\n置才换行，第二行顶格写，也是写到行尾的位置，接着是第\n三行，到此为止。\n")
	}
	text.WriteString("- 3 -\n")
	p := ReadText(text.String())
	if len(p.Blocks) != 8 || strings.Contains(p.Blocks[0].Text, "\n") || !strings.HasSuffix(p.Blocks[0].Text, "位置才换行，第二行顶格写，也是写到行尾的位置，接着是第三行，到此为止。") {
		t.Errorf("%d paragraphs, the first %q", len(p.Blocks), p.Blocks[0].Text)
	}
	if p = ReadText("一、总体情况\n很短。\n|\n0\n|\n"); len(p.Blocks) != 5 {
		t.Errorf("%d lines of 5", len(p.Blocks))
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte("一、总体情况\n规章 | 0 | 0 | 6 |\n"))
	f.Fuzz(func(t *testing.T, content []byte) {
		if p := Read(content, []string{"一、总体情况"}); p == nil {
			t.Error("no page")
		}
	})
}
