//go:build linux

package main

import (
	"bytes"
	"encoding/asn1"
	"encoding/json"
	"fmt"
	"math/big"
	"strings"
)

// order is the order of the curve of SM2.
var order, _ = new(big.Int).SetString("FFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123", 16)

// insiderScenarios are people with keys of their own, alone and together, who sign
// what the program would not.
var insiderScenarios = []scenario{
	{"§5", "初审人签别人的级别", func(t *trial) {
		first, second, third := t.world.people["张三"], t.world.people["李四"], t.world.people["王五"]
		all := t.pack(approvedFile)
		steps := all.acts() // submission, three levels
		for name, f := range each(t, map[string]*nbx{
			"level 1 signs level 2":            first.act(t.pack(passedFile), steps[2], nil),
			"level 1 signs level 3":            first.act(t.pack(headFile), steps[3], nil),
			"level 2 signs level 3":            second.act(t.pack(headFile), steps[3], nil),
			"level 3 signs before level 2":     third.act(t.pack(passedFile), steps[3], nil),
			"level 3 signs level 2 for itself": third.act(t.pack(passedFile), steps[2], nil),
			"level 2 under another's name":     second.act(t.pack(headFile), steps[3], func(a *act) { a.Person, a.Name, a.Post = third.id, third.name, third.post }),
			"level 2 under another's id":       second.act(t.pack(headFile), steps[3], func(a *act) { a.Person = third.id }),
			"level 2 with another's key named": second.act(t.pack(headFile), steps[3], func(a *act) { *a = with(*a, third); a.Key = third.public }),
			"a level that there is not":        third.act(t.pack(headFile), steps[3], func(a *act) { a.Level, a.LevelName = 4, "再审" }),
			"another name of the level":        third.act(t.pack(headFile), steps[3], func(a *act) { a.LevelName = "备案" }),
			"another round":                    third.act(t.pack(headFile), steps[3], func(a *act) { a.Round = 2 }),
			"another report":                   third.act(t.pack(headFile), steps[3], func(a *act) { a.Report = strings.Repeat("0", 32) }),
			"another unit":                     third.act(t.pack(headFile), steps[3], func(a *act) { a.Unit = "别的局" }),
			"another year":                     third.act(t.pack(headFile), steps[3], func(a *act) { a.Year-- }),
			"another content":                  third.act(t.pack(headFile), steps[3], func(a *act) { a.Content = digest([]byte("x")) }),
			"another past":                     third.act(t.pack(headFile), steps[3], func(a *act) { a.Prev = digest([]byte("x")) }),
			"another office":                   third.act(t.pack(headFile), steps[3], func(a *act) { a.OfficeKey = third.public }),
			"an older roster":                  third.act(t.pack(headFile), steps[3], func(a *act) { a.Roster = 1 }),
			"another post":                     third.act(t.pack(headFile), steps[3], func(a *act) { a.Post = "书记" }),
			"an unknown act":                   third.act(t.pack(headFile), steps[3], func(a *act) { a.Kind = "bless" }),
			"a hand-over in the record":        third.act(t.pack(headFile), steps[3], func(a *act) { a.Kind, a.Level, a.LevelName = "handover", 0, "" }),
			"an opinion of control characters": third.act(t.pack(headFile), steps[3], func(a *act) { a.Opinion = "\x1b[2J同意" }),
			"an opinion of 2,001 characters":   third.act(t.pack(headFile), steps[3], func(a *act) { a.Opinion = strings.Repeat("同", 2001) }),
			"one person at two levels":         second.act(second.act(t.pack(passedFile), steps[2], nil), steps[3], nil),
			"an approval twice":                third.act(third.act(t.pack(headFile), steps[3], nil), steps[3], nil),
			"a submission while in review":     first.act(t.pack(passedFile), steps[0], nil),
			"a return without a reason":        third.act(t.pack(headFile), steps[3], func(a *act) { a.Kind, a.Opinion = "return", "" }),
			"somebody else withdraws":          second.act(t.pack(submittedFile), steps[0], func(a *act) { a.Kind, a.Chain = "withdraw", nil }),
			"a withdrawal after a decision":    first.act(t.pack(headFile), steps[0], func(a *act) { a.Kind, a.Chain = "withdraw", nil }),
			"a reopening without a reason":     third.act(t.pack(approvedFile), steps[3], func(a *act) { a.Kind, a.Level, a.LevelName, a.Opinion, a.Round = "reopen", 0, "", "", 2 }),
		}) {
			t.refused(name, t.desk(archive), f.write())
		}
	}},
	{"§5", "自己定的级数送审", func(t *trial) {
		first, third := t.world.people["张三"], t.world.people["王五"]
		steps := t.pack(approvedFile).acts()
		one := json.RawMessage(`[{"name":"单位行政负责人审批","short":"审批"}]`)
		f := first.act(t.pack(draftFile), steps[0], func(a *act) { a.Chain = one })
		t.refused("a submission by levels of its own", t.desk(archive), f.write())
		f = third.act(f, steps[3], func(a *act) { a.Level = 1 })
		t.refused("an approval by them", t.desk(archive), f.write())
		f = first.act(t.pack(draftFile), steps[0], func(a *act) { a.Chain, a.OfficeKey, a.Roster = one, "", 0 })
		t.refused("the same, naming no roster", t.desk(archive), f.write())
	}},
	{"§5", "编制人与审核人合谋，抹去领导的退回", func(t *trial) {
		first, second, third := t.world.people["张三"], t.world.people["李四"], t.world.people["王五"]
		back := t.pack(returnedFile)
		steps := t.pack(approvedFile).acts()
		f := t.pack(headFile)
		f = first.act(f.cut(len(f.Report.Entries)-3), steps[0], nil)
		f = second.act(first.act(f, steps[1], nil), steps[2], nil)
		path := t.file("x.nbx", f.write())
		honest := t.desk(returned) // holds the return
		t.verify(honest, path, "differs")
		t.on(honest, "open", path).ends(2).says("各有不同")
		_ = third
		if n := len(back.acts()); n != 4 {
			t.fault("%d acts", n)
		}
		t.on(honest, "log", "1").says("退回")
	}},
	{"§5", "领导的退回被截去", func(t *trial) {
		d := t.desk(returned)
		t.verify(d, t.world.file(headFile), "older")
		t.on(d, "open", t.world.file(headFile)).ends(2).says("旧")
		t.on(d, "log", "1").says("退回")
	}},
	{"§5", "另一份报告的签名搬过来", func(t *trial) {
		d := t.desk(officer)
		t.do(d, "import", t.file("b.json", []byte(`{"unit":"示例县自然资源局","year":2023,"tables":{}}`)))
		out := t.path("b.nbx")
		t.do(d, "handover", "2", "--out", out)
		f, err := readNBX(out)
		t.must(err)
		for _, a := range t.pack(approvedFile).acts() {
			f.add(line{Kind: "act", At: a.At, By: a.Person, Act: a})
		}
		t.refused("signatures of another report", t.desk(archive), f.write())
	}},
	{"§5", "签名换一种编码", func(t *trial) {
		sig := t.pack(approvedFile).last().Act.Signature
		var pair struct{ R, S *big.Int }
		_, err := asn1.Unmarshal(sig, &pair)
		t.must(err)
		whole := func(r, s *big.Int) []byte { out, _ := asn1.Marshal(struct{ R, S *big.Int }{r, s}); return out }
		integer := func(b ...byte) []byte { return append([]byte{2, byte(len(b))}, b...) }
		sequence := func(parts ...[]byte) []byte {
			body := bytes.Join(parts, nil)
			return append([]byte{0x30, byte(len(body))}, body...)
		}
		r, s := pair.R.FillBytes(make([]byte, 33)), pair.S.FillBytes(make([]byte, 33))
		for name, other := range each(t, map[string][]byte{
			"s negated":              whole(pair.R, new(big.Int).Sub(order, pair.S)),
			"r plus the order":       whole(new(big.Int).Add(pair.R, order), pair.S),
			"s plus the order":       whole(pair.R, new(big.Int).Add(pair.S, order)),
			"negative":               whole(new(big.Int).Neg(pair.R), pair.S),
			"zero":                   whole(new(big.Int), pair.S),
			"both zero":              whole(new(big.Int), new(big.Int)),
			"a byte behind":          append(bytes.Clone(sig), 0),
			"zeros before":           sequence(integer(append([]byte{0}, r...)...), integer(append([]byte{0}, s...)...)),
			"the length in two":      append([]byte{0x30, 0x81, sig[1]}, sig[2:]...),
			"the length not given":   append(append([]byte{0x30, 0x80}, sig[2:]...), 0, 0),
			"a set":                  append([]byte{0x31}, sig[1:]...),
			"three numbers":          sequence(integer(r...), integer(s...), integer(1)),
			"raw numbers":            append(bytes.Clone(r[1:]), s[1:]...),
			"nothing":                {},
			"r and s change places":  whole(pair.S, pair.R),
			"a signature of another": t.pack(headFile).last().Act.Signature,
		}) {
			f := t.pack(approvedFile)
			f.last().Act.Signature = other
			t.refused("a signature, "+name, t.desk(archive), f.write())
		}
	}},
	{"§5", "公钥换一种写法", func(t *trial) {
		for name, spell := range each(t, map[string]func(string) string{
			"upper case": strings.ToUpper,
			"compressed": func(k string) string { return "02" + k[2:66] },
			"hybrid":     func(k string) string { return "06" + k[2:] },
			"a space":    func(k string) string { return k + " " },
		}) {
			third := *t.world.people["王五"]
			third.public = spell(third.public)
			t.refused("a key, "+name, t.desk(archive), third.act(t.pack(headFile), t.pack(approvedFile).last().Act, nil).write())
			f := t.pack(approvedFile)
			f.Roster = json.RawMessage(strings.ReplaceAll(string(f.Roster), t.world.people["王五"].public, spell(t.world.people["王五"].public)))
			t.refused("a key in the roster, "+name, t.desk(archive), f.write())
		}
	}},
	{"§5", "初审人改写名册，给自己加级别", func(t *trial) {
		f := t.pack(approvedFile)
		f.Roster = json.RawMessage(strings.Replace(string(f.Roster), `"levels":[1]`, `"levels":[1,2,3]`, 1))
		t.refused("a roster that nobody signed", t.desk(archive), f.write())
		f.Kind, f.Report = "roster", nil
		d := t.desk(archive)
		t.on(d, "open", t.file("r.nbx", f.write())).ends(2)
		if v := t.rosterVersion(d); v != t.rosterVersion(t.desk(archive)) {
			t.fault("the roster is taken over: %s", v)
		}
	}},
	{"§5", "登记申请被改动或者冒名", func(t *trial) {
		request := t.path("request.nbx")
		t.do(t.desk(nobody), "enrol", "赵六", "--out", request)
		f, err := readNBX(request)
		t.must(err)
		honest := string(f.Request)
		for name, other := range each(t, map[string]string{
			"another name":   strings.Replace(honest, "赵六", "王五", 1),
			"another person": strings.Replace(honest, `"person":"`, `"person":"`+t.world.people["王五"].id[:4], 1),
			"the office":     `{"person":"office","name":"赵六","post":"","key":"04","at":1}`,
		}) {
			f.Request = json.RawMessage(other)
			d := t.desk(officer)
			before := t.rosterVersion(d)
			t.on(d, "admit", t.file("r.nbx", f.write()), "--levels", "3").ends(2)
			if t.rosterVersion(d) != before {
				t.fault("%s is registered", name)
			}
		}
	}},
	{"§5", "送审人事后倒填日期", func(t *trial) {
		third := t.world.people["王五"]
		f := third.act(t.pack(headFile), t.pack(approvedFile).last().Act, nil)
		a := *f.last().Act
		a.At = f.Report.Entries[len(f.Report.Entries)-2].At - 1
		third.sign(&a)
		f.last().Act, f.last().At = &a, a.At
		t.refused("a signature dated before the one before it", t.desk(archive), f.write())
	}},
	{"§5", "有人盗用他人的密钥文件", func(t *trial) {
		d := t.desk(headDone)
		t.spoil(d, fmt.Sprintf(`INSERT OR REPLACE INTO sealed_key (owner, sealed) SELECT '%s', sealed FROM sealed_key WHERE owner = '%s'`, t.world.people["王五"].id, t.world.people["李四"].id))
		t.on(d, "approve", "1", "--as", "王五").ends(2).says("密钥")
		t.on(d, "log", "1").ends(0).says("待审批")
	}},
}

// with returns an act under somebody's name.
func with(a act, p *insider) act {
	a.Person, a.Name, a.Post = p.id, p.name, p.post
	return a
}
