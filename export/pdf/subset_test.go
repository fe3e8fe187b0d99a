package pdf_test

import (
	"regexp"
	"testing"

	"nianbao/app"
)

// Readers tell a subset by the six capitals before its name.
func TestFontsAreCalledSubsets(t *testing.T) {
	file := printed(t, filled(t, 2025), app.PrintOptions{})
	names := regexp.MustCompile(`/(?:BaseFont|FontName) /(\S+)`).FindAllSubmatch(file, -1)
	if len(names) == 0 {
		t.Fatal("no fonts")
	}
	for _, n := range names {
		if !regexp.MustCompile(`^[A-Z]{6}\+`).Match(n[1]) {
			t.Errorf("%s", n[1])
		}
	}
}
