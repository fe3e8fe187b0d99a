package keys_test

import (
	"math/big"
	"testing"

	"golang.org/x/crypto/cryptobyte"
	"golang.org/x/crypto/cryptobyte/asn1"

	"nianbao/app/keys"
)

// A refusal is confirmed by a second verification before anything is called forged:
// the first one refuses a valid signature in very rare cases.
func TestARefusalIsConfirmed(t *testing.T) {
	k := generate(t)
	message := []byte("二〇二五年度报告")
	sig, err := k.Sign(message)
	if err != nil {
		t.Fatal(err)
	}
	asked := keys.RefuseFirst(t)
	if !keys.Verify(k.Public(), message, sig) || *asked != 1 {
		t.Errorf("a valid signature is called forged; the first verification was asked %d times", *asked)
	}
	if keys.Verify(k.Public(), []byte("别的"), sig) || *asked != 2 {
		t.Errorf("a forged signature holds; the first verification was asked %d times", *asked)
	}
	if sig, err := k.Sign(message); err != nil || len(sig) == 0 {
		t.Errorf("nothing can be signed while the first verification refuses: %v", err)
	}
}

// The second verification costs nothing where the first one accepts.
func TestOnlyARefusalIsConfirmed(t *testing.T) {
	k := generate(t)
	keys.AcceptFirst(t)
	if !keys.Verify(k.Public(), []byte("x"), []byte("no signature")) {
		t.Error("what was accepted is verified again")
	}
}

// numbers writes a signature of two numbers.
func numbers(t *testing.T, r, s *big.Int) []byte {
	t.Helper()
	var b cryptobyte.Builder
	b.AddASN1(asn1.SEQUENCE, func(b *cryptobyte.Builder) {
		b.AddASN1BigInt(r)
		b.AddASN1BigInt(s)
	})
	out, err := b.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// Both verifications say the same of good signatures, of every bit of one flipped, and
// of numbers at the edges.
func TestBothVerificationsAgree(t *testing.T) {
	message := []byte("二〇二五年度报告")
	agree := func(what string, p keys.Public, message, sig []byte, want bool) {
		t.Helper()
		if first, second := keys.VerifyBoth(p, message, sig); first != want || second != want {
			t.Errorf("%s: %v and %v, not %v", what, first, second, want)
		}
	}
	k := generate(t)
	var sig []byte
	for range 20 {
		k = generate(t)
		var err error
		if sig, err = k.Sign(message); err != nil {
			t.Fatal(err)
		}
		agree("a good signature", k.Public(), message, sig, true)
	}
	agree("another message", k.Public(), []byte("x"), sig, false)
	agree("another key", generate(t).Public(), message, sig, false)
	for i := range sig {
		flipped := append([]byte(nil), sig...)
		flipped[i] ^= 1 << (i % 8)
		agree("a flipped bit", k.Public(), message, flipped, false)
	}
	agree("cut", k.Public(), message, sig[:len(sig)-1], false)
	agree("longer", k.Public(), message, append(append([]byte(nil), sig...), 0), false)
	agree("nothing", k.Public(), message, nil, false)
	n, _ := new(big.Int).SetString("FFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123", 16)
	one := big.NewInt(1)
	for _, r := range []*big.Int{big.NewInt(0), one, new(big.Int).Neg(one), new(big.Int).Sub(n, one), n, new(big.Int).Add(n, one), new(big.Int).Lsh(n, 300)} {
		for _, s := range []*big.Int{big.NewInt(0), one, new(big.Int).Neg(one), new(big.Int).Sub(n, one), n, new(big.Int).Lsh(n, 300)} {
			agree("the numbers "+r.Text(16)+", "+s.Text(16), k.Public(), message, numbers(t, r, s), false)
		}
	}
}

func FuzzBothVerificationsAgree(f *testing.F) {
	k, err := keys.Generate()
	if err != nil {
		f.Fatal(err)
	}
	message := []byte("二〇二五年度报告")
	sig, err := k.Sign(message)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(sig, 0, byte(0))
	f.Add(sig, 9, byte(1))
	f.Add(sig, 40, byte(128))
	f.Fuzz(func(t *testing.T, sig []byte, at int, flip byte) {
		if len(sig) > 0 && at >= 0 {
			sig = append([]byte(nil), sig...)
			sig[at%len(sig)] ^= flip
		}
		if first, second := keys.VerifyBoth(k.Public(), message, sig); first != second {
			t.Errorf("%x: %v and %v", sig, first, second)
		}
	})
}
