//go:build linux

package main

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"
)

const minute = time.Minute

// unsignedScenarios are those of §2: no line that nobody signed may do harm.
var unsignedScenarios = []scenario{
	{"§2", "以分管领导的名义插入一处改动", func(t *trial) {
		f := t.pack(draftFile).edit(t.world.people["王五"].id, change{Address: figure, Old: figureHeld, New: "1287"})
		t.wholeRound(t.file("x.nbx", f.write()))
	}},
	{"§2", "不用密码以领导的身份填写", func(t *trial) {
		d := t.desk(officer)
		t.do(d, "set", "1", figure, "1287", "--as", "王五")
		out := t.path("x.nbx")
		t.do(d, "handover", "1", "--out", out)
		t.wholeRound(out)
	}},
	{"§2", "什么都不改的改动", func(t *trial) {
		t.refused("an edit that changes nothing", t.desk(archive), t.pack(returnedFile).edit(t.world.people["王五"].id, change{Address: figure, Old: figureHeld, New: figureHeld}).write())
		t.refused("an edit of two blanks", t.desk(archive), t.pack(returnedFile).edit("", change{Address: "note.remark.x"}).write())
	}},
	{"§2", "同一个数的别的写法", func(t *trial) {
		for _, spelling := range few(t, []string{"0043", "４３", "4 3", "1,043", "+43", "43.", "43.0", "4e1", "-0", " 43", "43\n", "四十三", "\u0664\u0663", "0x2b", "1_000", "43\u200b"}) {
			f := t.pack(returnedFile).edit("", change{Address: figure, Old: figureHeld, New: spelling})
			t.refused(fmt.Sprintf("%q", spelling), t.desk(archive), f.write())
		}
	}},
	{"§2", "格式里没有的位置", func(t *trial) {
		for _, address := range few(t, []string{"requests.received.alien", "x", "meta.x", "note.x", "note.explain", "disclosed", figure + "x", "fact.x", "requests.total", "", "overview.platform\u200b"}) {
			f := t.pack(returnedFile).edit("", change{Address: address, New: "1"})
			t.refused(fmt.Sprintf("address %q", address), t.desk(archive), f.write())
		}
	}},
	{"§2", "以审核人的名义插入一条意见", func(t *trial) {
		d := t.desk(head)
		f := t.pack(passedFile)
		f.remark(t.world.people["李四"], 2, "同意，数据属实")
		path := t.file("x.nbx", f.write())
		v := t.verify(t.desk(archive), path, "holds")
		if len(v.After) != 1 {
			t.fault("%+v", v)
		}
		fresh := t.desk(empty)
		t.do(fresh, "open", path).says("没有签名")
		t.on(fresh, "approve", "1").says("以您的名义写的意见", "不是在这台电脑上写的")
		t.do(d, "open", path)
		t.on(d, "return", "1", "--opinion", "这条意见不是我写的").ends(0).says("以您的名义写的意见")
	}},
	{"§2", "以别人的名义写意见", func(t *trial) {
		f := t.pack(passedFile)
		p := *t.world.people["李四"]
		p.name = "王五"
		f.remark(&p, 2, "同意")
		t.refused("a remark under another name", t.desk(archive), f.write())
		f = t.pack(passedFile)
		f.remark(t.world.people["王五"], 3, "同意")
		t.refused("a remark of a level whose turn it is not", t.desk(archive), f.write())
		f = t.pack(returnedFile)
		f.remark(t.world.people["王五"], 3, "同意")
		t.refused("a remark outside review", t.desk(archive), f.write())
	}},
	{"§2", "删去或者改写别人签过的意见", func(t *trial) {
		d := t.desk(leader)
		t.do(d, "remark", "1", figure, "请核实")
		t.do(d, "return", "1", "--opinion", "见意见")
		out := t.path("x.nbx")
		t.do(d, "handover", "1", "--out", out)
		f, err := readNBX(out)
		t.must(err)
		written := f.Report.Entries[len(f.Report.Entries)-2].Changes[0]
		for _, kind := range []string{"edit", "remark"} {
			g, err := readNBX(out)
			t.must(err)
			g.add(line{Kind: kind, By: t.world.people["张三"].id, Changes: []change{{Address: written.Address, Old: written.New}}})
			t.refused("a remark that is taken away by a line of kind "+kind, t.desk(archive), g.write())
		}
	}},
	{"§2", "意见和单位名中的控制字符", func(t *trial) {
		for _, text := range few(t, []string{"\x1b[2J\x1b[1;1H核对通过", "\x1b]0;x\x07", "a\rb", "\u009b31m", "同意\u202e", "一\u2028二"}) {
			f := t.pack(passedFile)
			f.remark(t.world.people["李四"], 2, text)
			path := t.file("x.nbx", f.write())
			t.on(t.desk(archive), "verify", path).clean()
			d := t.desk(archive)
			t.on(d, "open", path).clean()
			t.on(d, "log", "1").clean()
			g := t.pack(returnedFile).edit("\x1b[2J", change{Address: figure, Old: figureHeld, New: "1"})
			g.last().Note = text
			t.on(t.desk(archive), "verify", t.file("y.nbx", g.write())).clean()
		}
	}},
	{"§2", "批准以后再加一条空意见", func(t *trial) {
		for _, e := range []line{
			{Kind: "remark", By: t.world.people["王五"].id},
			{Kind: "edit"},
			{Kind: "undo", Of: 1},
			{Kind: "remark", By: t.world.people["王五"].id, Changes: []change{{Address: "note.remark.0", New: "{}"}}},
		} {
			t.refused("a line behind the approval: "+e.Kind, t.desk(archive), t.pack(approvedFile).add(e).write())
		}
	}},
	{"§2", "批准以后再加一处改动", func(t *trial) {
		t.refused("an edit behind the approval", t.desk(archive), t.pack(approvedFile).edit("", change{Address: figure, Old: figureHeld, New: "1"}).write())
		t.refused("an edit in review", t.desk(archive), t.pack(passedFile).edit("", change{Address: figure, Old: figureHeld, New: "1"}).write())
	}},
	{"§2", "撤销的不是所指的那一条", func(t *trial) {
		f := t.pack(returnedFile).edit("", change{Address: figure, Old: figureHeld, New: "7"})
		n := f.last().Seq
		f.add(line{Kind: "undo", Of: n, Changes: []change{{Address: figure, Old: "7", New: "8"}}})
		t.refused("an undo that is none", t.desk(archive), f.write())
	}},
	{"§2", "较新格式的文件", func(t *trial) {
		f := t.pack(approvedFile)
		f.Format = 99
		path := t.file("x.nbx", f.write())
		t.on(t.desk(archive), "open", path).ends(2).says("更新版本").never("损坏", "伪造")
		t.on(t.desk(archive), "verify", path).says("更新版本").never("伪造")
	}},
	{"§2", "报告较旧而名册较新", func(t *trial) {
		keeper, d := t.desk(passed), t.desk(headDone)
		t.admitSomebody(keeper, "赵六", "1")
		out := t.path("x.nbx")
		t.do(keeper, "handover", "1", "--out", out)
		before := t.rosterVersion(d)
		s := t.on(d, "open", out).ends(2).says("旧", "名册")
		if now := t.rosterVersion(d); now == before {
			s.never("已更新")
		} else {
			s.says("已更新到第", "报告没有改动")
		}
	}},
	{"§2", "报告验证不过时名册也不采用", func(t *trial) {
		keeper, d := t.desk(passed), t.desk(empty)
		t.admitSomebody(keeper, "赵六", "1")
		out := t.path("x.nbx")
		t.do(keeper, "handover", "1", "--out", out)
		f, err := readNBX(out)
		t.must(err)
		f.Report.Entries[len(f.Report.Entries)-1].Act.Opinion = "改"
		t.refused("a report that was changed, with a newer roster", d, f.write())
	}},
	{"§2", "任何时候都能退回", func(t *trial) {
		d := t.desk(officer)
		out := t.path("x.nbx")
		t.do(d, "handover", "1", "--out", out)
		b := t.desk(empty)
		t.do(b, "open", out)
		t.on(b, "set", "1", figure, "1290")
		t.do(b, "submit", "1") // 李四 sends on herself what she will have to judge as level 2
		t.do(b, "handover", "1", "--out", out+"2")
		t.do(d, "open", out+"2", "--take", "theirs") // the record was begun anew at the submission
		t.do(d, "approve", "2")                      // under which it was put in the place of the draft
		t.do(d, "handover", "2", "--out", out+"3")
		t.do(b, "open", out+"3")
		t.on(b, "approve", "1").ends(2).never("没有预料到的问题")
		t.do(b, "return", "1", "--opinion", "由他人送审")
	}},
	{"§2", "送审时说明哪一级没有人能签", func(t *trial) {
		d := t.desk(officer)
		t.do(d, "dismiss", "王五")
		t.on(d, "submit", "1").says("单位行政负责人审批")
	}},
	{"§2", "记录的编号、时间和类别", func(t *trial) {
		for name, change := range each(t, map[string]func(f *nbx){
			"a number left out":    func(f *nbx) { f.last().Seq++ },
			"an unknown kind":      func(f *nbx) { f.last().Kind = "alien" },
			"an act without one":   func(f *nbx) { f.last().Act = nil },
			"a note beside an act": func(f *nbx) { f.last().Note = "同意" },
			"another doer":         func(f *nbx) { f.last().By = "x" },
			"an edit with an act":  func(f *nbx) { f.last().Kind = "edit" },
			"another time":         func(f *nbx) { f.last().At++ },
		}) {
			f := t.pack(approvedFile)
			change(f)
			t.refused(name, t.desk(archive), f.write())
		}
	}},
	{"§2", "同一处填上各种看不见的字符", func(t *trial) {
		f := t.pack(returnedFile).edit("", change{Address: "overview.platform", At: 0, New: "\u200b\u202e"})
		s := t.on(t.desk(archive), "verify", t.file("x.nbx", f.write())).clean()
		if s.code == 0 {
			t.fault("%s", s.whole())
		}
	}},
}

// remark adds a remark as the program writes them, unsigned.
func (f *nbx) remark(p *insider, level int, text string) {
	names := map[int]string{1: "承办人员初审", 2: "承办部门负责人审核", 3: "单位行政负责人审批"}
	seq := int64(len(f.Report.Entries))
	id := fmt.Sprintf("%06d-%s", seq, digest([]byte(text))[:8])
	raw, err := json.Marshal(struct {
		ID      string `json:"id"`
		Address string `json:"address"`
		Text    string `json:"text"`
		By      string `json:"by"`
		Name    string `json:"name"`
		Level   string `json:"level"`
		Round   int    `json:"round"`
		Seq     int64  `json:"seq"`
		At      int64  `json:"at"`
	}{id, figure, text, p.id, p.name, names[level], 1, seq, f.last().At + 1})
	if err != nil {
		panic(err)
	}
	f.add(line{Kind: "remark", By: p.id, Note: "提出意见", Changes: []change{{Address: "note.remark." + id, New: string(raw)}}})
}

// wholeRound brings a draft through all levels: nobody is locked out by anything
// that stands in it.
func (t *trial) wholeRound(path string) {
	officer, head, leader := t.desk(officer), t.desk(empty), t.desk(leaderEmpty)
	t.do(officer, "open", path)
	out := t.path("round.nbx")
	t.do(officer, "submit", "1")
	t.do(officer, "approve", "1")
	t.do(officer, "handover", "1", "--out", out+"1")
	t.do(head, "open", out+"1")
	t.do(head, "approve", "1")
	t.do(head, "handover", "1", "--out", out+"2")
	t.do(leader, "open", out+"2")
	t.do(leader, "approve", "1")
	t.do(leader, "handover", "1", "--out", out+"3")
	v := t.verify(t.desk(archive), out+"3", "holds")
	if v.State != "已审批" {
		t.fault("%+v", v)
	}
}

// admitSomebody registers somebody more.
func (t *trial) admitSomebody(keeper *desk, name, levels string) {
	request := t.path("request.nbx")
	t.do(t.desk(nobody), "enrol", name, "--out", request)
	t.do(keeper, "admit", request, "--levels", levels)
}

// rosterVersion is the version of the roster of a workstation.
func (t *trial) rosterVersion(d *desk) string {
	out, err := d.query(t.ctx, `SELECT signed ->> '$.roster.version' FROM roster`)
	t.must(err)
	return strings.TrimSpace(out)
}
