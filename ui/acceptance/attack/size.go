//go:build linux

package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"time"
)

// honest is how long, of the processor, a file may take at most: many times what any
// that was typed does, and far less than the seven seconds that one of 2 MiB took.
const honest = 2 * time.Second

// sizeScenarios are those of §5 that make a package costly to read.
var sizeScenarios = []scenario{
	{"§5", "两兆字节的文件，有界的工作", func(t *trial) {
		const size = 2 << 20
		first := t.world.people["张三"]
		for name, f := range each(t, map[string]*nbx{
			"one long text": t.pack(draftFile).edit("", change{Address: "overview.platform", New: strings.Repeat("字", size/3)}),
			"many short edits": t.grown(draftFile, size, func(f *nbx, i int) {
				f.edit("", change{Address: figure, Old: f.Report.Entries[len(f.Report.Entries)-1].Changes[0].New, New: fmt.Sprint(i + 2000)})
			}, figureHeld),
			"a long text typed at its beginning": t.typed(size, false),
			"a long text typed at its end":       t.typed(size, true),
			"many changes in one edit":           t.pack(draftFile).edit("", backAndForth(size/120)...),
			"many remarks":                       t.remarked(size),
			"many returns and submissions":       t.rounds(first, 900),
			"many bad signatures":                t.badActs(size),
			"undo of undo":                       t.undone(size),
		}) {
			raw := f.write()
			path := t.file("x.nbx", raw)
			for _, args := range [][]string{{"verify", path}, {"open", path}} {
				s := t.on(t.desk(archive), args...).never("没有预料到的问题")
				if s.processor > honest {
					t.fault("%s (%d KB): %s takes %.1f s of the processor, answers: %.200s", name, len(raw)>>10, args[0], s.processor.Seconds(), s.out+s.errs)
				}
			}
		}
	}},
	{"§5", "名册里塞进五千人", func(t *trial) {
		f := t.pack(approvedFile)
		var people []string
		for i := range 5000 {
			people = append(people, fmt.Sprintf(`{"id":"%032x","registrations":[{"name":"甲","post":"","levels":[1],"key":"%s","from":1,"until":0}]}`, i, t.world.people["张三"].public))
		}
		f.Roster = json.RawMessage(strings.Replace(string(f.Roster), `"people":[`, `"people":[`+strings.Join(people, ",")+",", 1))
		path := t.file("x.nbx", f.write())
		if s := t.on(t.desk(archive), "verify", path); s.processor > honest || s.code == 0 {
			t.fault("%.1f s: %s", s.processor.Seconds(), s.whole())
		}
	}},
	{"§5", "深层嵌套和无尽的数字", func(t *trial) {
		for name, body := range each(t, map[string][]byte{
			"nested arrays":   bytes.Repeat([]byte("["), 2<<20),
			"nested objects":  bytes.Repeat([]byte(`{"report":`), 200000),
			"a long number":   append(append([]byte(`{"format":1,"kind":"report","made_at":`), bytes.Repeat([]byte("9"), 2<<20)...), '}'),
			"only whitespace": bytes.Repeat([]byte(" "), 2<<20),
			"many members":    append([]byte("{"), bytes.Repeat([]byte(`"a":1,`), 300000)...),
		}) {
			path := t.file("x.nbx", headed(1, body))
			s := t.on(t.desk(archive), "verify", path).never("没有预料到的问题")
			if s.processor > honest || s.code == 0 {
				t.fault("%s: %.1f s: %s", name, s.processor.Seconds(), s.whole())
			}
		}
	}},
}

// grown adds entries until a package has a size.
func (t *trial) grown(name string, size int, add func(*nbx, int), held string) *nbx {
	f := t.pack(name)
	f.edit("", change{Address: figure, Old: held, New: "2000"})
	each := len(encode(f.last())) + 16
	for i := 1; i < size/each; i++ {
		add(f, i)
	}
	return f
}

// typed is a text that is typed character by character.
func (t *trial) typed(size int, atEnd bool) *nbx {
	f := t.pack(draftFile)
	const most = 30000
	for i := range size / 130 {
		c := change{Address: "overview.platform", New: "字"}
		if atEnd {
			c.At = len([]rune(f.held0("overview.platform"))) + min(i, most)
		}
		if i >= most { // take out what was put in
			c.Old, c.New = "字", ""
			c.At = 0
			if atEnd {
				c.At = len([]rune(f.held0("overview.platform"))) + most - 1 - (i-most)%most
			}
		}
		f.edit("", c)
	}
	return f
}

// held0 is what the first entry puts at an address.
func (f *nbx) held0(address string) string {
	for _, c := range f.Report.Entries[0].Changes {
		if c.Address == address {
			return c.New
		}
	}
	return ""
}

// backAndForth changes a figure to and fro in one edit.
func backAndForth(n int) []change {
	out := []change{{Address: figure, Old: figureHeld, New: "1"}}
	for i := range n {
		if i%2 == 0 {
			out = append(out, change{Address: figure, Old: "1", New: "2"})
		} else {
			out = append(out, change{Address: figure, Old: "2", New: "1"})
		}
	}
	return out
}

func (t *trial) remarked(size int) *nbx {
	f := t.pack(passedFile)
	for i := range size / 600 {
		f.remark(t.world.people["李四"], 2, fmt.Sprint("意见", i))
	}
	return f
}

// rounds submits and withdraws for ever.
func (t *trial) rounds(first *insider, n int) *nbx {
	f, like := t.pack(draftFile), t.pack(approvedFile).acts()[0]
	f.Format = t.pack(approvedFile).Format
	chain := f.chain(len(f.Report.Entries))
	for i := range n {
		a := *like
		a.Prev, a.At = chain, f.last().At+1
		if i%2 == 1 {
			a.Kind, a.Chain = "withdraw", nil
		}
		a.At = max(a.At, like.At+int64(i))
		first.sign(&a)
		f.add(line{Kind: "act", At: a.At, By: a.Person, Act: &a})
		chain = digest([]byte(chain+"\n"), bytes.TrimSuffix(encode(f.last()), []byte("\n")))
	}
	return f
}

// badActs are many steps that nobody signed.
func (t *trial) badActs(size int) *nbx {
	f := t.pack(approvedFile)
	a := *f.last().Act
	for range size / 1200 {
		f.add(line{Kind: "act", At: a.At, By: a.Person, Act: &a})
	}
	return f
}

func (t *trial) undone(size int) *nbx {
	f := t.pack(draftFile)
	c := change{Address: figure, Old: figureHeld, New: "1"}
	f.edit("", c)
	of := f.last().Seq
	for i := range size / 180 {
		kind, now := "undo", change{Address: figure, Old: "1", New: figureHeld}
		if i%2 == 1 {
			kind, now = "redo", c
		}
		f.add(line{Kind: kind, Of: of, Note: "填写", Changes: []change{now}})
	}
	return f
}
