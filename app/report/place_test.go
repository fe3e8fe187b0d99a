package report_test

import (
	"strings"
	"testing"

	"nianbao/app/apptest"
	"nianbao/app/form"
	"nianbao/app/report"
)

// Whatever is stored of a report has a name for people, not an address.
func TestEveryPlaceHasAName(t *testing.T) {
	catalog := apptest.Catalog(t)
	places := []form.Address{
		report.UnitName, report.Year, report.Edition, report.SignedBy, report.SignedOn, report.Preamble, report.Fact("no_regulations"),
		report.LayoutOf("disclosed"), report.ExplainAt("x"), report.RemarkAt("1"), report.AnswerAt("1"),
		report.SourceTotalAt("requests.total.total"),
	}
	for _, f := range catalog.Editions() {
		for a := range f.Order() {
			places = append(places, a)
		}
		for _, a := range places {
			if name := report.PlaceName(catalog, f.Edition, a); name == "" || strings.Contains(name, ".") {
				t.Errorf("edition %s calls %s %q", f.Edition, a, name)
			}
		}
		places = places[:0]
	}
}
