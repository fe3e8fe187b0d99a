package roster_test

import (
	"bytes"
	"encoding/json"
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"nianbao/app/canonical"
	"nianbao/app/keys"
	"nianbao/app/roster"
)

// some draws a roster that need not make sense.
func some(t *rapid.T) roster.Roster {
	text := rapid.OneOf(rapid.StringMatching(`[一-龥a-z<>&"\\\n]{0,8}`), rapid.Just(""))
	r := roster.Roster{
		Format: rapid.IntRange(-1, 3).Draw(t, "format"), Office: text.Draw(t, "office"), OfficeKey: keys.Public(text.Draw(t, "key")),
		Version: rapid.IntRange(0, 9).Draw(t, "version"), At: rapid.Int64().Draw(t, "at"), ChainsFrom: rapid.SliceOfN(rapid.Int(), 0, 2).Draw(t, "from"),
	}
	if rapid.Bool().Draw(t, "chains") {
		r.Chains = []roster.Chain{roster.DefaultChain(), {}}
	}
	for range rapid.IntRange(0, 3).Draw(t, "people") {
		p := roster.Person{ID: text.Draw(t, "id")}
		for range rapid.IntRange(0, 3).Draw(t, "registrations") {
			g := roster.Registration{
				Name: text.Draw(t, "name"), Post: text.Draw(t, "post"), Levels: rapid.SliceOfN(rapid.Int(), 0, 2).Draw(t, "levels"), Chain: rapid.IntRange(0, 2).Draw(t, "chain"),
				Key: keys.Public(text.Draw(t, "public")), From: rapid.Int64().Draw(t, "since"), Until: rapid.Int64().Draw(t, "until"),
			}
			if rapid.Bool().Draw(t, "deputy") {
				g.Deputy = []roster.Deputyship{{Level: 1, Person: text.Draw(t, "for")}, {Level: 2}}
			}
			if rapid.Bool().Draw(t, "request") {
				g.Request = &roster.Request{
					Person: text.Draw(t, "who"), Name: text.Draw(t, "called"), OldKey: keys.Public(text.Draw(t, "old")), Endorsed: rapid.SliceOf(rapid.Byte()).Draw(t, "endorsed"),
					Signature: rapid.SliceOf(rapid.Byte()).Draw(t, "signature"), At: rapid.Int64().Draw(t, "asked"),
				}
			}
			p.Registrations = append(p.Registrations, g)
		}
		r.People = append(r.People, p)
	}
	if rapid.IntRange(0, 9).Draw(t, "deep") == 0 {
		r.Former, r.Merged = []roster.Former{{Key: "a", Signature: []byte("x")}}, []roster.Tip{{Version: 1}}
	}
	return r
}

// What is hashed of a roster is what encoding/json writes of it, as it was from the
// first version on; and what is read of one is what that reads.
func TestARosterIsWrittenAndReadAsTheLibraryDoes(t *testing.T) {
	read := 0
	rapid.Check(t, func(t *rapid.T) {
		r := some(t)
		body, err := json.Marshal(&r)
		if err != nil {
			t.Fatal(err)
		}
		if want := keys.Sum([]byte("nianbao roster\n"), body); r.Digest() != want {
			t.Fatalf("another digest than that of %s", body)
		}
		var file bytes.Buffer
		enc := json.NewEncoder(&file)
		enc.SetEscapeHTML(false)
		if err := enc.Encode(&roster.SignedRoster{Roster: r, Signature: []byte("x")}); err != nil {
			t.Fatal(err)
		}
		in := canonical.Read(file.String())
		got := roster.Read(in)
		in.Must("\n")
		if !in.Ended() {
			return
		}
		read++
		want := &roster.SignedRoster{}
		if err := json.Unmarshal(file.Bytes(), want); err != nil || !reflect.DeepEqual(got, want) {
			t.Fatalf("%v\n%+v\n%+v", err, got, want)
		}
	})
	if read == 0 {
		t.Error("nothing was read at all")
	}
}
