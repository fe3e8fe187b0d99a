package report

import (
	"testing"
	"testing/fstest"

	"nianbao/app/form"
	"nianbao/app/report"
	"nianbao/assets"
	"nianbao/export/pages"
	"nianbao/export/typeset"
	"nianbao/export/typeset/typesettest"
)

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

func mustPages(t testing.TB, r *report.Report, o pages.Options) []typeset.Page {
	t.Helper()
	pages, err := Pages(r, typesettest.PlainMetrics{}, o)
	if err != nil {
		t.Fatal(err)
	}
	return pages
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
