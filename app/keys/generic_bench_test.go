package keys_test

import (
	"testing"

	"nianbao/app/keys"
)

// What a refusal costs, and what a signature that holds.
func BenchmarkVerify(b *testing.B) {
	k, err := keys.Generate()
	if err != nil {
		b.Fatal(err)
	}
	sig, err := k.Sign([]byte("x"))
	if err != nil {
		b.Fatal(err)
	}
	for name, message := range map[string]string{"holds": "x", "forged": "y"} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				keys.Verify(k.Public(), []byte(message), sig)
			}
		})
	}
}
