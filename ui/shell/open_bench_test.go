package shell

import (
	"testing"

	"nianbao/app/signoff"
)

// What it costs to open the example as the plain form, and as pages with the
// first one drawn.
func BenchmarkOpen(b *testing.B) {
	for _, c := range []struct {
		name   string
		person *string
	}{{"form", &madeOffice.officer}, {"pages", &madeOffice.head}} {
		b.Run(c.name, func(b *testing.B) {
			w, s := officeWindow(b)
			id := s.Example()
			s.Sign(madeOffice.officer, id, signoff.Submit, "")
			s.Sign(madeOffice.officer, id, signoff.Approve, "")
			for b.Loop() {
				openAs(w, s, *c.person, id)
			}
		})
	}
}
