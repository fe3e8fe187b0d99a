package handover_test

import (
	"bytes"
	"context"
	"math/rand/v2"
	"reflect"
	"testing"

	"nianbao/app/apptest"
	"nianbao/app/exchange"
	"nianbao/app/handover"
	"nianbao/app/signoff"
)

// packed is the body of a package of the example that came back once, with the roster
// and the signature of the hand-over.
func packed(t *testing.T) []byte {
	t.Helper()
	w := apptest.NewWorkstation(t)
	officer, head, _ := w.CreateRoster()
	id := w.Example()
	w.Sign(officer, id, signoff.Submit, "")
	w.Sign(officer, id, signoff.Approve, "")
	w.Sign(head, id, signoff.Return, "“表三”请核对\n再送")
	w.Must(w.As(officer, id).Set(context.Background(), "overview.platform", "更正以后的一段。"))
	raw, err := exchange.At(w.Service).HandOver(context.Background(), w.As(officer, id))
	w.Must(err)
	f, err := handover.Parse(raw)
	w.Must(err)
	f.LastYear = &handover.LastYear{Year: 2023, Edition: "2021", Stage: signoff.Approved, Sound: true, Figures: []handover.Figure{{Address: "a", Value: "1"}}}
	f.Signed = &signoff.Transition{Kind: signoff.HandedOver, Opinion: "<&>", Signature: []byte("x")}
	raw, err = handover.Write(f)
	w.Must(err)
	_, body, _ := bytes.Cut(raw, []byte("\n"))
	return body
}

// A package is gone through once and not written anew, and what is found in it is what
// the library finds.
func TestAPackageIsReadInOnePass(t *testing.T) {
	body := packed(t)
	want, err := handover.Decode(body)
	if err != nil {
		t.Fatal(err)
	}
	got := handover.ReadCanonical(bytes.Clone(body))
	if got == nil {
		t.Fatal("a package as the program writes it is not read in one pass")
	}
	for i := range want.Report.Entries {
		if !reflect.DeepEqual(got.Report.Entries[i], want.Report.Entries[i]) {
			t.Errorf("entry %d:\n%+v\n%+v", i+1, got.Report.Entries[i], want.Report.Entries[i])
		}
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("read %+v\nwanted %+v", got, want)
	}
}

// What the one pass takes the library takes too, and finds the same in it.
func TestTheOnePassTakesNothingElse(t *testing.T) {
	body := packed(t)
	random := rand.New(rand.NewPCG(1, 2))
	taken := 0
	for range 1000 {
		changed := bytes.Clone(body)
		at := random.IntN(len(changed))
		switch random.IntN(3) {
		case 0:
			changed[at] ^= 1 << random.IntN(8)
		case 1:
			changed = append(changed[:at], changed[at+1:]...)
		default:
			changed = append(changed[:at], append([]byte{`0 "\,{}[]:n`[random.IntN(11)]}, changed[at:]...)...)
		}
		got := handover.ReadCanonical(bytes.Clone(changed))
		if got == nil {
			continue
		}
		taken++
		want, err := handover.Decode(changed)
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Fatalf("at %d %q is taken; the library says %v", at, changed[max(at-20, 0):min(at+20, len(changed))], err)
		}
	}
	if taken == 0 {
		t.Error("no change was one of a text: nothing was tried")
	}
}
