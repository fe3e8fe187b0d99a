package layout

import (
	"testing"
	"testing/fstest"

	"nianbao/app/form"
	"nianbao/app/report"
	"nianbao/assets"
)

// plain is a Metrics as simple as can be: Chinese characters and marks are
// one em wide, all others half an em. It has every character but 𠀀.
type plain struct{}

func (plain) Advance(_ Face, r rune) float64 {
	switch {
	case r >= 0x2e80, r == '“', r == '”', r == '‘', r == '’', r == '—', r == '…':
		return 1
	}
	return 0.5
}

func (plain) Has(r rune) bool { return r != '𠀀' }

func body() setter { return setter{metrics: plain{}, style: bodyStyle} }

func catalog(t testing.TB) *form.Catalog {
	t.Helper()
	c, err := form.Load(assets.Forms, "forms")
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// put fills places of a report.
func put(t testing.TB, r *report.Report, values map[form.Address]string) {
	t.Helper()
	var e report.Edit
	for a, v := range values {
		c, err := r.Set(a, v)
		if err != nil {
			t.Fatalf("set %s: %.80s", a, err)
		}
		e.Changes = append(e.Changes, c)
	}
	if err := r.Apply(e); err != nil {
		t.Fatal(err)
	}
}

// fataler is what tests and property tests have in common.
type fataler interface {
	Helper()
	Fatalf(format string, args ...any)
}

func mustPages(t testing.TB, r *report.Report, o Options) []Page {
	t.Helper()
	pages, err := Pages(r, plain{}, o)
	if err != nil {
		t.Fatal(err)
	}
	return pages
}

// row is all text of a page that stands on one baseline in one face.
type row struct {
	y, x1, x2 float64
	face      Face
	size      float64
	text      string
}

// rowsOn joins the runs of a page, its number left out.
func rowsOn(p Page) []row {
	var out []row
	for _, r := range p.Runs {
		if r.Y > top+height {
			continue
		}
		end := r.X + runWidth(r)
		if n := len(out) - 1; n >= 0 && out[n].y == r.Y && out[n].face == r.Face && r.X < out[n].x2+mm(r.Size)/2 && r.X >= out[n].x1 {
			out[n].text += r.Text
			out[n].x2 = end
			continue
		}
		out = append(out, row{r.Y, r.X, end, r.Face, r.Size, r.Text})
	}
	return out
}

func runWidth(r Run) float64 {
	var w float64
	n := 0
	for _, c := range r.Text {
		w += plain{}.Advance(r.Face, c) * mm(r.Size)
		n++
	}
	return w + float64(n-1)*r.Spacing
}

// parseCatalog makes a catalog of one edition.
func parseCatalog(t *testing.T, text string) *form.Catalog {
	t.Helper()
	c, err := form.Load(fstest.MapFS{"forms/x.toml": {Data: []byte(text)}}, "forms")
	if err != nil {
		t.Fatal(err)
	}
	return c
}
