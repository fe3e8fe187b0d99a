package report

import (
	"strings"
	"testing"

	"nianbao/app/form"
	"nianbao/app/report"
	"nianbao/export/pages"
	"nianbao/export/typeset"
)

func placesOf(pages []typeset.Page) map[form.Address][]typeset.Place {
	out := map[form.Address][]typeset.Place{}
	for _, p := range pages {
		for _, at := range p.Places {
			out[form.Address(at.Key)] = append(out[form.Address(at.Key)], at)
		}
	}
	return out
}

func TestEverythingHasItsPlace(t *testing.T) {
	for _, year := range []int{2020, 2025} {
		r := example(t, year)
		pages := mustPages(t, r, pages.Options{Watermark: "草稿", Footer: footText})
		places := placesOf(pages)
		for _, s := range r.Form().Sections {
			for _, f := range s.Fields {
				if n := len(places[f.Address]); n == 0 && r.Text(f.Address) != "" {
					t.Errorf("%d: %s has no place", year, f.Address)
				}
			}
			if s.Table == nil {
				continue
			}
			for _, c := range s.Table.ValueCells() {
				if n := len(places[c.Address]); n != 1 {
					t.Errorf("%d: %s has %d places", year, c.Address, n)
				}
			}
		}
		for _, a := range []form.Address{report.UnitName, report.Preamble, report.SignedBy, report.SignedOn} {
			if len(places[a]) == 0 {
				t.Errorf("%d: %s has no place", year, a)
			}
		}
		for _, p := range pages {
			checkPlaces(t, p)
		}
	}
}

// checkPlaces holds that the places of a page lie within its text block and
// not over each other.
func checkPlaces(t *testing.T, p typeset.Page) {
	t.Helper()
	const off = 0.01
	for i, a := range p.Places {
		if a.X < typeset.Left-off || a.Y < typeset.Top-off || a.X+a.W > typeset.Left+typeset.Measure+off || a.Y+a.H > typeset.Top+typeset.Height+off || a.W <= 0 || a.H <= 0 {
			t.Errorf("page %d: %+v is outside the text block", p.Number, a)
		}
		for _, b := range p.Places[:i] {
			if a.X+off < b.X+b.W && b.X+off < a.X+a.W && a.Y+off < b.Y+b.H && b.Y+off < a.Y+a.H {
				t.Errorf("page %d: %+v lies over %+v", p.Number, a, b)
			}
		}
	}
}

// TestEveryLineOfATextHasAPlace counts the rows of a long text over several
// pages: each run of the body stands in a place of its own field.
func TestEveryLineOfATextHasAPlace(t *testing.T) {
	r := report.New(catalog(t), "东海市人民政府", 2025)
	put(t, r, map[form.Address]string{
		"overview.platform": strings.Repeat("政府信息公开，", 300) + "\n" + strings.Repeat("网站https://www.example.gov.cn/zwgk/index.html ", 60),
	})
	for _, p := range mustPages(t, r, pages.Options{}) {
		for _, run := range p.Runs {
			if run.Face != typeset.Body || run.Y > typeset.Top+typeset.Height || strings.Contains(r.Unit(), run.Text) {
				continue
			}
			if !within(p.Places, run) {
				t.Errorf("page %d: %q at %.1f, %.1f has no place", p.Number, run.Text, run.X, run.Y)
			}
		}
	}
}

func within(places []typeset.Place, run typeset.Run) bool {
	const off = 0.01
	for _, a := range places {
		if a.Key == "overview.platform" && run.X >= a.X-off && run.X <= a.X+a.W+off && run.Y > a.Y && run.Y < a.Y+a.H {
			return true
		}
	}
	return false
}

// TestWhatIsMissingCanBePointedAt holds that a reviewer can point at a text
// that nobody has written: by the heading that is there.
func TestWhatIsMissingCanBePointedAt(t *testing.T) {
	r := report.New(catalog(t), "东海市人民政府", 2025)
	places := placesOf(mustPages(t, r, pages.Options{}))
	for _, s := range r.Form().Sections {
		for _, f := range s.Fields {
			if n := len(places[f.Address]); !f.Optional && n != 1 {
				t.Errorf("%s has %d places", f.Address, n)
			}
		}
	}
	if old := report.New(catalog(t), "东海市人民政府", 2020); len(placesOf(mustPages(t, old, pages.Options{}))["others.processing_fee"]) != 1 {
		t.Error("a section whose parts may all be left out cannot be pointed at")
	}
	put(t, r, map[form.Address]string{"overview.platform": "文"})
	places = placesOf(mustPages(t, r, pages.Options{}))
	if got := places["overview.platform"]; len(got) != 1 || got[0].W > 2*typeset.CharPitch {
		t.Errorf("a text that is there has the places %v", got)
	}
}
