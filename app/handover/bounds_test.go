package handover_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"nianbao/app/form"
	"nianbao/app/handover"
	"nianbao/app/journal"
	"nianbao/app/keys"
	"nianbao/app/report"
	"nianbao/app/signoff"
)

func whole(t *testing.T) []byte {
	t.Helper()
	raw, err := handover.Write(&handover.File{Kind: handover.KindReport, Report: &handover.Report{UID: uid, Unit: "甲局", Year: 2025, Entries: entries("甲")}})
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// What comes in the place of a hand-over file is named for what it is.
func TestWhatIsNoHandOverFileIsNamed(t *testing.T) {
	raw := whole(t)
	line, body, _ := bytes.Cut(raw, []byte("\n"))
	head := strings.Fields(string(line))
	with := func(i int, text string) []byte {
		changed := append([]string(nil), head...)
		changed[i] = text
		return append([]byte(strings.Join(changed, " ")+"\n"), body...)
	}
	for name, tt := range map[string]struct {
		raw  []byte
		want error
	}{
		"a zip":            {[]byte("PK\x03\x04"), handover.ErrArchive},
		"a gzip":           {[]byte{0x1f, 0x8b, 8}, handover.ErrArchive},
		"a rar":            {[]byte("Rar!\x1a"), handover.ErrArchive},
		"a 7z":             {[]byte("7z\xbc\xaf\x27"), handover.ErrArchive},
		"a text":           {[]byte("你好"), handover.ErrForeign},
		"nothing":          {nil, handover.ErrCut},
		"part of the name": {raw[:5], handover.ErrCut},
		"only the name":    {line, handover.ErrCut},
		"cut short":        {raw[:len(raw)-1], handover.ErrCut},
		"one byte more":    {append(bytes.Clone(raw), 'x'), handover.ErrChanged},
		"the next format":  {with(1, fmt.Sprint(handover.FormatSeventh+1)), handover.ErrNewer},
		"no format":        {with(1, "x"), handover.ErrChanged},
		"another digest":   {with(2, strings.Repeat("0", 64)), handover.ErrChanged},
		"another size":     {with(3, fmt.Sprint(len(body)-1)), handover.ErrChanged},
		"too big":          {make([]byte, handover.MaxSize+1), handover.ErrTooBig},
	} {
		if _, err := handover.Parse(tt.raw); !errors.Is(err, tt.want) {
			t.Errorf("%s: %v, not %v", name, err, tt.want)
		}
	}
	if _, err := handover.Read(iotest.ErrReader(io.ErrClosedPipe)); !errors.Is(err, io.ErrClosedPipe) {
		t.Errorf("a disk that fails: %v", err)
	}
}

// There is one way to write a content: another one is not that file.
func TestABodyWrittenOtherwiseIsRefused(t *testing.T) {
	_, body, _ := bytes.Cut(whole(t), []byte("\n"))
	for name, other := range map[string][]byte{
		"a space":        bytes.Replace(body, []byte(`:`), []byte(`: `), 1),
		"another name":   bytes.Replace(body, []byte(`"made_by"`), []byte(`"made_bx"`), 1),
		"no JSON at all": []byte("{"),
	} {
		raw := fmt.Appendf(nil, "nianbao-handover %d %s %d\n%s", handover.FormatFirst, keys.Sum(other), len(other), other)
		if _, err := handover.Parse(raw); !errors.Is(err, handover.ErrChanged) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestTextsThatAreNotUTF8AreNotWritten(t *testing.T) {
	bad := entries("甲")
	bad[0].Edit.Changes = []report.Change{{Address: "a", New: "\xff"}}
	if _, err := handover.Write(&handover.File{Kind: handover.KindReport, Report: &handover.Report{UID: uid, Entries: bad}}); err == nil {
		t.Error("a text that JSON would change is written")
	}
}

// What would take hours to go through is refused before it is.
func TestARecordHasBounds(t *testing.T) {
	long := strings.Repeat("字", report.MaxText)
	grow := func(n int, at func(i int) form.Address, text string) []journal.Entry {
		out := entries(make([]string, n)...)
		for i := range out {
			out[i].Edit.Changes = []report.Change{{Address: at(i), New: text}}
		}
		return out
	}
	transitions := func(n int) []journal.Entry {
		out := entries(make([]string, n)...)
		for i := range out {
			out[i].Kind, out[i].Transition = journal.Transitioned, &signoff.Transition{Kind: signoff.Submit}
		}
		return out
	}
	one := func(int) form.Address { return "a" }
	note := func(int) form.Address { return report.AnswerAt("1") }
	each := func(i int) form.Address { return form.Address(fmt.Sprint("a", i)) }
	for name, tt := range map[string]struct {
		entries []journal.Entry
		ok      bool
	}{
		"a long text":            {grow(2, one, long), true},
		"too long for one place": {grow(3, one, long), false},
		"long texts everywhere":  {grow(1+2<<20/len(long), each, long), false},
		"a note as it is typed":  {grow(2000, note, "字"), true},
		"a note without end":     {grow(8000, note, "字字"), false},
		"many transitions":       {transitions(1000), true},
		"too many transitions":   {transitions(1001), false},
	} {
		raw, err := handover.Write(&handover.File{Kind: handover.KindReport, Report: &handover.Report{UID: uid, Entries: tt.entries}})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := handover.Parse(raw); (err == nil) != tt.ok || err != nil && !errors.Is(err, handover.ErrTooBig) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestARequestIsSignedByWhoAsks(t *testing.T) {
	k, err := keys.Generate()
	if err != nil {
		t.Fatal(err)
	}
	for name, tt := range map[string]struct {
		before, after func(r *handover.Request) // of signing
		ok            bool
	}{
		"as it is":          {nil, nil, true},
		"without a post":    {func(r *handover.Request) { r.Post = "" }, nil, true},
		"another name":      {nil, func(r *handover.Request) { r.Name = "李四" }, false},
		"another time":      {nil, func(r *handover.Request) { r.At++ }, false},
		"no name":           {func(r *handover.Request) { r.Name = " " }, nil, false},
		"a name that hides": {func(r *handover.Request) { r.Name = "张\u200b三" }, nil, false},
		"a post that hides": {func(r *handover.Request) { r.Post = "科长\u202e" }, nil, false},
		"no id":             {func(r *handover.Request) { r.Person = "office" }, nil, false},
		"another's key":     {func(r *handover.Request) { r.Key = "04" }, nil, false},
		"no signature":      {nil, func(r *handover.Request) { r.Signature = nil }, false},
	} {
		r := &handover.Request{Person: uid, Name: "张三", Post: "科员", Key: k.Public(), At: 1}
		if tt.before != nil {
			tt.before(r)
		}
		if err := r.Sign(k); err != nil {
			t.Fatal(err)
		}
		if tt.after != nil {
			tt.after(r)
		}
		raw, err := handover.Write(&handover.File{Kind: handover.KindRequest, Request: r})
		if err != nil {
			t.Fatal(err)
		}
		f, err := handover.Parse(raw)
		if err != nil {
			t.Fatal(err)
		}
		if err := f.Request.Verify(); (err == nil) != tt.ok {
			t.Errorf("%s: %v", name, err)
		}
	}
}
