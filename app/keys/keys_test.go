package keys_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"nianbao/app/keys"
)

func generate(t *testing.T) *keys.Private {
	t.Helper()
	k, err := keys.Generate()
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func TestSignatureHoldsForItsMessageAndKeyAlone(t *testing.T) {
	k, other := generate(t), generate(t)
	message := []byte("二〇二五年度报告")
	sig, err := k.Sign(message)
	if err != nil {
		t.Fatal(err)
	}
	if !keys.Verify(k.Public(), message, sig) {
		t.Error("the signature does not verify")
	}
	if keys.Verify(other.Public(), message, sig) {
		t.Error("the signature verifies with another key")
	}
	for i := range message {
		changed := append([]byte(nil), message...)
		changed[i] ^= 1
		if keys.Verify(k.Public(), changed, sig) {
			t.Errorf("the signature verifies with byte %d changed", i)
		}
	}
	for i := range sig {
		changed := append([]byte(nil), sig...)
		changed[i] ^= 1
		if keys.Verify(k.Public(), message, changed) {
			t.Errorf("a signature with byte %d changed verifies", i)
		}
	}
}

func TestVerifyRefusesWhatIsNoKey(t *testing.T) {
	k := generate(t)
	sig, err := k.Sign([]byte("x"))
	if err != nil {
		t.Fatal(err)
	}
	zero := make([]byte, 130)
	for i := range zero {
		zero[i] = '0'
	}
	for _, p := range []keys.Public{"", "04", "zz", keys.Public(zero), "04" + keys.Public(zero[2:]), k.Public()[:128], k.Public() + "00"} {
		if keys.Verify(p, []byte("x"), sig) || p.Valid() {
			t.Errorf("%.20q is taken for a key", p)
		}
	}
}

// A key that could be written in two ways would be two people's.
func TestAKeyIsWrittenInOneWay(t *testing.T) {
	k := generate(t)
	x := k.Public()[2:66]
	for _, p := range []keys.Public{"02" + x, "03" + x, keys.Public(strings.ToUpper(string(k.Public())))} {
		if p.Valid() {
			t.Errorf("%.20q… is taken for a key", p)
		}
	}
}

func TestSealedKeyOpensWithItsPasswordOnly(t *testing.T) {
	k := generate(t)
	sealed, err := keys.Seal(keys.Usual, k, "一个够长的密码")
	if err != nil {
		t.Fatal(err)
	}
	raw, err := json.Marshal(sealed)
	if err != nil {
		t.Fatal(err)
	}
	var back keys.Sealed
	if err := json.Unmarshal(raw, &back); err != nil {
		t.Fatal(err)
	}
	opened, err := back.Open("一个够长的密码")
	if err != nil || opened.Public() != k.Public() {
		t.Fatalf("opened %v, %v", opened, err)
	}
	if _, err := back.Open("一个够长的密码 "); !errors.Is(err, keys.ErrPassword) {
		t.Errorf("a wrong password: %v", err)
	}
	back.Public = generate(t).Public()
	if _, err := back.Open("一个够长的密码"); err == nil {
		t.Error("a sealed key opens beside another public key")
	}
}

// A password that was typed with full-width forms when nothing else was made of them
// still opens its key; so does one that is typed either way now.
func TestKeysSealedUnderAnotherSpellingOpen(t *testing.T) {
	k := generate(t)
	const wide, narrow = "Ｘｋ７＃ｐＱ２ｍ", "Xk7#pQ2m"
	if opened, err := keys.SealAsBefore(t, k, wide).Open(wide); err != nil || opened.Public() != k.Public() {
		t.Errorf("sealed before: %v", err)
	}
	sealed, err := keys.Seal(keys.Cost{Time: 1, Memory: 64, Lanes: 1}, k, wide)
	if err != nil {
		t.Fatal(err)
	}
	for _, typed := range []string{wide, narrow} {
		if _, err := sealed.Open(typed); err != nil {
			t.Errorf("%s: %v", typed, err)
		}
	}
	if _, err := sealed.Open("Xk7#pQ2n"); !errors.Is(err, keys.ErrPassword) {
		t.Errorf("a wrong one: %v", err)
	}
}

func TestAWipedKeySignsNoMore(t *testing.T) {
	k := generate(t)
	k.Wipe()
	if sig, err := k.Sign([]byte("x")); err == nil {
		t.Errorf("signed %x", sig)
	}
}

func TestForgedCostIsRefused(t *testing.T) {
	sealed, err := keys.Seal(keys.Usual, generate(t), "12345678")
	if err != nil {
		t.Fatal(err)
	}
	sealed.Memory = 1 << 30
	if _, err := sealed.Open("12345678"); !errors.Is(err, keys.ErrSealed) {
		t.Errorf("a cost of a tebibyte: %v", err)
	}
	if _, err := keys.Decoy().Open(""); !errors.Is(err, keys.ErrPassword) {
		t.Errorf("the decoy: %v", err)
	}
}

func TestWrongPasswordsAreSlowedDown(t *testing.T) {
	const began = 5 * time.Hour // the machine had been running so long
	for _, tt := range []struct {
		failures    int
		after, want time.Duration
	}{
		{0, 0, 0},
		{2, 0, 0},
		{3, 0, 2 * time.Second},
		{3, 2 * time.Second, 0},
		{5, time.Second, 7 * time.Second},
		{40, 0, 15 * time.Minute},
		{40, -time.Hour, 15 * time.Minute}, // it was started anew
	} {
		kept := keys.ReadWait(keys.Begin(tt.failures, began).Text(), tt.failures, began)
		if got := kept.Now(began + tt.after).Left; got != tt.want {
			t.Errorf("after %d failures and %v: %v, want %v", tt.failures, tt.after, got, tt.want)
		}
	}
	// What is left is kept when the machine is started anew, and goes by from there.
	left := keys.Begin(40, began).Now(began + 10*time.Minute)
	if left = left.Now(time.Minute); left.Left != 5*time.Minute {
		t.Errorf("after a start %v are left", left.Left)
	}
	if left = left.Now(5 * time.Minute); left.Left != time.Minute {
		t.Errorf("four minutes later %v are left", left.Left)
	}
	// What was spoilt shortens nothing, and what was forged lengthens nothing.
	for text, want := range map[string]time.Duration{
		"": 2 * time.Second, "x": 2 * time.Second, `{"left":-1,"running":0}`: 2 * time.Second, `{"left":9000000000000000,"running":18000000000000}`: 2 * time.Second,
	} {
		if got := keys.ReadWait(text, 3, began).Now(began).Left; got != want {
			t.Errorf("%s: %v", text, got)
		}
	}
}

func TestTypedDigestIsRecognised(t *testing.T) {
	d := keys.Sum([]byte("x"))
	for _, s := range []string{string(d), d.Short(), "  " + d.Short(), d.Printed(), strings.ToLower(d.Printed()), strings.ReplaceAll(d.Printed(), " ", "")} {
		if !d.Matches(s) {
			t.Errorf("%q is not recognised", s)
		}
	}
	for _, s := range []string{"", d.Short()[:10], "0000 0000 0000 0000 0000"} {
		if d.Matches(s) {
			t.Errorf("%q is taken for the digest", s)
		}
	}
}

// The code that people compare by eye is the same on every workstation, and
// another for another key.
func TestCodesAreComparedByEye(t *testing.T) {
	one, two := generate(t).Public(), generate(t).Public()
	if one.Code() == two.Code() || one.Code() != keys.Public(string(one)).Code() {
		t.Errorf("codes %s, %s", one.Code(), two.Code())
	}
	if groups := strings.Fields(one.Code()); len(groups) != 5 || len(groups[0]) != 4 || one.Code() != strings.ToUpper(one.Code()) {
		t.Errorf("a code reads %s", one.Code())
	}
}

// One slip of the hand is told from another page: every digit, every neighbour.
func TestASlipInADigestIsTold(t *testing.T) {
	for i := range 20 {
		d := keys.Sum([]byte{byte(i)})
		printed := strings.ReplaceAll(d.Printed(), " ", "")
		if err := keys.CheckTyped(d.Printed()); err != nil || len(printed) != 33 {
			t.Fatalf("%s: %v", d.Printed(), err)
		}
		for at := range 32 {
			for _, r := range "0123456789ABCDEF" {
				wrong := printed[:at] + string(r) + printed[at+1:]
				if err := keys.CheckTyped(wrong); (err == nil) != (wrong == printed) {
					t.Errorf("%s for %s: %v", wrong, printed, err)
				}
			}
			if err := keys.CheckTyped(printed[:at] + printed[at+1:]); err == nil {
				t.Errorf("digit %d of %s left out", at, printed)
			}
			if pair := printed[at:min(at+2, 32)]; len(pair) == 2 && pair[0] != pair[1] && pair != "0F" && pair != "F0" {
				if swapped := printed[:at] + pair[1:] + pair[:1] + printed[at+2:]; keys.CheckTyped(swapped) == nil {
					t.Errorf("%s for %s", swapped, printed)
				}
			}
		}
	}
	d := keys.Sum([]byte("x"))
	for typed, want := range map[string]error{
		"":                                  keys.ErrFewDigits,
		d.Short()[:10]:                      keys.ErrFewDigits,
		d.Short():                           nil, // footers of before
		string(d):                           nil,
		"这是什么":                              keys.ErrNoDigit,
		d.Printed()[:39]:                    nil, // without its check letter
		d.Short() + " G":                    keys.ErrMistyped,
		strings.Repeat("O", 16):             nil, // zeros
		strings.Repeat("１", 16):             nil,
		strings.Repeat("0", 32) + "\u3000Ｇ": nil,
		strings.Repeat("0", 32) + "H":       keys.ErrMistyped,
	} {
		if err := keys.CheckTyped(typed); !errors.Is(err, want) {
			t.Errorf("%q: %v, want %v", typed, err, want)
		}
	}
}
