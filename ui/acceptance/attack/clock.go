//go:build linux

package main

import (
	"fmt"
	"strings"
	"time"
)

const (
	day  = 24 * time.Hour
	year = 365 * day
)

// dateFlag says on the command line that the date is right although it is far from
// everything else that is known.
const dateFlag = "--date-is-right"

// clockScenarios are those of §3.3: clocks that are wrong.
var clockScenarios = []scenario{
	{"§3.3", "时钟快一分钟、一天、一年时送审", func(t *trial) {
		for _, ahead := range few(t, []time.Duration{minute, day + time.Hour, year}) {
			d := t.desk(officer)
			d.clock = ahead
			t.signs(d, ahead > day, "submit", "1")
			t.goesOn(d)
		}
	}},
	{"§3.3", "时钟慢一分钟、一天、一年时送审", func(t *trial) {
		for _, behind := range few(t, []time.Duration{-minute, -day - time.Hour, -year}) {
			d := t.desk(officer)
			d.clock = behind
			t.signs(d, behind < -day, "submit", "1")
			t.goesOn(d)
		}
	}},
	{"§3.3", "时钟快、慢时审批", func(t *trial) {
		for _, off := range few(t, []time.Duration{minute, day + time.Hour, year, -3 * time.Hour, -day - time.Hour, -year}) {
			d := t.desk(leader)
			d.clock = off
			s := t.signs(d, off > day || off < -day, "approve", "1")
			if off == -3*time.Hour {
				s.says("签名时间记为")
			}
			out := t.path("x.nbx")
			t.do(d, "handover", "1", "--out", out)
			v := t.verify(t.desk(archive), out, "holds")
			if v.State != "已审批" {
				t.fault("%+v", v)
			}
			t.do(t.desk(passed), "open", out)
		}
	}},
	{"§3.3", "上一级的时钟快一年，本级照样审签", func(t *trial) {
		d := t.desk(officer)
		d.clock = year
		t.signs(d, true, "submit", "1")
		t.signs(d, false, "approve", "1")
		out := t.path("x.nbx")
		t.do(d, "handover", "1", "--out", out)
		b := t.desk(empty)
		t.do(b, "open", out).says("比这台电脑的时间晚")
		t.signs(b, true, "approve", "1")
	}},
	{"§3.3", "不论时钟如何，撤回和退回总能做", func(t *trial) {
		for _, off := range few(t, []time.Duration{year, -year, -minute}) {
			d := t.desk(submitted)
			d.clock = off
			t.do(d, "withdraw", "1")
			d.clock = 0
			t.on(d, "set", "1", figure, "1290").ends(0)
			t.signs(d, off > 0, "submit", "1")
			d = t.desk(leader)
			d.clock = off
			t.do(d, "return", "1", "--opinion", "请核实")
			d.clock = 0
			out := t.path("x.nbx")
			t.do(d, "handover", "1", "--out", out)
			t.do(t.desk(passed), "open", out)
		}
	}},
	{"§3.3", "登记时管理人的时钟快一年", func(t *trial) {
		keeper, fresh := t.desk(officer), t.desk(nobody)
		request, news := t.path("request.nbx"), t.path("roster.nbx")
		t.do(fresh, "enrol", "赵六", "--out", request)
		keeper.clock = year
		t.asked(keeper, true, "admit", request, "--levels", "1", "--out", news)
		keeper.clock = 0
		// Whoever keeps the roster goes on, with the clock put right.
		other := t.path("other.nbx")
		t.do(t.desk(nobody), "enrol", "钱七", "--out", other)
		t.asked(keeper, true, "admit", other, "--levels", "1", "--out", news)
		t.asked(keeper, true, "dismiss", "钱七")
		t.do(fresh, "open", news, "--code", t.world.code)
		t.do(fresh, "open", t.world.file(draftFile))
		t.signs(fresh, true, "submit", "1")
		out := t.path("x.nbx")
		t.do(fresh, "handover", "1", "--out", out)
		t.verify(keeper, out, "holds")
		t.do(keeper, "open", out)
		t.signs(keeper, true, "approve", "1")
	}},
	{"§3.3", "登记时管理人的时钟慢一年", func(t *trial) {
		keeper, fresh := t.desk(officer), t.desk(nobody)
		request, news := t.path("request.nbx"), t.path("roster.nbx")
		t.do(fresh, "enrol", "赵六", "--out", request)
		keeper.clock = -year
		t.asked(keeper, true, "admit", request, "--levels", "1", "--out", news)
		t.do(fresh, "open", news, "--code", t.world.code)
		t.do(fresh, "open", t.world.file(draftFile))
		t.do(fresh, "submit", "1")
	}},
	{"§3.3", "签名日期超前的人后来离开，报告仍然有效", func(t *trial) {
		d := t.desk(leader)
		d.clock = year
		t.signs(d, true, "approve", "1")
		out := t.path("x.nbx")
		t.do(d, "handover", "1", "--out", out)
		keeper := t.desk(passed)
		t.do(keeper, "open", out)
		t.do(keeper, "dismiss", "王五")
		t.on(keeper, "log", "1").ends(0).says("已审批")
		t.on(keeper, "list").says("已审批")
	}},
	{"§3.3", "时钟慢一年的电脑也能接收和验证", func(t *trial) {
		d := t.desk(archive)
		d.clock = -year
		t.do(d, "open", t.world.file(approvedFile))
		s := t.on(d, "verify", t.world.file(approvedFile)).says("比这台电脑的时间晚").never("伪造", "损坏")
		if s.code != 0 {
			t.fault("the signatures hold whatever the clock says: %s", s.whole())
		}
	}},
	{"§3.3", "输错密码以后改时钟", func(t *trial) {
		d := t.desk(leader)
		d.own = "wrong password"
		for range 3 {
			t.on(d, "approve", "1").ends(2).says("密码不对")
		}
		d.own = ownPassword
		// A dozen tries more, which would take their time.
		t.spoil(d, `UPDATE sealed_key SET failures = 40; DELETE FROM setting WHERE name LIKE 'wait.%'`)
		waiting := t.on(d, "approve", "1").ends(2).says("暂时不能再试密码")
		for _, off := range few(t, []time.Duration{year, -year, day, -day}) {
			d.clock = off
			for _, args := range [][]string{{"approve", "1", dateFlag}} {
				s := t.on(d, args...).ends(2).says("暂时不能再试密码")
				if strings.Contains(s.errs, "分钟") != strings.Contains(waiting.errs, "分钟") {
					t.fault("a clock that is off by %v changes the wait: %s, was %s", off, s.whole(), waiting.whole())
				}
			}
		}
	}},
}

// signs signs with a wrong clock: where the date is far from all that is known, only
// when it was asked about.
func (t *trial) signs(d *desk, far bool, args ...string) *said { return t.asked(d, far, args...) }

func (t *trial) asked(d *desk, far bool, args ...string) *said {
	if !far {
		return t.do(d, args...)
	}
	before := t.stateOf(d)
	s := t.on(d, args...).ends(2).says(dateFlag).never("没有预料到的问题")
	for _, at := range []time.Time{time.Now(), time.Now().Add(d.clock)} {
		if !strings.Contains(s.errs, fmt.Sprintf("%d年", at.In(zone).Year())) {
			s.t.fault("the question must name both dates: %s", s.whole())
		}
	}
	if now := t.stateOf(d); now != before {
		t.fault("signed before it was asked: %s", s.whole())
	}
	return t.do(d, append(args, dateFlag)...)
}

// zone is where the offices are.
var zone = time.FixedZone("CST", 8*60*60)

// goesOn sees that a report that was submitted by a wrong clock is received, passed
// and verified by right ones.
func (t *trial) goesOn(d *desk) {
	off := d.clock
	out := t.path("x.nbx")
	t.do(d, "handover", "1", "--out", out)
	t.verify(t.desk(archive), out, "holds")
	d.clock = 0
	t.signs(d, off > day, "approve", "1")
	t.do(d, "handover", "1", "--out", out+"2")
	head := t.desk(empty)
	t.do(head, "open", out+"2")
	t.signs(head, off > day, "approve", "1")
}
