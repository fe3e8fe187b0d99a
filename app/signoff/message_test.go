package signoff_test

import (
	"encoding/json"
	"testing"

	"pgregory.net/rapid"

	"nianbao/app/keys"
	"nianbao/app/roster"
	"nianbao/app/signoff"
)

// recorder stands for a key, and keeps what it is asked to sign.
type recorder struct{ message []byte }

func (r *recorder) Public() keys.Public { return "04ab" }
func (r *recorder) Sign(message []byte) ([]byte, error) {
	r.message = message
	return []byte("signature"), nil
}

// What is signed is what encoding/json writes of a transition, as it was from the first
// version on.
func TestWhatIsSignedIsTheWholeTransition(t *testing.T) {
	text := rapid.OneOf(rapid.String(), rapid.StringMatching(`[一-龥<>&"\\\n]{0,8}`), rapid.Just(""))
	rapid.Check(t, func(t *rapid.T) {
		a := &signoff.Transition{
			Kind: signoff.Kind(text.Draw(t, "kind")), Report: text.Draw(t, "report"), Unit: text.Draw(t, "unit"), Year: rapid.Int().Draw(t, "year"),
			Round: rapid.Int().Draw(t, "round"), Level: rapid.Int().Draw(t, "level"), LevelName: text.Draw(t, "level name"), Person: text.Draw(t, "person"),
			Name: text.Draw(t, "name"), Post: text.Draw(t, "post"), Content: keys.Digest(text.Draw(t, "content")), Prev: keys.Digest(text.Draw(t, "prev")),
			Opinion: text.Draw(t, "opinion"), At: rapid.Int64().Draw(t, "at"), OfficeKey: keys.Public(text.Draw(t, "office")), RosterVersion: rapid.IntRange(-1, 2).Draw(t, "roster"),
			DeputyFor: text.Draw(t, "for"), DeputyName: text.Draw(t, "of"), Beside: keys.Digest(text.Draw(t, "beside")),
		}
		for range rapid.IntRange(0, 3).Draw(t, "levels") {
			a.Chain = append(a.Chain, roster.Level{Name: text.Draw(t, "long"), Short: text.Draw(t, "short")})
		}
		var r recorder
		if err := a.Sign(&r); err != nil {
			t.Fatal(err)
		}
		bare := *a
		bare.Signature = nil
		want, err := json.Marshal(&bare)
		if err != nil {
			t.Fatal(err)
		}
		if got := string(r.message); got != "nianbao act\n"+string(want) {
			t.Fatalf("%s\n%s", got, want)
		}
	})
}

// Signatures that are verified beforehand are found what they are.
func TestSignaturesThatAreVerifiedBeforehand(t *testing.T) {
	k := key(t)
	good, bad := &signoff.Transition{Kind: signoff.Submit}, &signoff.Transition{Kind: signoff.Approve}
	for _, a := range []*signoff.Transition{good, bad} {
		if err := a.Sign(k); err != nil {
			t.Fatal(err)
		}
	}
	bad.Opinion = "改过"
	other := *good
	var none *signoff.Checking
	for _, c := range []*signoff.Checking{signoff.Check(good, bad), signoff.Check(bad, good), signoff.Check(), none} {
		if !c.Genuine(good) || c.Genuine(bad) || !c.Genuine(&other) {
			t.Error("not found what they are")
		}
	}
	stopped := signoff.Check(good, bad)
	stopped.Stop()
	stopped.Stop()
}
