package intake_test

import (
	"testing"

	"nianbao/app/intake"
)

func BenchmarkPage(b *testing.B) {
	page := []byte(shapes[0].asPage(madeUp(b, 2025)))
	r := intake.Reader{Catalog: catalog(b)}
	for b.Loop() {
		if _, _, err := r.Read(b.Context(), page); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkPDF(b *testing.B) {
	content := made(b, "paragraphs.pdf")
	r := intake.Reader{Catalog: catalog(b), Cache: cache}
	for b.Loop() {
		if _, _, err := r.Read(b.Context(), content); err != nil {
			b.Fatal(err)
		}
	}
}
