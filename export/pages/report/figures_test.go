package report

import (
	"testing"

	"nianbao/app/form"
	"nianbao/app/report"
	"nianbao/export/pages"
)

// Figures of a table have one size, but for one that is too long for it.
func TestFiguresOfATableAreOfOneSize(t *testing.T) {
	r := report.New(catalog(t), "示例县自然资源局", 2025)
	put(t, r, map[form.Address]string{
		"requests.received.natural_person": "703665", "requests.received.business": "7", "requests.granted.other": "9999999999",
	})
	sizes := map[string]float64{}
	for _, p := range mustPages(t, r, pages.Options{}) {
		for _, run := range p.Runs {
			sizes[run.Text] = run.Size
		}
	}
	if sizes["7"] == 0 || sizes["7"] != sizes["703665"] || sizes["9999999999"] >= sizes["7"] {
		t.Errorf("sizes are %v, %v and %v", sizes["7"], sizes["703665"], sizes["9999999999"])
	}
}
