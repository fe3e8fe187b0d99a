package acceptance

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"nianbao/app/form"
)

// quiet is the year of a small office to which nobody has applied: every
// figure is 0, and all there is to say stands in its paragraphs.
var quiet = []struct {
	section string // its key
	fields  []form.Address
	texts   []string
}{
	{"ctrl+1", []form.Address{
		"overview.lead", "overview.disclosure", "overview.on_request", "overview.information_management", "overview.platform", "overview.supervision",
	}, []string{
		"2022年，本局把政务公开列入年度重点工作，公布了主动公开基本目录。",
		"全年主动公开信息31条，其中通过网站公开31条。",
		"全年未收到政府信息公开申请。",
		"严格落实信息发布“三审”制度，做到“谁提供、谁审核、谁负责”。",
		"安排专人维护专栏，对各科室（中心）的公开事项逐项细化、分解。",
		"切实做到涉密信息不公开，公开信息不涉密。",
	}},
	{"ctrl+5", []form.Address{"problems.lead", "problems.shortcomings", "problems.improvements"}, []string{
		"",
		"一是有的信息质量不高，存在“有就行”的误区。二是主动公开的意识不强。",
		"一是抓好贯彻落实，打通“最后一公里”。\n二是加强培训，提升工作水平。\n三是健全制度，为2023年的工作打下基础。",
	}},
	{"ctrl+6", []form.Address{"others.processing_fee"}, []string{"2022年未向申请人收取信息处理费。"}},
}

// A whole report is filled in as its officer would: the tables by the one key
// for zeros, the paragraphs pasted one after the other.
func TestAWholeReportIsFilledInInTheWindow(t *testing.T) {
	data := dataDir(t)
	nianbao(t, data, "import", file(t, "empty.json", `{"unit":"示例市示例区信访局","year":2022,"signed_on":"2023-01-12","tables":{}}`))
	s := openScreen(t, data, "--report", "1")
	zeros := 0
	for _, of := range []struct {
		section string
		cells   int
	}{{"ctrl+2", 10}, {"ctrl+3", 144}, {"ctrl+4", 12}} {
		zeros += of.cells
		s.keys(of.section, "ctrl+l")
		s.waitSaved(zeros)
	}
	for _, part := range quiet {
		s.keys(part.section)
		if strings.HasSuffix(string(part.fields[0]), ".lead") {
			s.keys("shift+Tab") // a part opens in the first field that is not optional
		}
		for i, a := range part.fields {
			s.pasteInto(a, part.texts[i])
		}
	}
	s.close()
	expectQuiet(t, data)
}

// pasteInto pastes a text into the field with the keyboard and goes on to the next.
func (s *screen) pasteInto(a form.Address, text string) {
	s.t.Helper()
	if text != "" {
		copyToClipboard(s.t, text)
		s.keys("ctrl+v")
		saved := func() bool {
			return slices.ContainsFunc(s.savedLines(), func(line string) bool { return strings.HasPrefix(line, "address="+string(a)+" ") })
		}
		for deadline := time.Now().Add(15 * time.Second); !saved(); time.Sleep(20 * time.Millisecond) {
			if time.Now().After(deadline) {
				s.t.Fatalf("%s is not stored", a)
			}
		}
	}
	s.keys("Tab")
}

// expectQuiet looks for everything in the draft and on paper.
func expectQuiet(t *testing.T, data string) {
	t.Helper()
	r := shownReport(t, data)
	for _, table := range r.Form().Tables() {
		for _, c := range table.ValueCells() {
			if v := r.Figure(c.Address); v.Blank() || !v.IsZero() {
				t.Errorf("%s is %q", c.Address, v)
			}
		}
	}
	if got := nianbao(t, data, "check", "1", "--json"); got.code != 0 || strings.Contains(got.stdout, `"D-BLANK"`) || strings.Contains(got.stdout, `"error"`) {
		t.Errorf("check: %+v", got)
	}
	expectFiguresInOrder(t, data, r)
	out := filepath.Join(t.TempDir(), "out.pdf")
	nianbao(t, data, "export", "1", "--out", out)
	paper := strings.Join(strings.Fields(pdfOrder(t, out)), "")
	for _, want := range []string{r.Title(), "2023年1月12日"} {
		if !strings.Contains(paper, want) {
			t.Errorf("%s is not on paper", want)
		}
	}
	for _, part := range quiet {
		for i, a := range part.fields {
			if got := r.Text(a); got != part.texts[i] {
				t.Errorf("%s holds %q, want %q", a, got, part.texts[i])
			}
			paper = expectOnPaper(t, paper, part.texts[i])
		}
	}
}

// expectOnPaper looks for a text character by character, in order: a page may
// end inside it, with the page's number between. It returns what follows.
func expectOnPaper(t *testing.T, paper, text string) string {
	t.Helper()
	const between = 12 // bytes of a page's number
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		start := strings.Index(paper, string([]rune(line)[:8]))
		if start < 0 {
			t.Errorf("%q is not on paper, or not in its place", line)
			continue
		}
		paper = paper[start:]
		for _, c := range line {
			at := strings.IndexRune(paper, c)
			if at < 0 || at > between {
				t.Errorf("%q is not whole on paper: %c is missing", line, c)
				break
			}
			paper = paper[at+len(string(c)):]
		}
	}
	return paper
}
