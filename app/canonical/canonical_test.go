package canonical_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"nianbao/app/canonical"
)

// sample is of everything that is read and written.
type sample struct {
	Text string  `json:"text"`
	N    int64   `json:"n"`
	Some string  `json:"some,omitempty"`
	More int64   `json:"more,omitempty"`
	Data []byte  `json:"data,omitempty"`
	All  []int64 `json:"all"`
}

var texts = rapid.OneOf(rapid.String(), rapid.StringMatching(`[一-龥a-z0-9 \n\t"\\<>&]{0,20}`), rapid.Just("a\u2028b\u2029"), rapid.Just("\x00\x7f\xff"))

func draw(t *rapid.T) sample {
	return sample{
		Text: texts.Draw(t, "text"), N: rapid.Int64().Draw(t, "n"), Some: texts.Draw(t, "some"), More: rapid.Int64Range(-2, 2).Draw(t, "more"),
		Data: rapid.SliceOf(rapid.Byte()).Draw(t, "data"), All: append([]int64{}, rapid.SliceOf(rapid.Int64()).Draw(t, "all")...),
	}
}

func write(s *sample) []byte {
	var w canonical.Writer
	w.Text(`{"text":`, s.Text).Int(`,"n":`, s.N).Some(`,"some":`, s.Some)
	if s.More != 0 {
		w.Int(`,"more":`, s.More)
	}
	w.SomeData(`,"data":`, s.Data).Raw(`,"all":[`)
	for i, n := range s.All {
		w.Int([]string{"", ","}[min(i, 1)], n)
	}
	return w.Raw("]}").Bytes()
}

func read(text string) (sample, bool) {
	var s sample
	r := canonical.Read(text)
	r.Must(`{"text":`)
	s.Text = r.Text()
	r.Must(`,"n":`)
	s.N = r.Int()
	s.Some, s.More, s.Data = r.SomeText(`,"some":`), r.SomeInt(`,"more":`), r.SomeBytes(`,"data":`)
	r.Must(`,"all":[`)
	for s.All = []int64{}; r.Next(len(s.All)); {
		s.All = append(s.All, r.Int())
	}
	r.Must("}")
	return s, r.Ended()
}

// encode writes a sample as files are written.
func encode(t interface{ Fatal(...any) }, s *sample) string {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(s); err != nil {
		t.Fatal(err)
	}
	return strings.TrimSuffix(b.String(), "\n")
}

func TestWhatIsWrittenIsWhatTheLibraryWrites(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := draw(t)
		want, err := json.Marshal(&s)
		if err != nil {
			t.Fatal(err)
		}
		if got := write(&s); string(got) != string(want) {
			t.Fatalf("%s\n%s", got, want)
		}
	})
}

// Nothing is taken but what would be written in just that way; and figures and plain
// texts are always taken.
func TestOnlyTheCanonicalFormIsRead(t *testing.T) {
	taken := 0
	rapid.Check(t, func(t *rapid.T) {
		s := draw(t)
		text := encode(t, &s)
		if got, ok := read(text); ok {
			taken++
			if again := encode(t, &got); again != text {
				t.Fatalf("%q was read, which is written %q", text, again)
			}
		}
		spoiled := []byte(text)
		for range rapid.IntRange(1, 3).Draw(t, "changes") {
			at := rapid.IntRange(0, len(spoiled)-1).Draw(t, "at")
			switch rapid.IntRange(0, 2).Draw(t, "how") {
			case 0:
				spoiled[at] = rapid.SampledFrom([]byte("0-1 \"\\/,[]{}nu\n\x00\xff=")).Draw(t, "byte")
			case 1:
				spoiled = append(spoiled[:at:at], spoiled[min(at+1, len(spoiled)):]...)
			default:
				spoiled = append(spoiled[:at:at], append([]byte{rapid.SampledFrom([]byte("0- \"\\,]}")).Draw(t, "more")}, spoiled[at:]...)...)
			}
			if len(spoiled) == 0 {
				return
			}
		}
		if got, ok := read(string(spoiled)); ok {
			if again := encode(t, &got); again != string(spoiled) {
				t.Fatalf("%q was read, which is written %q", spoiled, again)
			}
		}
	})
	if taken == 0 {
		t.Error("nothing was read at all")
	}
	for _, s := range []sample{{Text: "依法公开\n“第二段”\t\"a\\b\"", N: -1, All: []int64{0, 7}}, {Some: "<b>&", Data: []byte{1, 2, 3}, All: []int64{}}} {
		if _, ok := read(encode(t, &s)); !ok {
			t.Errorf("%+v is not read", s)
		}
	}
}

func TestOtherSpellingsAreLeftToTheLibrary(t *testing.T) {
	for _, text := range []string{
		``, `{`, `{"text":"a","n":1,"all":[]} `, `{"text":"a","n":01,"all":[]}`, `{"text":"a","n":-0,"all":[]}`, `{"text":"a","n":1e3,"all":[]}`,
		`{"text":"a","n":1,"some":"","all":[]}`, `{"text":"a","n":1,"more":0,"all":[]}`, `{"text":"a","n":1,"data":"","all":[]}`,
		`{"text":"a","n":1,"data":"AB==","all":[]}`, `{"text":"a","n":1,"data":"AA=\n=","all":[]}`, `{"text":"\u0061","n":1,"all":[]}`,
		`{"text":"\/","n":1,"all":[]}`, "{\"text\":\"\u2028\",\"n\":1,\"all\":[]}", "{\"text\":\"\xff\",\"n\":1,\"all\":[]}", `{"text":"a","n":1,"all":[1,]}`,
		`{"text":"a","n":1,"all":[,1]}`, `{"text":"a","n":1,"all":[1 ]}`, `{"n":1,"text":"a","all":[]}`, `{"text":"a","n":1,"all":null}`,
		`{"text":"a\`, `{"text":"a\"`, `{"text":"a","n":99999999999999999999,"all":[]}`,
	} {
		if s, ok := read(text); ok {
			t.Errorf("%q is read as %+v", text, s)
		}
	}
}

func TestAValueIsCutOutWhole(t *testing.T) {
	for text, want := range map[string]string{
		`{"a":"}\""},1`: `{"a":"}\""}`, `[[1],{"b":[]}]]`: `[[1],{"b":[]}]`, `{"a`: "", `"a"`: "", `1`: "", `{"a":"\`: "", `"\`: "", ``: "", `}`: "",
	} {
		r := canonical.Read(text)
		if got := r.Value(); got != want || r.OK() != (want != "") {
			t.Errorf("%s: %q %v", text, got, r.OK())
		}
		r.Must("x")
		if r.OK() {
			t.Errorf("%s: and then x", text)
		}
	}
}
