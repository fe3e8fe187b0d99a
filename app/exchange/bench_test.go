package exchange_test

import (
	"fmt"
	"testing"

	"nianbao/app"
	"nianbao/app/apptest"
	"nianbao/app/exchange"
	"nianbao/app/signoff"
)

// BenchmarkVerify checks a hand-over file of the example: approved at once, and with a
// return and the second round after it; and what its signatures cost by themselves.
func BenchmarkVerify(b *testing.B) {
	for name, returned := range map[string]bool{"at once": false, "returned": true} {
		w := apptest.NewWorkstation(b)
		officer, head, leader := w.CreateRoster()
		id := w.Example()
		w.Sign(officer, id, signoff.Submit, "")
		w.Sign(officer, id, signoff.Approve, "")
		if returned {
			w.Sign(head, id, signoff.Return, "请核对")
			w.Must(w.As(officer, id).Set(ctx, "overview.platform", "更正以后的一段。"))
			w.Sign(officer, id, signoff.Submit, "")
			w.Sign(officer, id, signoff.Approve, "")
		}
		w.Sign(head, id, signoff.Approve, "")
		w.Sign(leader, id, signoff.Approve, "")
		raw := handOver(w, id)
		at := apptest.NewWorkstation(b)
		open := func() *exchange.ImportPreview {
			empty := exchange.At(&app.Service{Ports: at.Ports, Catalog: at.Catalog, Now: at.Now}) // has not seen the file before
			a, err := empty.OpenPackage(ctx, raw)
			if err != nil {
				b.Fatal(err)
			}
			return a
		}
		signed := open().Proof.Signatures
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				open()
			}
			b.ReportMetric(float64(len(raw)), "bytes")
		})
		b.Run(fmt.Sprintf("%s/%d signatures alone", name, len(signed)), func(b *testing.B) {
			for b.Loop() {
				for i := range signed {
					if !signed[i].Transition.Genuine() {
						b.Fatal("does not verify")
					}
				}
			}
		})
	}
}
