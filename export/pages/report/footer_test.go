package report

import (
	"errors"
	"strings"
	"testing"

	"nianbao/app"
	"nianbao/app/report"
	"nianbao/export/pages"
	"nianbao/export/typeset"
	"nianbao/export/typeset/typesettest"
)

const footText = "第1轮审批件　内容摘要 930A 5B4D ED3D A639 F3C5"

// footers returns the runs below the text block: the number's and the line's.
func footers(p typeset.Page) (number, text []typeset.Run) {
	for _, r := range p.Runs {
		switch {
		case r.Y > typeset.Top+typeset.Height && r.Size == typeset.FooterSize:
			text = append(text, r)
		case r.Y > typeset.Top+typeset.Height:
			number = append(number, r)
		}
	}
	return number, text
}

func span(runs []typeset.Run) (from, to float64) {
	from, to = typeset.PageWidth, 0
	for _, r := range runs {
		from, to = min(from, r.X), max(to, r.X+typesettest.RunWidth(r))
	}
	return from, to
}

func TestTheFooterStandsOnEveryPageAwayFromTheNumber(t *testing.T) {
	for name, text := range map[string]string{
		"usual": footText,
		"long":  strings.Repeat(footText, 4),
		"solid": strings.Repeat("F", 300),
	} {
		for _, p := range mustPages(t, example(t, 2025), pages.Options{Footer: text}) {
			number, foot := footers(p)
			var got string
			for _, r := range foot {
				got += r.Text
				if r.Y < number[0].Y || r.Y > typeset.PageHeight-8 {
					t.Errorf("%s: page %d: foot at %.1f, number at %.1f", name, p.Number, r.Y, number[0].Y)
				}
			}
			if without(got) != without(text) {
				t.Errorf("%s: page %d has the foot %q", name, p.Number, got)
			}
			nFrom, nTo := span(number)
			from, to := span(foot)
			inner := near(from, typeset.Left)
			if p.Number%2 == 0 {
				inner = near(to, typeset.Left+typeset.Measure)
			}
			if !inner || from < typeset.Left-0.02 || to > typeset.Left+typeset.Measure+0.02 {
				t.Errorf("%s: page %d: foot from %.2f to %.2f", name, p.Number, from, to)
			}
			if from < nTo+5 && to > nFrom-5 {
				t.Errorf("%s: page %d: foot %.1f–%.1f, number %.1f–%.1f", name, p.Number, from, to, nFrom, nTo)
			}
		}
	}
}

// without leaves out what may be lost where a line ends.
func without(s string) string { return strings.NewReplacer(" ", "", "　", "").Replace(s) }

func TestTheFooterChangesNothingElse(t *testing.T) {
	plainPages := mustPages(t, example(t, 2025), pages.Options{})
	for i, p := range mustPages(t, example(t, 2025), pages.Options{Footer: footText}) {
		_, foot := footers(p)
		p.Runs = p.Runs[:len(p.Runs)-len(foot)]
		if dump([]typeset.Page{p}) != dump([]typeset.Page{plainPages[i]}) {
			t.Errorf("page %d is another with a foot", p.Number)
		}
	}
}

func TestMissingCharactersOfTheFooterAreNamed(t *testing.T) {
	r := report.New(catalog(t), "东海市人民政府", 2025)
	_, err := Pages(r, typesettest.PlainMetrics{}, pages.Options{Footer: "甲𠀀"})
	var u *app.Unprintable
	if !errors.As(err, &u) || len(u.Places) != 1 || u.Places[0] != (app.Place{Where: "页脚", Rune: '𠀀', At: 1}) {
		t.Errorf("error %v", err)
	}
}
