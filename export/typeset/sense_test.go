package typeset

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func titleOf(name string, year string) []string {
	var out []string
	s := Typesetter{Metrics: plainMetrics{}, Style: TitleStyle}
	for _, l := range s.TitleLines(name, year+"年政府信息公开工作年度报告", Measure) {
		out = append(out, string(l))
	}
	return out
}

func TestTitleIsBrokenBySense(t *testing.T) {
	const rest = "2025年政府信息公开工作年度报告"
	tests := []struct {
		name string
		want []string
	}{
		{"东海市", []string{"东海市" + rest}},
		{"东海市人民政府", []string{"东海市人民政府", rest}},
		{"东海市临江区柳河镇人民政府", []string{"东海市临江区柳河镇人民政府", rest}},
		{"东海市临江区人民政府柳河街道办事处党政综合办公室", []string{"东海市临江区人民政府", "柳河街道办事处党政综合办公室", rest}},
		{"东海市人力资源和社会保障局临江区劳动保障监察综合执法大队", []string{"东海市人力资源和社会保障局", "临江区劳动保障监察综合执法大队", rest}},
		{"东海自治区西山盟南岭旗住房和城乡建设局（南岭旗综合行政执法局）", []string{"东海自治区西山盟南岭旗", "住房和城乡建设局（南岭旗综合行政执法局）", rest}},
	}
	for _, tt := range tests {
		if got := titleOf(tt.name, "2025"); strings.Join(got, "|") != strings.Join(tt.want, "|") {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}

// A title of several lines is no hourglass while there is another way.
func TestLongTitleHasAShape(t *testing.T) {
	got := titleOf("中国（东海）自由贸易试验区东海片区暨东海国家级高新技术产业开发区管理委员会综合行政执法局", "2025")
	if len(got) != 4 {
		t.Fatalf("got %q", got)
	}
	s := Typesetter{Metrics: plainMetrics{}, Style: TitleStyle}
	for i := 1; i+1 < len(got); i++ {
		before, here, after := s.TextWidth([]rune(got[i-1])), s.TextWidth([]rune(got[i])), s.TextWidth([]rune(got[i+1]))
		if here < before && here < after {
			t.Errorf("line %d is narrower than its neighbours: %q", i+1, got)
		}
	}
}

func TestNameIsNotBrokenInsideWords(t *testing.T) {
	// Fifteen characters would be half of it, in the middle of a word.
	s := Typesetter{Metrics: plainMetrics{}, Style: TitleStyle}
	for _, l := range s.SenseLines([]rune("甲乙丙丁戊己庚辛壬癸子丑工作年度报告寅卯辰巳午未申酉戌亥天地"), Measure, 0) {
		if text := string(l); strings.Contains(text, "工作") != strings.Contains(text, "报告") {
			t.Errorf("工作年度报告 is split: %q", text)
		}
	}
}

func TestTitleKeepsWordsWhole(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		parts := rapid.SliceOfN(rapid.SampledFrom([]string{
			"东海市", "临江区", "柳河镇", "人民政府", "办公室", "发展", "和", "改革", "委员会", "（", "）", "自然资源", "街道", "综合", "局", "湖",
		}), 1, 12).Draw(t, "parts")
		name := strings.Join(parts, "")
		got := titleOf(name, "2025")
		if strings.Join(got, "") != name+"2025年政府信息公开工作年度报告" {
			t.Fatalf("text changed: %q", got)
		}
		s := Typesetter{Metrics: plainMetrics{}, Style: TitleStyle}
		at := 0
		for _, l := range got {
			if w := s.TextWidth([]rune(l)); w > Measure+MM(TitleSize)/2 {
				t.Fatalf("line %q is %.1f mm wide", l, w)
			}
			at += len(l)
			for _, w := range []string{"人民政府", "办公室", "委员会", "政府信息公开", "年度报告"} {
				for i := 1; i < len([]rune(w)); i++ {
					head, tail := string([]rune(w)[:i]), string([]rune(w)[i:])
					all := strings.Join(got, "")
					if strings.HasSuffix(all[:at], head) && strings.HasPrefix(all[at:], tail) {
						t.Fatalf("%s is split: %q", w, got)
					}
				}
			}
		}
	})
}
