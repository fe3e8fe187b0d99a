package exchange_test

import (
	"testing"

	"nianbao/app"
	"nianbao/app/apptest"
	"nianbao/app/exchange"
	"nianbao/app/keys"
	"nianbao/app/signoff"
)

// BenchmarkVerify checks a hand-over file of the example with five signatures:
// the roster's, the submission's and three levels'.
func BenchmarkVerify(b *testing.B) {
	w := apptest.NewWorkstation(b)
	officer, head, leader := w.CreateRoster()
	id := w.Example()
	w.Sign(officer, id, signoff.Submit, "")
	w.Sign(officer, id, signoff.Approve, "")
	w.Sign(head, id, signoff.Approve, "")
	w.Sign(leader, id, signoff.Approve, "")
	raw := handOver(w, id)
	at := apptest.NewWorkstation(b)
	b.ReportMetric(float64(len(raw)), "bytes")
	for b.Loop() {
		empty := exchange.At(&app.Service{Ports: at.Ports, Catalog: at.Catalog, Now: at.Now}) // has not seen the file before
		if _, err := empty.OpenPackage(ctx, raw); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkSM2 is what the signatures of such a file cost by themselves.
func BenchmarkSM2(b *testing.B) {
	k, err := keys.Generate()
	if err != nil {
		b.Fatal(err)
	}
	message := make([]byte, 1000)
	sig, err := k.Sign(message)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		for range 5 {
			if !keys.Verify(k.Public(), message, sig) {
				b.Fatal("does not verify")
			}
		}
	}
}
