//go:build linux

package main

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"

	"github.com/emmansun/gmsm/sm3"
)

// nbx is a hand-over file: a first line with format, SM3 digest and size of what
// follows, and JSON in which every member has its place.
type nbx struct {
	Format  int             `json:"format"`
	Kind    string          `json:"kind"`
	MadeAt  int64           `json:"made_at"`
	MadeBy  string          `json:"made_by"`
	Report  *record         `json:"report,omitempty"`
	Roster  json.RawMessage `json:"roster,omitempty"`
	Request json.RawMessage `json:"request,omitempty"`
	Signed  json.RawMessage `json:"signed,omitempty"`

	Branches json.RawMessage `json:"branches,omitempty"`
}

type record struct {
	UID     string `json:"uid"`
	Unit    string `json:"unit"`
	Year    int    `json:"year"`
	Entries []line `json:"entries"`
}

// line is an entry of the record.
type line struct {
	Seq     int64    `json:"seq"`
	At      int64    `json:"at"`
	Kind    string   `json:"kind"`
	Of      int64    `json:"of"`
	By      string   `json:"by"`
	Note    string   `json:"note"`
	Changes []change `json:"changes"`
	Act     *act     `json:"act,omitempty"`
}

type change struct {
	Address string `json:"address"`
	At      int    `json:"at,omitempty"`
	Old     string `json:"old,omitempty"`
	New     string `json:"new,omitempty"`
}

// act is a signed step.
type act struct {
	Kind      string          `json:"kind"`
	Report    string          `json:"report"`
	Unit      string          `json:"unit"`
	Year      int             `json:"year"`
	Round     int             `json:"round"`
	Level     int             `json:"level"`
	LevelName string          `json:"level_name"`
	Chain     json.RawMessage `json:"chain,omitempty"`
	Person    string          `json:"person"`
	Name      string          `json:"name"`
	Post      string          `json:"post"`
	Key       string          `json:"key"`
	Content   string          `json:"content"`
	Prev      string          `json:"prev"`
	Opinion   string          `json:"opinion"`
	At        int64           `json:"at"`
	OfficeKey string          `json:"office_key,omitempty"`
	Roster    int             `json:"roster,omitempty"`

	DeputyFor  string `json:"deputy_for,omitempty"`
	DeputyName string `json:"deputy_name,omitempty"`
	Beside     string `json:"beside,omitempty"`

	Signature []byte `json:"signature,omitempty"`
}

// encode writes JSON as these files have it.
func encode(v any) []byte {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		panic(err) // of texts and numbers alone
	}
	return b.Bytes()
}

// digest is the SM3 digest of the parts, one after the other.
func digest(parts ...[]byte) string {
	h := sm3.New()
	for _, p := range parts {
		h.Write(p)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// headed puts the first line before a body: what an outsider can always mend.
func headed(format int, body []byte) []byte {
	return append(fmt.Appendf(nil, "nianbao-handover %d %s %d\n", format, digest(body), len(body)), body...)
}

// readNBX reads a hand-over file.
func readNBX(path string) (*nbx, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	_, body, _ := bytes.Cut(raw, []byte("\n"))
	f := &nbx{}
	if err := json.Unmarshal(body, f); err != nil {
		return nil, err
	}
	if again := f.write(); !bytes.Equal(again, raw) {
		return nil, fmt.Errorf("%s has members that this harness does not know", path)
	}
	return f, nil
}

// write returns the file with a first line that fits.
func (f *nbx) write() []byte { return headed(f.Format, encode(f)) }

// package returns a prepared package, to be changed.
func (t *trial) pack(name string) *nbx {
	f, err := readNBX(t.world.file(name))
	t.must(err)
	return f
}

// last is the last entry.
func (f *nbx) last() *line { return &f.Report.Entries[len(f.Report.Entries)-1] }

// add puts an entry at the end, with its number and a time that fits.
func (f *nbx) add(e line) *nbx {
	e.Seq = int64(len(f.Report.Entries)) + 1
	if e.At == 0 {
		e.At = f.last().At + 1
	}
	if e.Changes == nil {
		e.Changes = []change{}
	}
	f.Report.Entries = append(f.Report.Entries, e)
	return f
}

// edit adds an edit that nobody signs.
func (f *nbx) edit(by string, changes ...change) *nbx {
	return f.add(line{Kind: "edit", By: by, Note: "填写", Changes: changes})
}

// chain is the digest of the record after so many entries.
func (f *nbx) chain(entries int) string {
	d := digest([]byte("nianbao journal\n" + f.Report.UID))
	for i := range f.Report.Entries[:entries] {
		d = digest([]byte(d+"\n"), bytes.TrimSuffix(encode(&f.Report.Entries[i]), []byte("\n")))
	}
	return d
}

// acts are the signed steps of the record.
func (f *nbx) acts() []*act {
	var out []*act
	for i := range f.Report.Entries {
		if a := f.Report.Entries[i].Act; a != nil {
			out = append(out, a)
		}
	}
	return out
}

// cut drops what stands behind the first n entries.
func (f *nbx) cut(n int) *nbx {
	f.Report.Entries = f.Report.Entries[:n]
	return f
}
