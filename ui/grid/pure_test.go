package grid

import (
	"testing"

	"nianbao/app/form"
	"nianbao/assets"
)

// table loads one table of an edition.
func table(t testing.TB, edition, id string) *form.Table {
	t.Helper()
	catalog, err := form.Load(assets.Forms, "forms")
	if err != nil {
		t.Fatal(err)
	}
	return catalog.Edition(edition).Table(id)
}

// plainMetrics measures like a font whose Chinese characters are 10 wide.
func plainMetrics() metrics {
	return metrics{em: 10, line: 14, figure: 6, padX: 4, padY: 3, advance: func(r rune, _ form.Style) float32 {
		if r > ' ' && r < 0x7f {
			return 5
		}
		return 10
	}}
}
