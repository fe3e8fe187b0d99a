//go:build linux

package main

import (
	"os/exec"
	"strings"
)

// figure is a place that is often written to, with what the example holds there.
const (
	figure     = "disclosed.licensing.decisions"
	figureHeld = "1286"
)

// proofScenarios are those of §1: say no more than is proven.
var proofScenarios = []scenario{
	{"§1", "批准的文件", func(t *trial) {
		v := t.verify(t.desk(archive), t.world.file(approvedFile), "holds")
		if v.Covers != "content" || v.State != "已审批" || len(v.Signatures) != 4 || len(v.After) != 0 || v.Roster == nil || !v.Roster.Compared {
			t.fault("%+v", v)
		}
		for _, s := range v.Signatures {
			if !s.Holds || s.Covers != "content" {
				t.fault("%+v", s)
			}
		}
		t.on(t.desk(archive), "verify", t.world.file(approvedFile)).ends(0).says("状态：已审批", "4 个签名全部有效").clean()
	}},
	{"§1", "退回的文件后面加上两处改动", func(t *trial) {
		f := t.pack(returnedFile).edit("", change{Address: figure, Old: figureHeld, New: "1287"})
		f.edit("", change{Address: figure, At: 3, Old: "7", New: "8"})
		path := t.file("x.nbx", f.write())
		for _, scene := range []string{archive, leader, returned} {
			v := t.verify(t.desk(scene), path, "holds_earlier")
			if v.Covers != "earlier" || len(v.After) != 2 || v.State != "退回修改" {
				t.fault("%s: %+v", scene, v)
			}
		}
		t.on(t.desk(archive), "verify", path).ends(1).says("2 处改动，没有签名", "退回修改").never("验证通过", "内容与所签的一致")
		t.do(t.desk(returned), "open", path).says("2 处改动，没有签名").never("验证通过")
	}},
	{"§1", "没有任何签名的文件", func(t *trial) {
		v := t.verify(t.desk(archive), t.world.file(draftFile), "unsigned")
		if v.Covers != "nothing" || len(v.Signatures) != 0 {
			t.fault("%+v", v)
		}
		t.on(t.desk(archive), "verify", t.world.file(draftFile)).ends(1).says("没有签名").never("全部有效", "验证通过")
	}},
	{"§1", "改动以后又改回来", func(t *trial) {
		f := t.pack(returnedFile).edit("", change{Address: figure, Old: figureHeld, New: "1"})
		f.edit("", change{Address: figure, Old: "1", New: figureHeld})
		t.verify(t.desk(archive), t.file("x.nbx", f.write()), "holds_earlier")
	}},
	{"§1", "没有核对过名册的电脑", func(t *trial) {
		v := t.verify(t.desk(nobody), t.world.file(approvedFile), "unproven")
		if v.Roster == nil || v.Roster.Compared {
			t.fault("%+v", v)
		}
		t.on(t.desk(nobody), "verify", t.world.file(approvedFile)).ends(1).says("名册代码").never("验证通过")
	}},
	{"§1", "自己造的同名名册", func(t *trial) {
		forged := t.forgedOffice()
		t.verify(t.desk(nobody), forged, "unproven")
		t.verify(t.desk(archive), forged, "damaged", "unproven", "unknown")
		t.on(t.desk(nobody), "open", forged).ends(2).says("--code").never(forgedCode(t, forged))
		t.on(t.desk(nobody), "open", forged, "--code", t.world.code).ends(2)
	}},
	{"§1", "移交签名盖住全部记录", func(t *trial) {
		v := t.verify(t.desk(archive), t.world.file(smallFile), "holds")
		if len(v.After) != 0 || v.Covers != "content" {
			t.fault("%+v", v)
		}
		f := t.pack(smallFile)
		f.edit("", change{Address: "overview.platform", New: "x"})
		t.refused("a line behind a signed hand-over", t.desk(archive), f.write())
		f = t.pack(smallFile)
		f.Signed = nil
		t.verify(t.desk(archive), t.file("x.nbx", t.lowest(f)), "unsigned")
		f = t.pack(smallFile)
		f.MadeBy = "李四"
		t.refused("another maker of a signed hand-over", t.desk(archive), f.write())
	}},
	{"§1", "送审以后的意见没有人签过", func(t *trial) {
		d := t.desk(head)
		t.do(d, "remark", "1", figure, "请核实")
		out := t.path("x.nbx")
		t.do(d, "handover", "1", "--out", out)
		v := t.verify(t.desk(archive), out, "holds")
		if len(v.After) != 1 || v.After[0].Kind != "remark" {
			t.fault("%+v", v)
		}
		t.on(t.desk(archive), "verify", out).says("1 条意见", "没有签名")
	}},
	{"§1", "纸面件的数字与摘要不符", func(t *trial) {
		d := t.desk(approved)
		printed := t.printedDigest(d)
		t.on(d, "verify", printed, "--received", "67", "--closed", "67").never("没有预料到的问题")
		t.on(d, "verify", printed, "--received", "999", "--closed", "1").ends(1).says("不是签过的内容").never("验证通过", "与签过的内容相同")
		t.on(d, "verify", printed).ends(0).says("逐页核对", "已审批")
	}},
	{"§1", "纸面件的摘要打错一个字", func(t *trial) {
		d := t.desk(approved)
		printed := t.printedDigest(d)
		wrong := "0" + printed[1:]
		if printed[0] == '0' {
			wrong = "1" + printed[1:]
		}
		t.on(d, "verify", wrong).ends(1).says("输入有误").never("伪造", "不是签过的内容", "验证未通过")
		t.on(d, "verify", printed[:12]).ends(1).says("不完整")
	}},
	{"§1", "旧版本纸面件的摘要", func(t *trial) {
		d := t.desk(approved)
		printed := t.printedDigest(d)
		t.do(d, "reopen", "1", "--opinion", "补充")
		t.do(d, "set", "1", figure, "1290")
		t.on(d, "verify", printed).ends(1).says("较旧", "报告现在的状态：草稿").never("验证通过")
	}},
	{"§1", "数据文件被改动的报告，各种纸面和列表", func(t *trial) {
		d := t.desk(approved)
		t.spoil(d, `UPDATE held_value SET body = '4711' WHERE address = '`+figure+`'`)
		t.on(d, "list").says("验证未通过").never("已审批")
		t.on(d, "log", "1").ends(1).says("4711")
		sheet, paper := t.path("审签单.pdf"), t.path("报告.pdf")
		t.on(d, "sheet", "1", "--out", sheet)
		t.pdf(sheet, []string{"验证未通过"}, []string{"状态 已审批", "状态：已审批"})
		t.on(d, "export", "1", "--out", paper)
		t.pdf(paper, []string{"验证未通过"}, nil)
		t.on(d, "handover", "1", "--out", t.path("x.nbx")).ends(2).says("没有写出文件")
	}},
	{"§1", "级数由两级改为三级，旧文件夹把时钟拨回去照旧两级审批", func(t *trial) {
		path, keeper := t.oldLevels()
		for _, s := range t.verify(keeper, path, "unproven", "damaged").Signatures {
			_ = s
		}
	}},
	{"§1", "已停用的密钥把时钟拨回去再签", func(t *trial) {
		keeper := t.desk(passed)
		t.do(keeper, "dismiss", "李四")
		d := t.desk(head) // has not heard of it
		d.clock = -2 * minute
		t.on(d, "approve", "1", "--opinion", "同意")
		d.clock = 0
		out := t.path("x.nbx")
		t.do(d, "handover", "1", "--out", out)
		v := t.verify(keeper, out, "unproven", "damaged")
		late := false
		for _, s := range v.Signatures {
			late = late || s.Late != "" || s.Problem != ""
		}
		if !late {
			t.fault("nothing speaks against the signature of a key that was given up: %+v", v)
		}
		t.on(keeper, "open", out)
		t.on(keeper, "list").never("已审批")
	}},
	{"§1", "重新登记过的旧密钥继续签名", func(t *trial) {
		keeper := t.desk(passed)
		lost := t.desk(head)
		fresh := t.desk(nobody)
		request, news := t.path("request.nbx"), t.path("roster.nbx")
		t.do(fresh, "enrol", "李四", "--post", "办公室主任", "--person", t.world.people["李四"].id, "--out", request)
		t.do(keeper, "admit", request, "--levels", "2", "--out", news)
		t.do(lost, "approve", "1", "--opinion", "同意") // whoever found the laptop, with the password on a slip of paper
		out := t.path("x.nbx")
		t.do(lost, "handover", "1", "--out", out)
		t.verify(keeper, out, "unproven", "damaged")
		t.do(lost, "open", news)
		t.on(lost, "approve", "1").ends(2)
	}},
}

// lowest writes a package in the lowest format that has room for what is in it, as the
// program does.
func (t *trial) lowest(f *nbx) []byte {
	most := f.Format
	for f.Format = 1; f.Format < most; f.Format++ {
		var v verdict
		t.on(t.desk(archive), "verify", t.file("x.nbx", f.write()), "--json").into(&v)
		if v.Outcome != "damaged" {
			break
		}
	}
	return f.write()
}

// forgedOffice founds an office of the same name and lets it approve the report.
func (t *trial) forgedOffice() string {
	d := t.desk(nobody)
	t.do(d, "found", "示例县自然资源局")
	request := t.path("request.nbx")
	for i, name := range []string{"张三", "李四", "王五"} {
		t.do(d, "enrol", name, "--post", []string{"科员", "办公室主任", "局长"}[i], "--out", request)
		t.do(d, "admit", request, "--levels", []string{"1", "2", "3"}[i])
	}
	t.do(d, "import", "assets/example.json", "--as", "张三")
	t.on(d, "explain", "1", "all", "情况属实", "--as", "张三")
	t.do(d, "submit", "1", "--as", "张三")
	for _, name := range []string{"张三", "李四", "王五"} {
		t.do(d, "approve", "1", "--as", name)
	}
	out := t.path("forged.nbx")
	t.do(d, "handover", "1", "--out", out)
	return out
}

func forgedCode(t *trial, path string) string {
	v := t.verify(t.desk(nobody), path, "unproven")
	if v.Roster == nil || v.Roster.Code == "" {
		t.fault("no code")
		return "\x00"
	}
	return v.Roster.Code
}

// printedDigest is the digest of report 1 as the footer of its pages has it.
func (t *trial) printedDigest(d *desk) string {
	paper := t.path("报告.pdf")
	t.do(d, "export", "1", "--out", paper)
	_, rest, found := strings.Cut(t.textOf(paper), "内容摘要")
	if !found {
		t.fault("the pages of an approved report have no digest")
		panic(errStop)
	}
	var groups []string
	for _, word := range strings.Fields(strings.TrimLeft(rest, "：: 　")) {
		if len(word) == 4 || len(word) == 1 && len(groups) == 8 {
			groups = append(groups, word)
			continue
		}
		break
	}
	return strings.Join(groups, " ")
}

// textOf is what stands in a PDF.
func (t *trial) textOf(path string) string {
	out, err := exec.CommandContext(t.ctx, "pdftotext", "-layout", path, "-").Output()
	t.must(err)
	return string(out)
}

// pdf holds a PDF to words that must be in it, and that must not.
func (t *trial) pdf(path string, words, never []string) {
	text := strings.Join(strings.Fields(t.textOf(path)), " ")
	for _, w := range words {
		if !strings.Contains(strings.ReplaceAll(text, " ", ""), w) {
			t.fault("%s lacks “%s”: %.400s", path, w, text)
		}
	}
	for _, w := range never {
		if strings.Contains(text, w) {
			t.fault("%s has “%s”: %.400s", path, w, text)
		}
	}
}

// oldLevels has an office of two levels decide for three, and two of its people who
// have not heard of it, or say so, approve by the two. It returns their file and the
// workstation of who keeps the roster.
func (t *trial) oldLevels() (string, *desk) {
	keeper, second := t.desk(nobody), t.desk(nobody)
	t.do(keeper, "found", "示例县自然资源局", "--steps", "承办人员初审,单位行政负责人审批")
	var known struct{ Code string }
	t.do(keeper, "people", "--json").into(&known)
	request, news := t.path("request.nbx"), t.path("roster.nbx")
	t.do(keeper, "enrol", "张三", "--out", request)
	t.do(keeper, "admit", request, "--levels", "1")
	t.do(second, "enrol", "王五", "--out", request)
	t.do(keeper, "admit", request, "--levels", "2", "--out", news)
	t.do(second, "open", news, "--code", known.Code)
	t.do(keeper, "import", "assets/example.json")
	t.on(keeper, "explain", "1", "all", "情况属实")
	out := t.path("x.nbx")
	t.do(keeper, "handover", "1", "--out", out)
	t.do(second, "open", out)
	old := t.desk(nobody) // 张三 keeps a copy of his folder of then
	t.copyDesk(keeper, old)
	t.do(keeper, "levels", "承办人员初审,承办部门负责人审核,单位行政负责人审批")
	old.clock, second.clock = -minute, -minute
	t.do(old, "submit", "1")
	t.do(old, "approve", "1")
	t.do(old, "handover", "1", "--out", out+"2")
	t.do(second, "open", out+"2")
	t.do(second, "approve", "1")
	t.do(second, "handover", "1", "--out", out+"3")
	return out + "3", keeper
}
