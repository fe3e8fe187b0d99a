package handbook

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"strings"
	"testing"
	"testing/fstest"

	"nianbao/app/handbook"
	"nianbao/assets"
	"nianbao/export/typeset"
	"nianbao/export/typeset/typesettest"
)

// book makes a manual of one part, with two pictures.
func book(t *testing.T, text string) *handbook.Manual {
	t.Helper()
	files := fstest.MapFS{"m/1.md": {Data: []byte(text)}}
	for name, height := range map[string]int{"wide.png": 720, "low.png": 200} {
		var b bytes.Buffer
		if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 1280, height))); err != nil {
			t.Fatal(err)
		}
		files["m/"+name] = &fstest.MapFile{Data: b.Bytes()}
	}
	m, err := handbook.Load(files, "m")
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func manualPages(t *testing.T, m *handbook.Manual) []typeset.Page {
	t.Helper()
	pages, err := Pages(m, typesettest.PlainMetrics{})
	if err != nil {
		t.Fatal(err)
	}
	return pages
}

// textsOf joins the runs of a page that stand on one line.
func textsOf(p typeset.Page) []string {
	var out []string
	y := -1.0
	for _, r := range p.Runs {
		if r.Y != y {
			out = append(out, "")
			y = r.Y
		}
		out[len(out)-1] += r.Text
	}
	return out
}

// Whatever stands before a chapter, its heading never stands alone at the foot
// of a page, nor a picture without its caption, and nothing leaves the page.
func TestPagesOfTheManualBreakWell(t *testing.T) {
	for n := range 60 {
		var b strings.Builder
		b.WriteString("# 部分\n\n## 前一章\n\n")
		for i := range n {
			fmt.Fprintf(&b, "- 第%d行\n", i)
		}
		b.WriteString("\n## 后一章\n\n" + strings.Repeat("这一段有好几行文字。", 20) + "\n\n![图的说明](wide.png)\n\n" +
			strings.Repeat("图后面的文字。", 30) + "\n\n![另一张图](low.png)\n")
		pages := manualPages(t, book(t, b.String()))
		drawn := 0
		for _, p := range pages {
			lines := textsOf(p)
			last := lines[len(lines)-2] // the page's number is the last
			if last == "后一章" || p.Number > 2 && strings.HasPrefix(last, "这一段") && strings.Count(strings.Join(lines, "\n"), "有") < 2 {
				t.Errorf("%d lines before: page %d ends with %s", n, p.Number, last)
			}
			captions := strings.Count(strings.Join(lines, "\n"), "图的说明") + strings.Count(strings.Join(lines, "\n"), "另一张图")
			if captions != len(p.Pictures) {
				t.Errorf("%d lines before: page %d has %d pictures and %d captions", n, p.Number, len(p.Pictures), captions)
			}
			drawn += len(p.Pictures)
			for _, r := range p.Runs[:len(p.Runs)-1] {
				if r.Y > top+height || r.X < typeset.Left-typeset.Slack || r.X+typesettest.RunWidth(r) > typeset.Left+typeset.Measure+typeset.MM(r.Size) {
					t.Errorf("%d lines before: page %d: %q at %v, %v", n, p.Number, r.Text, r.X, r.Y)
				}
			}
			for _, x := range p.Pictures {
				if x.Y+x.H > top+height || x.W > typeset.Measure+typeset.Slack {
					t.Errorf("%d lines before: a picture at %v, %v high", n, x.Y, x.H)
				}
			}
		}
		if drawn != 2 {
			t.Errorf("%d lines before: %d pictures", n, drawn)
		}
	}
}

// The contents name each heading with the page it is really on.
func TestTheContentsLeadToTheirPages(t *testing.T) {
	m, err := handbook.Load(assets.Manual, "manual")
	if err != nil {
		t.Fatal(err)
	}
	pages := manualPages(t, m)
	on := map[string]int{}
	for i, p := range pages {
		if p.Number != i+1 {
			t.Errorf("page %d is numbered %d", i+1, p.Number)
		}
		for _, mark := range p.Bookmarks {
			on[mark.Text] = p.Number
		}
	}
	var entries, links int
	for _, p := range pages {
		links += len(p.Links)
		for _, line := range textsOf(p) {
			name, rest, found := strings.Cut(line, "...")
			if !found {
				continue
			}
			entries++
			if number := strings.TrimLeft(rest, "."); number != fmt.Sprint(on[name]) {
				t.Errorf("%s is on page %d, not %s", name, on[name], number)
			}
		}
	}
	if want := len(m.Places()) + len(m.Parts); entries != want || links != want {
		t.Errorf("%d entries, %d links, want %d", entries, links, want)
	}
}

func TestTheManualNamesWhatCannotBePrinted(t *testing.T) {
	if pages, err := Pages(book(t, "# 部分\n\n## 章\n\n文𠀀字\n"), typesettest.PlainMetrics{}); err == nil || pages != nil {
		t.Errorf("%d pages, error %v", len(pages), err)
	}
}
