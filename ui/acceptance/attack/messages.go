//go:build linux

package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// messageScenarios are those of §6: what was said wrongly.
var messageScenarios = []scenario{
	{"§6", "已经审批的报告，没有核对过的内容", func(t *trial) {
		d := t.desk(approved)
		t.on(d, "verify", t.printedDigest(d)).ends(0).says("已审批").never("还没有审批", "核对不符")
	}},
	{"§6", "多打了一个 .txt 的文件名", func(t *trial) {
		t.on(t.desk(approved), "verify", "报告.nbx.txt").ends(2).never("纸面件", "摘要", "没有预料到的问题")
		raw, err := os.ReadFile(t.world.file(approvedFile))
		t.must(err)
		t.on(t.desk(approved), "verify", t.file("报告.nbx.txt", raw)).ends(0)
	}},
	{"§6", "第一版的数据文件", func(t *trial) {
		d := t.desk(nobody)
		t.firstLayout(d)
		t.on(d, "list").ends(0).says("甲局").never("没有预料到的问题")
		copies := t.copies(d)
		for range 3 {
			t.on(d, "list").ends(0)
		}
		if now := t.copies(d); now != copies {
			t.fault("%d copies, after three more starts %d", copies, now)
		}
		t.on(d, "show", "1").ends(0)
		t.on(d, "log", "1").ends(0)
	}},
	{"§6", "第一版的损坏数据文件，每次启动不多备份一次", func(t *trial) {
		for name, text := range each(t, map[string]string{
			"no settings":        `DROP TABLE setting`,
			"no values":          `DROP TABLE held_value`,
			"an entry of a kind": `PRAGMA ignore_check_constraints = 1; INSERT INTO entry VALUES (1, 2, 2, 'alien', 0, '', '[]')`,
			"two of one name":    `DROP INDEX draft_unit_year; INSERT INTO draft SELECT 2, unit, year, edition, filled, total, errors, explains, created_at, changed_at, deleted_at FROM draft`,
			"a table more":       `CREATE TABLE new_entry (x)`,
			"a column more":      `ALTER TABLE draft ADD COLUMN uid TEXT`,
			"an empty unit":      `PRAGMA ignore_check_constraints = 1; UPDATE draft SET unit = ''`,
			"a loose entry":      `PRAGMA foreign_keys = 0; INSERT INTO entry VALUES (7, 1, 2, 'edit', 0, '', '[]')`,
			"no triggers":        `DROP TRIGGER entry_is_not_changed; DROP TRIGGER entry_is_not_deleted; DROP TRIGGER entry_follows_the_last`,
		}) {
			d := t.desk(nobody)
			t.firstLayout(d)
			_, err := d.query(t.ctx, text)
			t.must(err)
			first := t.on(d, "list")
			if strings.Contains(first.errs, "没有预料到的问题") {
				t.fault("%s: %s", name, first.whole())
			}
			copies := t.copies(d)
			for range 3 {
				t.on(d, "list")
			}
			if now := t.copies(d); now > copies {
				t.fault("%s: %d copies, after three more starts %d", name, copies, now)
			}
		}
	}},
	{"§6", "名册代码不分大小写，也不告诉", func(t *trial) {
		bare := t.desk(nobody)
		t.on(bare, "open", t.world.file(rosterFile)).ends(2).says("--code").never(t.world.code)
		t.on(bare, "open", t.world.file(rosterFile), "--code", "0000 0000 0000 0000 0000").ends(2).never(t.world.code)
		t.on(bare, "open", t.world.file(rosterFile), "--code", strings.ToLower(strings.ReplaceAll(t.world.code, " ", ""))).ends(0)
	}},
	{"§6", "级数的名称，审核、审核、审批", func(t *trial) {
		t.on(t.desk(nobody), "found", "示例县自然资源局", "--steps", "承办人员初审,部门负责人审核,分管领导审核").ends(0)
		t.on(t.desk(nobody), "found", "示例县自然资源局", "--steps", "甲审,乙审,丙审,丁审,戊审,己审").ends(2).never("没有预料到的问题")
		t.on(t.desk(nobody), "found", "示例县自然资源局", "--steps", "初审,初审").ends(2).never("没有预料到的问题")
	}},
	{"§6", "示例不挡同一单位同一年度的文件", func(t *trial) {
		d := t.desk(archive)
		t.do(d, "demo", "--out", t.path("demo"))
		t.do(d, "open", t.world.file(approvedFile))
		t.on(d, "list").says("已审批", "示例")
	}},
	{"§6", "退出码和空着的参数", func(t *trial) {
		d := t.desk(officer)
		for _, args := range [][]string{{"approve", "1"}, {"approve", "99"}, {"verify"}, {"open"}, {"submit", "x"}, {"withdraw", "1"}, {"reopen", "1"}, {"return", "1", "--opinion", "x"}, {"admit", "none.nbx", "--levels", "1"}, {"dismiss", "没有这个人"}, {"verify", t.world.file(rosterFile)}} {
			if s := t.on(d, args...).never("没有预料到的问题"); s.code == 0 {
				t.fault("%s", s.whole())
			}
		}
	}},
}

// firstLayout makes a store as the first version did, with one report in it.
func (t *trial) firstLayout(d *desk) {
	t.must(os.MkdirAll(d.data, 0o700))
	layout, err := os.ReadFile("store/sqlite/dbfile/migrations/0001_drafts.sql")
	if err != nil {
		var found []string
		found, err = filepath.Glob("store/sqlite/dbfile/migrations/0001_*.sql")
		t.must(err)
		layout, err = os.ReadFile(found[0])
	}
	t.must(err)
	_, err = d.query(t.ctx, string(layout)+`;
		PRAGMA application_id = 1312964943; PRAGMA user_version = 1; PRAGMA journal_mode = wal;
		INSERT INTO draft VALUES (1, '甲局', 2025, '2021', 2, 100, 0, 0, 1, 1, NULL);
		INSERT INTO held_value VALUES (1, 'meta.unit', '甲局'), (1, 'meta.year', '2025');
		INSERT INTO entry VALUES (1, 1, 1, 'import', 0, '新建报告', '[{"address":"meta.unit","new":"甲局"},{"address":"meta.year","new":"2025"}]');`)
	t.must(err)
}

// copies counts the backups of a workstation.
func (t *trial) copies(d *desk) int {
	found, err := filepath.Glob(filepath.Join(d.data, "backups", "*.db"))
	t.must(err)
	return len(found)
}

// copyDesk copies the data folder of a workstation.
func (t *trial) copyDesk(from, to *desk) {
	t.must(os.CopyFS(to.data, os.DirFS(from.data)))
}

// officeScenarios are those of §3: how offices change.
var officeScenarios = []scenario{
	{"§3", "恢复备份以后又登记的人", func(t *trial) {
		keeper := t.desk(officer)
		old := t.desk(nobody)
		t.copyDesk(keeper, old)
		t.admitSomebody(keeper, "赵六", "1")
		news := t.path("roster.nbx")
		t.do(keeper, "roster", "--out", news)
		third := t.desk(archive)
		t.do(third, "open", news)
		t.admitSomebody(old, "钱七", "1") // from the restored copy, which knows nothing of 赵六
		other := t.path("roster.nbx")
		t.do(old, "roster", "--out", other)
		s := t.on(third, "open", other).never("没有预料到的问题", "伪造")
		if s.code == 0 {
			t.on(third, "people").says("赵六", "分开更新", "合并")
		}
	}},
	{"§3", "同名的人", func(t *trial) {
		keeper := t.desk(officer)
		request := t.path("request.nbx")
		t.do(t.desk(nobody), "enrol", "李四", "--post", "办公室主任", "--out", request)
		t.on(keeper, "admit", request, "--levels", "3").never("没有预料到的问题")
	}},
	{"§3", "丢失的电脑：本人重新登记，原来的密钥不能再用", func(t *trial) {
		keeper, fresh := t.desk(headDoneKeeper), t.desk(nobody)
		request, news := t.path("request.nbx"), t.path("roster.nbx")
		t.do(fresh, "open", t.world.file(rosterFile), "--code", t.world.code)
		t.do(fresh, "enrol", "王五", "--post", "局长", "--person", t.world.people["王五"].id, "--out", request)
		t.do(keeper, "admit", request, "--levels", "3", "--out", news)
		t.do(fresh, "open", news)
		t.do(fresh, "open", t.world.file(headFile))
		t.do(fresh, "approve", "1")
		out := t.path("x.nbx")
		t.do(fresh, "handover", "1", "--out", out)
		t.verify(keeper, out, "holds")
		lost := t.desk(leader)
		t.do(lost, "open", news)
		t.on(lost, "approve", "1").ends(2)
	}},
}

const headDoneKeeper = passed

var _ = fmt.Sprint
