package form_test

import (
	"testing"

	"nianbao/app/form"
	"nianbao/assets"
)

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := form.Load(assets.Forms, "forms"); err != nil {
			b.Fatal(err)
		}
	}
}
