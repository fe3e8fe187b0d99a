package typeset

import (
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"nianbao/export/text"
)

func body() Typesetter { return Typesetter{Metrics: plainMetrics{}, Style: BodyStyle} }

func lineTexts(lines []Line) []string {
	out := make([]string, len(lines))
	for i, l := range lines {
		out[i] = string(l.Text)
	}
	return out
}

func TestFillKeepsTogetherWhatBelongsTogether(t *testing.T) {
	// Twelve characters a line.
	const room = 12 * CharPitch
	tests := []struct {
		name, text string
		want       []string
	}{
		{"plain", "一二三四五六七八九十甲乙丙丁", []string{"一二三四五六七八九十甲乙", "丙丁"}},
		{"no comma at the head", "一二三四五六七八九十甲乙，丙", []string{"一二三四五六七八九十甲", "乙，丙"}},
		{"half a mark may hang", "一二三四五六七八九十xx，甲乙", []string{"一二三四五六七八九十xx，", "甲乙"}},
		{"no two marks at the head", "一二三四五六七八九十甲乙”。丙", []string{"一二三四五六七八九十甲", "乙”。丙"}},
		{"no bracket at the end", "一二三四五六七八九十甲《乙丙》", []string{"一二三四五六七八九十甲", "《乙丙》"}},
		{"no quote at the end", "一二三四五六七八九十甲“乙丙”", []string{"一二三四五六七八九十甲", "“乙丙”"}},
		{"break between quotes", "一二三四五六七八九十”“乙丙”", []string{"一二三四五六七八九十”", "“乙丙”"}},
		{"a dash is not split", "一二三四五六七八九十甲——乙", []string{"一二三四五六七八九十甲", "——乙"}},
		{"an ellipsis is not split", "一二三四五六七八九十甲……乙", []string{"一二三四五六七八九十", "甲……乙"}},
		{"figures stay whole", "一二三四五六七八九96171.6万元", []string{"一二三四五六七八九", "96171.6万元"}},
		{"thousands stay whole", "一二三四五六七八3,985,758件", []string{"一二三四五六七八", "3,985,758件"}},
		{"a sign stays with its figure", "一二三四五六七八九十23.5%甲", []string{"一二三四五六七八九十", "23.5%甲"}},
		{"a date in figures stays whole", "一二三四五六七八2025-01-23甲", []string{"一二三四五六七八", "2025-01-23甲"}},
		{"a telephone number is broken behind its area code", "一二三四五六0517-83605210甲", []string{"一二三四五六0517-", "83605210甲"}},
		{"a telephone number stays whole at a line's end", "一二三四五六七八九十0517-83605210", []string{"一二三四五六七八九十", "0517-83605210"}},
		{"a word stays whole", "一二三四五六七八九computer十", []string{"一二三四五六七八九", "computer十"}},
		{"blanks go at a line's end", "一二三四五六七八九十甲乙　 丙丁", []string{"一二三四五六七八九十甲乙", "丙丁"}},
		{"an apostrophe is no quote", "一二三四五六七八九don’t", []string{"一二三四五六七八九", "don’t"}},
		{"a quote beside a word", "一二三四五六七八九十AI“甲乙丙”", []string{"一二三四五六七八九十AI", "“甲乙丙”"}},
		{"a word behind a quote", "一二三四五六七“甲乙”AIGC", []string{"一二三四五六七“甲乙”", "AIGC"}},
		{"quotes in brackets", "一二三四五六七八九甲（“乙丙”）", []string{"一二三四五六七八九甲", "（“乙丙”）"}},
		{"a bracket and a blank", "一二三四五六七八九十（　甲乙）", []string{"一二三四五六七八九十", "（　甲乙）"}},
		{"a long word begins at once", "一二三四五六" + strings.Repeat("x", 40), []string{"一二三四五六xxxxxxxxxxx", strings.Repeat("x", 23), "xxxxxx"}},
		{"mail goes on where it may", "一二三四五六七xxgk@donghai.gov.cn", []string{"一二三四五六七xxgk@", "donghai.gov.cn"}},
		{"figure and year part", "一二三四五六七八九2024年", []string{"一二三四五六七八九2024", "年"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := lineTexts(body().Fill([]rune(tt.text), 0, room))
			if strings.Join(got, "|") != strings.Join(tt.want, "|") {
				t.Errorf("got  %q\nwant %q", got, tt.want)
			}
		})
	}
}

func TestFillBreaksWhatIsLongerThanALine(t *testing.T) {
	for _, unit := range []string{"x", "。", "（", "…", "1"} {
		text := []rune("前" + strings.Repeat(unit, 200) + "后")
		lines := body().Fill(text, 0, Measure)
		if got := strings.Join(lineTexts(lines), ""); got != string(text) {
			t.Errorf("%q × 200: text changed: %q", unit, got)
		}
		for _, l := range lines {
			if l.Width > Measure+CharPitch/2+Slack || l.Justify && l.Width < Measure-CharPitch {
				t.Errorf("%q × 200: a line is %.1f mm wide", unit, l.Width)
			}
		}
	}
}

func TestFillTakesLongTexts(t *testing.T) {
	for _, unit := range []string{"政", "a", "。", "政府，", "a "} {
		text := []rune(strings.Repeat(unit, 100_000/len([]rune(unit))))
		if n := len(body().Fill(text, 0, Measure)); n < 1000 {
			t.Errorf("%q: %d lines", unit, n)
		}
	}
}

// anyText generates what officers type and paste: Chinese, figures, Western
// words, all the marks, addresses, blanks.
func anyText() *rapid.Generator[string] {
	piece := rapid.OneOf(
		rapid.StringOfN(rapid.RuneFrom([]rune("政府信息公开工作年度报告的了是在市县乡镇")), 1, 20, -1),
		rapid.StringOfN(rapid.RuneFrom([]rune(noHead+noTail+"—·-/+＋&")), 1, 6, -1),
		rapid.StringMatching(`[0-9]{1,9}(,[0-9]{3})?(\.[0-9]{1,3})?[%℃]?`),
		rapid.StringMatching(`[A-Za-z]{1,24}`),
		rapid.StringMatching(`https://www\.[a-z]{1,12}\.gov\.cn/[a-z/]{0,40}`),
		rapid.SampledFrom([]string{" ", "　", "  ", "——", "……", "”“", "》（", "é", "e\u0301", "①", "𬎆"}),
	)
	return rapid.Map(rapid.SliceOfN(piece, 1, 40), func(p []string) string { return strings.Join(p, "") })
}

func TestFillHoldsItsPromises(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := text.Clean(anyText().Draw(t, "text"))
		room := float64(rapid.IntRange(6, 28).Draw(t, "columns")) * CharPitch
		indent := float64(rapid.IntRange(0, 2).Draw(t, "indent")) * CharPitch
		s := body()
		lines := s.Fill(text, indent, room)
		if got, want := squeeze(strings.Join(lineTexts(lines), "")), squeeze(string(text)); got != want {
			t.Fatalf("text changed:\n got %q\nwant %q", got, want)
		}
		may := breaks(text)
		at := 0
		for i, l := range lines {
			checkWidth(t, s, l)
			at += len(l.Text)
			for at < len(text) && isSpace(text[at]) {
				at++
			}
			if i+1 < len(lines) {
				checkBreak(t, s, text, may, at, room)
			}
		}
	})
}

// checkWidth holds that a line's ink stays within its measure, drawn as well
// as counted. Only the blank half of a last mark may stand outside.
func checkWidth(t *rapid.T, s Typesetter, l Line) {
	runs := s.Runs(l, 0, 0)
	var drawn string
	for _, r := range runs {
		drawn += r.Text
	}
	if drawn != string(l.Text) {
		t.Fatalf("drawn %q of %q", drawn, string(l.Text))
	}
	if len(runs) == 0 {
		return
	}
	last := l.Text[len(l.Text)-1]
	end := runs[len(runs)-1].X + runWidth(runs[len(runs)-1])
	limit := l.Indent + l.Measure + MM(BodySize) - CharPitch + Slack // an em box is wider than its room
	if strings.ContainsRune(hanging, last) {
		limit += CharPitch / 2
	}
	if end > limit {
		t.Fatalf("line %q ends at %.2f, beyond %.2f", string(l.Text), end, limit)
	}
	for i := 1; i < len(runs); i++ {
		if gap := runs[i].X - runs[i-1].X - runWidth(runs[i-1]); gap < -0.1 || gap > maxStretch*MM(BodySize)+0.1 {
			t.Fatalf("a gap of %.2f mm before %q in %q", gap, runs[i].Text, string(l.Text))
		}
	}
}

// checkBreak holds that a line begins where a line may begin. The exceptions:
// an address, and a stretch without such a place that is longer than a line.
func checkBreak(t *rapid.T, s Typesetter, text []rune, may []bool, at int, room float64) {
	if may[at] {
		if strings.ContainsRune(noHead, text[at]) {
			t.Fatalf("a line begins with %q", text[at])
		}
		end := trimmed(text[:at])
		if last := end[len(end)-1]; isOpening(last) || last == text[at] && strings.ContainsRune(pairs, last) {
			t.Fatalf("a line ends with %q before %q", last, text[at])
		}
		return
	}
	if looser(text, may)[at] {
		return
	}
	from, to := at, at
	for from > 0 && !may[from] {
		from--
	}
	for to < len(text) && !may[to] {
		to++
	}
	if s.TextWidth(text[from:to]) <= room-2*CharPitch {
		t.Fatalf("%q is broken before %q and would fit on a line", string(text[from:to]), text[at])
	}
}

func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		if text.Blank(r) {
			return -1
		}
		return r
	}, s)
}

func TestFullLinesFillTheMeasure(t *testing.T) {
	s := body()
	text := []rune(strings.Repeat("政", GridColumns*2))
	for _, l := range s.Fill(text, 0, Measure) {
		if len(l.Text) != GridColumns {
			t.Fatalf("%d characters on a line, want %d", len(l.Text), GridColumns)
		}
		runs := s.Runs(l, Left, 50)
		if len(runs) != 1 || runs[0].X != Left {
			t.Fatalf("runs: %+v", runs)
		}
		if step := MM(BodySize) + runs[0].Spacing; math.Abs(step-CharPitch) > 1e-9 {
			t.Errorf("characters stand %.4f mm apart, want %.4f", step, CharPitch)
		}
	}
}

func TestJustifiedLinesEndAtTheMargin(t *testing.T) {
	s := body()
	lines := s.Fill([]rune(strings.Repeat("2024年，全市主动公开政府信息5500余条（其中规章1件）。", 6)), 2*CharPitch, Measure)
	for _, l := range lines[:len(lines)-1] {
		runs := s.Runs(l, Left, 50)
		last := runs[len(runs)-1]
		end := last.X + runWidth(last)
		// A full-width character's room is a little less than its em box.
		if end < Left+Measure-Slack || end > Left+Measure+CharPitch/2+0.1 {
			t.Errorf("%q ends at %.2f, want %.2f", string(l.Text), end, Left+Measure)
		}
	}
}

// A line that would need wider gaps than a reader takes for none is left ragged.
func TestALineIsStretchedToItsLimit(t *testing.T) {
	s := body()
	text := []rune("一二三四")
	width, limit := s.TextWidth(text), 3*maxStretch*MM(s.Size)
	for part, want := range map[float64]float64{0.99: 0.99 * limit / 3, 1.01: 0, 5: 0} {
		l := Line{Text: text, Width: width, Measure: width + part*limit, Justify: true}
		if got := s.Stretch(l, s.Gaps(text)); math.Abs(got-want) > Slack {
			t.Errorf("%.2f of the limit: each gap grows by %.3f mm, want %.3f", part, got, want)
		}
	}
}
