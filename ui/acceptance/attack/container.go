//go:build linux

package main

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// containerScenarios are about the file as such.
var containerScenarios = []scenario{
	{"§5", "小文件逐位翻转，第一行不修", func(t *trial) { t.flips(smallFile, false, 1) }},
	{"§5", "小文件逐位翻转，第一行修好", func(t *trial) { t.flips(smallFile, true, 1) }},
	{"§5", "批准的文件翻转，第一行修好", func(t *trial) { t.flips(approvedFile, true, 97) }},
	{"§5", "文件截短", func(t *trial) {
		raw, err := os.ReadFile(t.world.file(approvedFile))
		t.must(err)
		var cuts [][]byte
		for n := 0; n < len(raw); n += max(len(raw)/200, 1) * t.every {
			cuts = append(cuts, raw[:n])
		}
		for i, v := range t.verifyAll(cuts) {
			if v.Outcome == "holds" {
				t.fault("cut at %d it holds", len(cuts[i]))
			}
		}
	}},
	{"§5", "第一行的各种写法", func(t *trial) {
		raw, err := os.ReadFile(t.world.file(approvedFile))
		t.must(err)
		line, body, _ := bytes.Cut(raw, []byte("\n"))
		parts := strings.Fields(string(line))
		format, sum, size := parts[1], parts[2], parts[3]
		for name, head := range each(t, map[string]string{
			"a digest in capitals": fmt.Sprintf("nianbao-handover %s %s %s\n", format, strings.ToUpper(sum), size),
			"a zero before":        fmt.Sprintf("nianbao-handover 0%s %s %s\n", format, sum, size),
			"a plus":               fmt.Sprintf("nianbao-handover +%s %s %s\n", format, sum, size),
			"two spaces":           fmt.Sprintf("nianbao-handover  %s %s %s\n", format, sum, size),
			"a return":             fmt.Sprintf("nianbao-handover %s %s %s\r\n", format, sum, size),
			"a word more":          fmt.Sprintf("nianbao-handover %s %s %s x\n", format, sum, size),
			"another format":       fmt.Sprintf("nianbao-handover 1 %s %s\n", sum, size),
			"format 0":             fmt.Sprintf("nianbao-handover 0 %s %s\n", sum, size),
			"a negative size":      fmt.Sprintf("nianbao-handover %s %s -1\n", format, sum),
			"a huge size":          fmt.Sprintf("nianbao-handover %s %s 99999999999999999999\n", format, sum),
			"a mark before":        "\ufeff" + string(line) + "\n",
			"no digest":            fmt.Sprintf("nianbao-handover %s\n", format),
		}) {
			t.refused("a first line with "+name, t.desk(archive), append([]byte(head), body...))
		}
	}},
	{"§5", "同一内容的别的 JSON 写法", func(t *trial) {
		f := t.pack(approvedFile)
		body := encode(f)
		for name, other := range each(t, map[string][]byte{
			"a space":            bytes.Replace(body, []byte(`"kind":`), []byte(`"kind": `), 1),
			"a member twice":     bytes.Replace(body, []byte(`"made_by":`), []byte(`"made_by":"x","made_by":`), 1),
			"an unknown member":  bytes.Replace(body, []byte(`"made_by":`), []byte(`"hidden":"x","made_by":`), 1),
			"another order":      bytes.Replace(body, []byte(fmt.Sprintf(`"format":%d,"kind":"report"`, f.Format)), []byte(fmt.Sprintf(`"kind":"report","format":%d`, f.Format)), 1),
			"an escaped letter":  bytes.Replace(body, []byte(`"kind":"report"`), []byte(`"kind":"\u0072eport"`), 1),
			"a number as 1e0":    bytes.Replace(body, []byte(`"seq":1,`), []byte(`"seq":1e0,`), 1),
			"names in capitals":  bytes.Replace(body, []byte(`"kind":"report"`), []byte(`"Kind":"report"`), 1),
			"no line end":        bytes.TrimSuffix(body, []byte("\n")),
			"a line end more":    append(bytes.Clone(body), '\n'),
			"a second content":   append(bytes.Clone(body), body...),
			"null for a member":  bytes.Replace(body, []byte(`"changes":[]`), []byte(`"changes":null`), 1),
			"a member of an act": bytes.Replace(body, []byte(`"opinion":`), []byte(`"hidden":1,"opinion":`), 1),
			"half a character":   bytes.Replace(body, []byte(`"note":"`), []byte(`"note":"`+"\xe4\xb8"), 1),
		}) {
			if bytes.Equal(other, body) {
				t.fault("%s: nothing was changed", name)
				continue
			}
			t.refused(name, t.desk(archive), headed(f.Format, other))
		}
	}},
	{"§5", "不是移交文件的文件", func(t *trial) {
		var packed bytes.Buffer
		z := gzip.NewWriter(&packed)
		_, _ = z.Write(make([]byte, 64<<20))
		t.must(z.Close())
		for name, content := range each(t, map[string][]byte{
			"an archive":    append([]byte("PK\x03\x04"), make([]byte, 100)...),
			"a packed file": packed.Bytes(),
			"nothing":       nil,
			"a text":        []byte("你好"),
			"JSON":          []byte(`{"unit":"x","year":2025,"tables":{}}`),
			"a PDF":         []byte("%PDF-1.7\n"),
			"a store":       append([]byte("SQLite format 3\x00"), make([]byte, 4096)...),
		}) {
			d := t.desk(archive)
			for _, word := range []string{"open", "verify"} {
				s := t.on(d, word, t.file("x.nbx", content)).never("没有预料到的问题", "伪造")
				if s.code == 0 {
					t.fault("%s: %s", name, s.whole())
				}
			}
		}
		t.on(t.desk(archive), "open", t.dir).ends(2).never("没有预料到的问题")
		t.on(t.desk(archive), "open", "/dev/zero").ends(2).never("没有预料到的问题")
		t.on(t.desk(archive), "open", filepath.Join(t.dir, "none.nbx")).ends(2).never("没有预料到的问题")
	}},
	{"§5", "种类与内容不合", func(t *trial) {
		for name, change := range each(t, map[string]func(f *nbx){
			"a report called a roster":  func(f *nbx) { f.Kind = "roster" },
			"a report called a request": func(f *nbx) { f.Kind = "request" },
			"an unknown kind":           func(f *nbx) { f.Kind = "gift" },
			"no report":                 func(f *nbx) { f.Report = nil },
			"no entries":                func(f *nbx) { f.Report.Entries = []line{} },
			"another unit outside":      func(f *nbx) { f.Report.Unit = "别的局" },
			"another year outside":      func(f *nbx) { f.Report.Year = 1999 },
			"another name of it":        func(f *nbx) { f.Report.UID = strings.Repeat("a", 32) },
			"a bad name of it":          func(f *nbx) { f.Report.UID = "../../x" },
			"no roster":                 func(f *nbx) { f.Roster = json.RawMessage(`{"roster":{},"signature":""}`) },
		}) {
			f := t.pack(approvedFile)
			change(f)
			t.refused(name, t.desk(archive), f.write())
		}
		f := t.pack(approvedFile)
		f.Roster = nil
		bare := t.lowest(f)
		t.verify(t.desk(archive), t.file("x.nbx", bare), "holds") // held against the roster that was compared
		t.verify(t.desk(nobody), t.file("x.nbx", bare), "damaged", "unproven")
	}},
}

// flips flips every n-th bit of a package. Accepted is only what nothing shows and
// nobody signs: when and by whom an unsigned file was made.
func (t *trial) flips(name string, mended bool, step int) {
	raw, err := os.ReadFile(t.world.file(name))
	t.must(err)
	head := bytes.IndexByte(raw, '\n') + 1
	begin := 0
	if mended {
		begin = head
	}
	f := t.pack(name)
	free := map[int]bool{}
	if f.Signed == nil {
		for _, member := range []string{fmt.Sprintf(`"made_at":%d,`, f.MadeAt), fmt.Sprintf(`"made_by":%s,`, bytes.TrimSpace(encode(f.MadeBy)))} {
			at := bytes.Index(raw, []byte(member))
			for i := at + len(`"made_xx":`); i < at+len(member)-1; i++ {
				free[i] = true
			}
		}
	}
	step *= t.every
	const batch = 400
	var bits []int
	var files [][]byte
	tried := 0
	ask := func() {
		for i, v := range t.verifyAll(files) {
			if v.Outcome == "holds" && !free[bits[i]/8] {
				t.fault("bit %d of byte %d (%.60q): it holds", bits[i]%8, bits[i]/8, raw[max(bits[i]/8-20, 0):min(bits[i]/8+20, len(raw))])
			}
		}
		tried += len(bits)
		bits, files = bits[:0], files[:0]
	}
	for bit := begin * 8; bit < len(raw)*8; bit += step {
		flipped := bytes.Clone(raw)
		flipped[bit/8] ^= 1 << (bit % 8)
		if mended {
			flipped = headed(f.Format, flipped[head:])
		}
		if bits, files = append(bits, bit), append(files, flipped); len(files) == batch {
			ask()
		}
	}
	ask()
	t.name += fmt.Sprintf("（%d 位）", tried)
}

// verifyAll asks a workstation that has compared the roster about many packages at
// once.
func (t *trial) verifyAll(files [][]byte) []verdict {
	if len(files) == 0 {
		return nil
	}
	t.made++
	dir := filepath.Join(t.dir, fmt.Sprint(t.made))
	t.must(os.MkdirAll(dir, 0o700))
	defer os.RemoveAll(dir)
	args := []string{"verify", "--json"}
	for i, content := range files {
		path := filepath.Join(dir, fmt.Sprintf("%05d.nbx", i))
		t.must(os.WriteFile(path, content, 0o600))
		args = append(args, path)
	}
	if len(files) == 1 {
		args = append(args, args[len(args)-1])
	}
	var out []verdict
	t.on(t.desk(archive), args...).into(&out)
	if len(out) < len(files) {
		t.fault("%d files, %d answers", len(files), len(out))
		panic(errStop)
	}
	return out[:len(files)]
}
