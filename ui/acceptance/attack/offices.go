//go:build linux

package main

import (
	"bytes"
	"encoding/json"
	"os"
	"slices"
	"strings"
	"time"
)

// otherOffice is an office password beside the usual one.
const otherOffice = "ijkl 9012"

// changeScenarios are those of §3 in which the office changes: who keeps the roster,
// by which key, and who signs for whom.
var changeScenarios = []scenario{
	{"§3.1", "名册管理人去世，第二管理人接手", func(t *trial) {
		keeper, second, third := t.desk(officer), t.desk(empty), t.desk(archive)
		key, news := t.path("名册密钥.nbx"), t.path("roster.nbx")
		t.do(keeper, "keep", "--out", key)
		t.on(second, "open", key).ends(2).says("nianbao regain")
		second.own = "not the password"
		t.on(second, "regain", key).ends(2).says("文件的密码不对")
		second.own = ownPassword
		t.do(second, "regain", key).says("名册密钥已恢复")
		t.do(second, "dismiss", "张三")
		t.admitSomebody(second, "赵六", "1")
		t.do(second, "roster", "--out", news)
		t.do(third, "open", news)
		t.on(third, "people").says("赵六", "已离开")
		t.verify(third, t.world.file(approvedFile), "holds") // the dead man's signatures hold
	}},
	{"§3.1", "名册密钥的文件被改动、被冒充", func(t *trial) {
		keeper := t.desk(officer)
		key := t.path("名册密钥.nbx")
		t.do(keeper, "keep", "--out", key)
		raw, err := os.ReadFile(key)
		t.must(err)
		d := t.desk(empty)
		before := t.stateOf(d)
		for i := len(raw) / 3; i < len(raw); i += len(raw) / 40 {
			changed := bytes.Clone(raw)
			changed[i] ^= 1
			_, body, _ := bytes.Cut(changed, []byte("\n"))
			t.on(d, "regain", t.file("k.nbx", headed(3, body))).ends(2).never("没有预料到的问题")
		}
		thief, stolen := t.desk(nobody), t.path("名册密钥.nbx")
		t.do(thief, "found", "示例县自然资源局")
		t.do(thief, "keep", "--out", stolen)
		t.on(d, "regain", stolen).ends(2).never("已恢复")
		t.on(t.desk(nobody), "regain", stolen, "--code", t.world.code).ends(2).says("代码")
		if now := t.stateOf(d); now != before {
			t.fault("a key of another office changed the workstation: %s", now)
		}
	}},
	{"§3.1", "管理人去世，没有第二管理人：各级签名认可新密钥", func(t *trial) {
		second, third, other := t.desk(headDone), t.desk(leaderEmpty), t.desk(archive)
		request, one, news := t.path("换新.nbx"), t.path("换新2.nbx"), t.path("新名册.nbx")
		told := t.do(second, "rekey", "--lost", "--gone", "张三", "--out", request)
		code := codeIn(t, told.errs)
		t.on(other, "open", request).ends(2).says("nianbao endorse")
		t.on(second, "endorse", request, "--code", t.world.code, "--out", one).ends(2).says("--code")
		t.do(second, "endorse", request, "--code", code, "--out", one).says("单位行政负责人审批")
		t.on(other, "open", one, "--code", code).ends(2) // one signature is not enough
		t.do(third, "endorse", one, "--code", code, "--out", news).says("注明已不在的人：张三", "各级已签完")
		t.on(other, "open", news).ends(2).says("已经丢失", "李四", "王五", "注明已不在的人：张三", "--code").never(code)
		t.on(other, "open", news, "--code", t.world.code).ends(2)
		t.do(other, "open", news, "--code", code)
		t.do(second, "open", news, "--code", code)
		t.verify(other, t.world.file(approvedFile), "holds") // under the old key
		t.admitSomebody(second, "赵六", "1")
	}},
	{"§3.1", "一个人自己认可新密钥，把别人都说成不在", func(t *trial) {
		thief, news := t.desk(head), t.path("换新.nbx")
		said := t.on(thief, "rekey", "--lost", "--gone", "张三,王五", "--out", news)
		if said.code == 0 {
			code := codeIn(t, said.errs)
			t.on(thief, "endorse", news, "--code", code, "--out", news+"2").never("各级已签完")
			for _, d := range []*desk{t.desk(archive), t.desk(leaderEmpty)} {
				t.on(d, "open", news+"2", "--code", code).ends(2).never("没有预料到的问题")
			}
			return
		}
		said.ends(2).says("至少", "两").never("没有预料到的问题")
	}},
	{"§3.1", "认可新密钥的文件被改动", func(t *trial) {
		second, file := t.desk(headDone), t.path("换新.nbx")
		code := codeIn(t, t.do(second, "rekey", "--lost", "--gone", "张三", "--out", file).errs)
		t.do(second, "endorse", file, "--code", code, "--out", file+"1")
		raw, err := os.ReadFile(file + "1")
		t.must(err)
		_, body, _ := bytes.Cut(raw, []byte("\n"))
		people := t.world.people
		for name, change := range each(t, map[string][2]string{
			"somebody else is gone":   {`"gone":["` + people["张三"].id, `"gone":["` + people["王五"].id},
			"nobody is gone":          {`"gone":["` + people["张三"].id + `"],`, ``},
			"signed at another level": {`"level":2,"key"`, `"level":3,"key"`},
			"by another person":       {`"signatures":[{"person":"` + people["李四"].id, `"signatures":[{"person":"` + people["王五"].id},
			"another version":         {`"version":4,"at"`, `"version":3,"at"`},
		}) {
			changed := bytes.Replace(body, []byte(change[0]), []byte(change[1]), 1)
			if bytes.Equal(changed, body) {
				t.fault("%s: nothing was changed", name)
				continue
			}
			d := t.desk(leaderEmpty)
			t.on(d, "endorse", t.file("x.nbx", headed(3, changed)), "--code", code, "--out", t.path("y.nbx")).ends(2).never("没有预料到的问题")
		}
	}},
	{"§3.1", "换新名册密钥，由原来的认可", func(t *trial) {
		keeper, old, other := t.desk(officer), t.desk(nobody), t.desk(archive)
		t.copyDesk(keeper, old)
		keeper.office = officePassword + "\n" + otherOffice
		t.do(keeper, "rekey")
		keeper.office = otherOffice
		code := codeIn(t, t.do(keeper, "roster").out)
		news := t.path("roster.nbx")
		t.do(keeper, "roster", "--out", news)
		t.on(other, "open", news).ends(2).says("由原来的名册密钥签名认可", "--code").never(code)
		t.on(other, "open", news, "--code", t.world.code).ends(2)
		t.do(other, "open", news, "--code", code)
		t.verify(other, t.world.file(approvedFile), "holds")
		// Whoever has the old key goes on with it.
		t.admitSomebody(old, "贼", "1,2,3")
		forged := t.path("roster.nbx")
		t.do(old, "roster", "--out", forged)
		before := t.rosterVersion(other)
		t.on(other, "open", forged).ends(2).says("换新以前的名册密钥").never("没有预料到的问题")
		if t.rosterVersion(other) != before {
			t.fault("a roster by the key that was given up is taken over")
		}
		t.do(keeper, "dismiss", "李四")
	}},
	{"§3.1", "移交名册管理人的角色", func(t *trial) {
		keeper, second := t.desk(officer), t.desk(empty)
		key, request := t.path("名册密钥.nbx"), t.path("request.nbx")
		t.do(keeper, "keep", "--aside", "--out", key).says("不再管理名册")
		t.do(t.desk(nobody), "enrol", "赵六", "--out", request)
		before := t.rosterVersion(keeper)
		t.on(keeper, "admit", request, "--levels", "1").ends(2).never("没有预料到的问题")
		if t.rosterVersion(keeper) != before {
			t.fault("who gave the role up changes the roster")
		}
		t.do(keeper, "submit", "1") // and still signs their own level
		t.do(second, "regain", key)
		t.do(second, "admit", request, "--levels", "1")
	}},
	{"§3.2", "分开更新的名册合并，里面混进贼造的一份", func(t *trial) {
		keeper, old, third := t.desk(officer), t.desk(nobody), t.desk(archive)
		t.copyDesk(keeper, old)
		one, two := t.path("one.nbx"), t.path("two.nbx")
		t.admitSomebody(keeper, "赵六", "1")
		t.admitSomebody(old, "钱七", "2")
		t.do(keeper, "roster", "--out", one)
		t.do(old, "roster", "--out", two)
		honest, err := readNBX(one)
		t.must(err)
		branch, err := readNBX(two)
		t.must(err)
		for name, change := range each(t, map[string][2]string{
			"more levels":         {`"levels":[2]`, `"levels":[1,2,3]`},
			"another key":         {t.world.people["王五"].public, t.world.people["李四"].public},
			"another version":     {`"version":5`, `"version":9`},
			"called a merged one": {`,"chains_from"`, `,"merged":[{"version":1,"digest":"00"}],"chains_from"`},
		}) {
			changed := strings.Replace(string(branch.Roster), change[0], change[1], 1)
			if changed == string(branch.Roster) {
				continue // a name that this shape of roster does not have
			}
			f := *honest
			f.Format, f.Branches = 3, json.RawMessage("["+changed+"]")
			before := t.rosterVersion(third)
			t.on(third, "open", t.file("x.nbx", f.write())).ends(2).never("没有预料到的问题")
			if t.rosterVersion(third) != before {
				t.fault("a roster that came with a forged one (%s) is taken over", name)
			}
		}
		t.do(keeper, "open", two)
		t.on(keeper, "people").says("分开更新", "合并")
		t.on(keeper, "dismiss", "赵六").ends(2).says("merge")
		t.do(keeper, "merge").says("赵六", "钱七")
		t.do(keeper, "roster", "--out", one)
		t.do(third, "open", two)
		t.do(third, "open", one)
		t.on(third, "people").says("赵六", "钱七").never("分开更新")
		t.verify(third, t.world.file(approvedFile), "holds")
	}},
	{"§3.4", "代签：登记以前、期间、以后", func(t *trial) {
		keeper, deputy := t.desk(passed), t.desk(nobody)
		news := t.path("roster.nbx")
		t.newPerson(keeper, deputy, "赵六")
		t.on(keeper, "deputy", "赵六", "--for", "王五").ends(0)
		t.do(keeper, "roster", "--out", news)
		t.do(deputy, "open", news)
		t.do(deputy, "open", t.world.file(headFile))
		t.do(deputy, "approve", "1", "--opinion", "同意").says("代王五")
		out := t.path("x.nbx")
		t.do(deputy, "handover", "1", "--out", out)
		other := t.desk(archive)
		t.do(other, "open", news)
		t.verify(other, out, "holds")
		t.on(other, "verify", out).says("代王五")
		f, err := readNBX(out)
		t.must(err)
		f.Roster = nil
		t.refused("a deputy of whom nobody here has heard", t.desk(archive), f.write())

		somebody := t.insiderOf(deputy, "赵六")
		third := t.pack(approvedFile).last().Act
		stands := func(a *act) { a.DeputyFor, a.DeputyName, a.Roster = t.world.people["王五"].id, "王五", 6 }
		for name, f := range each(t, map[string]*nbx{
			"without saying so":        somebody.act(t.pack(headFile), third, func(a *act) { a.Roster = 6 }),
			"for somebody else":        somebody.act(t.pack(headFile), third, func(a *act) { stands(a); a.DeputyFor, a.DeputyName = t.world.people["李四"].id, "李四" }),
			"under another name":       somebody.act(t.pack(headFile), third, func(a *act) { stands(a); a.DeputyName = "局长" }),
			"at a level not deputised": somebody.act(t.pack(passedFile), t.pack(approvedFile).acts()[2], stands),
			"before the deputyship":    somebody.act(t.pack(headFile), third, func(a *act) { stands(a); a.At = t.pack(headFile).last().At + 1 }),
			"who is no deputy":         t.world.people["张三"].act(t.pack(headFile), third, stands),
			"an own level as deputy":   t.world.people["王五"].act(t.pack(headFile), third, func(a *act) { stands(a); a.DeputyFor, a.DeputyName = t.world.people["李四"].id, "李四" }),
		}) {
			d := t.desk(archive)
			t.do(d, "open", news)
			t.refused("a deputy, "+name, d, withRoster(f, news, t).write())
		}

		t.do(keeper, "deputy", "none", "--for", "王五")
		t.do(keeper, "roster", "--out", news+"2")
		t.do(other, "open", news+"2")
		t.verify(other, out, "holds") // what was signed meanwhile
		after := t.path("y.nbx")
		f = somebody.act(t.pack(headFile), third, func(a *act) { stands(a); a.At = time.Now().UnixMicro() })
		t.must(os.WriteFile(after, withRoster(f, news, t).write(), 0o600))
		t.refused("a deputy after it was ended", other, mustRead(t, after))
	}},
	{"§3.4", "代签人的代签人", func(t *trial) {
		keeper, first, second := t.desk(officer), t.desk(nobody), t.desk(nobody)
		t.newPerson(keeper, first, "赵六")
		t.newPerson(keeper, second, "钱七")
		t.do(keeper, "deputy", "赵六", "--for", "王五")
		before := t.rosterVersion(keeper)
		t.on(keeper, "deputy", "钱七", "--for", "赵六").ends(2).says("代签").never("没有预料到的问题")
		t.on(keeper, "deputy", "钱七", "--for", "赵六", "--levels", "3").ends(2)
		t.on(keeper, "deputy", "赵六", "--for", "赵六", "--levels", "1").ends(2)
		t.on(keeper, "deputy", "李四", "--for", "王五", "--levels", "2").ends(2) // her own
		if now := t.rosterVersion(keeper); now != before {
			t.fault("version %s became %s", before, now)
		}
	}},
	{"§3.4", "代签人送审过、签过别的级别", func(t *trial) {
		keeper, news := t.desk(passed), t.path("roster.nbx")
		t.do(keeper, "deputy", "李四", "--for", "王五")
		t.do(keeper, "roster", "--out", news)
		d := t.desk(headDone)
		t.do(d, "open", news)
		t.on(d, "approve", "1").ends(2).says("两级")
		t.on(d, "return", "1", "--opinion", "请王五本人审批").ends(0)
	}},
	{"§3.4", "丢失的电脑，旧密钥在换新以后又用", func(t *trial) {
		keeper, lost, fresh := t.desk(passed), t.desk(leader), t.desk(nobody)
		thief := t.insiderOf(lost, "王五")
		request, news := t.path("request.nbx"), t.path("roster.nbx")
		t.do(fresh, "open", t.world.file(rosterFile), "--code", t.world.code)
		t.do(fresh, "enrol", "王五", "--post", "局长", "--person", thief.id, "--out", request)
		t.do(keeper, "admit", request, "--levels", "3", "--out", news)
		third := t.pack(approvedFile).last().Act
		// Now, with a right clock:
		f := thief.act(t.pack(headFile), third, func(a *act) { a.At = time.Now().UnixMicro() })
		t.refused("a key that was replaced", keeper, f.write())
		// With the clock set back: it cannot be told from one of before, and nobody says 已审批.
		path := t.file("back.nbx", thief.act(t.pack(headFile), third, nil).write())
		v := t.verify(keeper, path, "unproven")
		if !slices.ContainsFunc(v.Signatures, func(s struct {
			Name, Level, Covers, Problem, Late string
			Holds                              bool
		},
		) bool {
			return strings.Contains(s.Late, "停用")
		}) {
			t.fault("nothing speaks against it: %+v", v)
		}
		t.on(keeper, "open", path).never("验证通过")
		t.on(keeper, "list").never("已审批")
		t.on(keeper, "log", "1").says("停用")
		sheet, paper := t.path("审签单.pdf"), t.path("报告.pdf")
		t.on(keeper, "sheet", "1", "--out", sheet)
		t.pdf(sheet, []string{"签名时间待核实"}, []string{"状态 已审批", "状态：已审批"})
		t.on(keeper, "export", "1", "--out", paper)
		t.pdf(paper, []string{"签名时间待核实：", "停用"}, nil)
		// And there is a way on: it is opened again, and signed anew.
		t.do(keeper, "reopen", "1", "--opinion", "审批的密钥已经丢失，重新审签")
		t.wayOn(keeper, fresh, news)
	}},
	{"§3.4", "丢失的电脑上的旧密钥为新的申请作保", func(t *trial) {
		keeper, lost, fresh := t.desk(passed), t.desk(leader), t.desk(nobody)
		id := t.world.people["王五"].id
		request := t.path("request.nbx")
		t.do(fresh, "enrol", "王五", "--post", "局长", "--person", id, "--out", request)
		t.do(keeper, "admit", request, "--levels", "3")
		lost.own = ownPassword + "\n" + "mnop 3456"
		t.do(lost, "enrol", "王五", "--post", "局长", "--person", id, "--out", request+"2")
		s := t.on(keeper, "admit", request+"2", "--levels", "3").never("没有预料到的问题")
		if s.code == 0 {
			t.on(keeper, "people").never("由原密钥认可")
			t.fault("a request that a lost key vouches for is taken: %s", s.whole())
		}
		s.says("停用")
	}},
	{"§3.4", "丢失的电脑上的旧密钥签名移交", func(t *trial) {
		keeper, lost, fresh := t.desk(passed), t.desk(nobody), t.desk(nobody)
		t.copyDesk(t.desk(head), lost)
		request, news := t.path("request.nbx"), t.path("roster.nbx")
		t.do(fresh, "enrol", "李四", "--post", "办公室主任", "--person", t.world.people["李四"].id, "--out", request)
		t.do(keeper, "admit", request, "--levels", "2", "--out", news)
		out := t.path("x.nbx")
		lost.clock = -minute
		t.do(lost, "handover", "1", "--sign", "--out", out)
		t.verify(keeper, out, "unproven", "damaged") // the record is known here, the signature on the whole is not
		lost.clock = 0
		t.do(lost, "handover", "1", "--sign", "--out", out+"2")
		t.verify(keeper, out+"2", "unproven", "damaged")
	}},
	{"§3.5", "几十个单位的名册并存", func(t *trial) {
		county := t.desk(archive)
		forged := t.forgedOffice() // another office of the same name, which is what it is
		code := forgedCode(t, forged)
		t.do(county, "open", forged, "--code", code, "--other")
		t.verify(county, forged, "holds")
		t.verify(county, t.world.file(approvedFile), "holds")
		t.on(county, "offices").says("示例县自然资源局", code)
		v := t.verify(county, t.world.file(approvedFile), "holds")
		if v.Roster == nil || v.Roster.Code != t.world.code {
			t.fault("judged by another roster: %+v", v.Roster)
		}
		// A third one of that name, that nobody compared.
		again := t.forgedOffice()
		t.verify(county, again, "unproven", "older", "differs")
		t.on(county, "open", again, "--other").ends(2).says("--code")
		t.on(county, "open", again, "--code", code, "--other").ends(2)
	}},
	{"§3.5", "别的单位的人在本单位的报告上签", func(t *trial) {
		county := t.desk(archive)
		d := t.desk(nobody)
		t.do(d, "found", "示例县财政局")
		t.newPerson(d, d, "钱七")
		news := t.path("roster.nbx")
		t.do(d, "roster", "--out", news)
		code := codeIn(t, t.do(d, "roster").out)
		t.do(county, "open", news, "--code", code, "--other").says("分开")
		stranger := t.insiderOf(d, "钱七")
		key, err := d.query(t.ctx, `SELECT signed ->> '$.roster.office_key' FROM roster`)
		t.must(err)
		third := t.pack(approvedFile).last().Act
		for name, f := range each(t, map[string]*nbx{
			"by the roster of the report": stranger.act(t.pack(headFile), third, nil),
			"by the roster of their own":  stranger.act(t.pack(headFile), third, func(a *act) { a.OfficeKey, a.Roster = key, 2 }),
			"by none":                     stranger.act(t.pack(headFile), third, func(a *act) { a.OfficeKey, a.Roster = "", 0 }),
		}) {
			t.refused("somebody of another office, "+name, county, f.write())
			g := *f
			own, err := readNBX(news)
			t.must(err)
			g.Roster = own.Roster
			t.refused("the same with their roster beside it, "+name, county, g.write())
		}
	}},
	{"§3.7", "只剩一个人的单位丢了名册密钥", func(t *trial) {
		d := t.desk(nobody)
		t.do(d, "found", "示例县档案馆", "--steps", "单位行政负责人审批")
		t.newPerson(d, d, "孙八", "1")
		t.on(d, "rekey", "--lost", "--out", t.path("换新.nbx")).ends(2).says("两个人", "重新建立").never("没有预料到的问题")
	}},
	{"§3.11", "更正：伪造、没有签名、别的报告的", func(t *trial) {
		officer1, second, leader3 := t.world.people["张三"], t.world.people["李四"], t.world.people["王五"]
		all := t.pack(approvedFile)
		steps := all.acts()
		reopening := func(a *act) {
			a.Kind, a.Level, a.LevelName, a.Chain, a.Opinion, a.Round = "reopen", 0, "", nil, "更正", 2
		}
		d := t.desk(archive)
		t.do(d, "import", t.file("b.json", []byte(`{"unit":"示例县自然资源局","year":2023,"tables":{}}`)))
		unsigned := officer1.act(t.pack(approvedFile), steps[3], reopening)
		unsigned.last().Act.Signature = nil
		stolen := officer1.act(t.pack(approvedFile), steps[3], reopening)
		stolen.last().Act.Signature = steps[3].Signature
		changed := officer1.act(t.pack(approvedFile), steps[3], reopening)
		changed.last().Act.Opinion = "不是更正"
		another := officer1.act(t.pack(approvedFile), steps[3], func(a *act) { reopening(a); a.Report = strings.Repeat("0", 32) })
		edited := t.pack(approvedFile).edit("", change{Address: figure, Old: figureHeld, New: "1"})
		edited = officer1.act(edited, steps[3], reopening)
		approvedAgain := leader3.act(officer1.act(t.pack(approvedFile), steps[3], reopening), steps[3], func(a *act) { a.Round = 2 })
		sameRound := officer1.act(t.pack(approvedFile), steps[3], func(a *act) { reopening(a); a.Round = 1 })
		twice := second.act(officer1.act(t.pack(approvedFile), steps[3], reopening), steps[3], func(a *act) { reopening(a); a.Round = 3 })
		for name, f := range each(t, map[string]*nbx{
			"unsigned": unsigned, "with another signature": stolen, "with another reason": changed, "of another report": another,
			"after an edit": edited, "approved without a round": approvedAgain, "in the same round": sameRound, "opened twice": twice,
		}) {
			t.refused("a correction, "+name, t.desk(archive), f.write())
		}
		keeper := t.desk(passed)
		t.newPerson(keeper, t.desk(nobody), "赵六")
	}},
	{"§3.11", "更正：如实办理，逐处列出", func(t *trial) {
		first, second, third := t.desk(passed), t.desk(head), t.desk(approved)
		published := t.world.file(approvedFile)
		t.on(first, "correction", "1").ends(2).never("没有预料到的问题")
		t.do(first, "open", published)
		t.do(first, "reopen", "1", "--opinion", "许可数多报一件")
		t.do(first, "set", "1", figure, "1285")
		t.on(first, "correction", "1").says("更正中", "1286", "1285")
		paper := t.path("更正.pdf")
		t.do(first, "correction", "1", "--out", paper)
		t.pdf(paper, []string{"更正"}, nil)
		t.on(first, "explain", "1", "all", "情况属实")
		out := t.throughLevels(first, second, third)
		t.on(third, "correction", "1").ends(0).says("更正已于", "1286", "1285", "许可数多报一件")
		other := t.desk(archive)
		t.do(other, "open", published)
		t.verify(other, out, "holds")
		t.do(other, "open", out)
		t.verify(other, published, "older")
		t.on(other, "verify", published).ends(1).says("较旧").never("验证通过")
		// Somebody cuts the correction off and shows what was published as if it stood.
		t.on(other, "open", published).ends(2).says("旧")
	}},
}
