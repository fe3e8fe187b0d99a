//go:build linux

package main

import (
	"fmt"
	"strings"
)

// unlocked takes the guards off a store, as whoever has its file can.
const unlocked = `DROP TRIGGER IF EXISTS entry_is_not_changed; DROP TRIGGER IF EXISTS entry_is_not_deleted; DROP TRIGGER IF EXISTS entry_is_appended; DROP TRIGGER IF EXISTS draft_stage_follows_an_act; `

// spoil changes a store behind the program's back.
func (t *trial) spoil(d *desk, text string) {
	_, err := d.query(t.ctx, unlocked+text)
	t.must(err)
}

// edits are changes of a store by somebody without a key, each of which must be seen.
var edits = map[string]string{
	"a figure":                  `UPDATE held_value SET body = '4711' WHERE address = 'disclosed.licensing.decisions'`,
	"a text":                    `UPDATE held_value SET body = body || '。' WHERE address LIKE 'overview.%'`,
	"a figure that is gone":     `DELETE FROM held_value WHERE address = 'disclosed.licensing.decisions'`,
	"a place more":              `INSERT INTO held_value VALUES (1, 'requests.received.alien', '1')`,
	"the first entry":           `UPDATE entry SET changes = replace(changes, '"1286"', '"1287"') WHERE seq = 1`,
	"the last opinion":          `UPDATE entry SET act = json_set(act, '$.opinion', '不同意') WHERE seq = (SELECT max(seq) FROM entry WHERE act <> '')`,
	"an opinion and its time":   `UPDATE entry SET act = json_set(act, '$.at', at + 1), at = at + 1 WHERE seq = (SELECT max(seq) FROM entry WHERE act <> '')`,
	"the signer":                `UPDATE entry SET act = json_set(act, '$.name', '赵六') WHERE seq = (SELECT max(seq) FROM entry WHERE act <> '')`,
	"an entry's time":           `UPDATE entry SET at = at + 1 WHERE seq = 1`,
	"an entry's doer":           `UPDATE entry SET by = 'x' WHERE seq = 1`,
	"an entry's note":           `UPDATE entry SET note = note || '。' WHERE seq = 1`,
	"the last entry is gone":    `DELETE FROM entry WHERE seq = (SELECT max(seq) FROM entry)`,
	"an entry in the middle":    `DELETE FROM entry WHERE seq = 2`,
	"the state":                 `UPDATE draft SET state_name = '待审核'`,
	"the unit":                  `UPDATE draft SET unit = '别的局'`,
	"the year":                  `UPDATE draft SET year = 2020`,
	"the name of the report":    `UPDATE draft SET uid = '0123456789abcdef0123456789abcdef'`,
	"the digest of the journal": `UPDATE draft SET digest = '0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef'`,
	"a signature":               `UPDATE entry SET act = json_set(act, '$.signature', 'AAAA') WHERE seq = (SELECT max(seq) FROM entry WHERE act <> '')`,
	"an edit in review":         `INSERT INTO entry SELECT draft_id, seq + 1, at + 1, 'edit', 0, '', '填写', '[{"address":"disclosed.licensing.decisions","old":"1286","new":"1"}]', '' FROM entry ORDER BY seq DESC LIMIT 1`,
}

// storeScenarios are those who have the data folder and no key.
var storeScenarios = []scenario{
	{"§1", "没有密钥的人改动数据文件", func(t *trial) {
		for name, text := range each(t, edits) {
			d := t.desk(approved)
			t.spoil(d, text)
			s := t.on(d, "log", "1")
			if s.code == 0 {
				t.fault("%s is not seen: %s", name, s.whole())
			}
			s.never("没有预料到的问题")
			t.on(d, "list").says("验证未通过").never("已审批")
			if s := t.on(d, "handover", "1", "--out", t.path("x.nbx")); s.code == 0 {
				t.fault("%s: it is handed on: %s", name, s.whole())
			}
			paper := t.path("x.pdf")
			if s := t.on(d, "export", "1", "--out", paper); s.code == 0 {
				t.pdf(paper, []string{"验证未通过"}, nil)
			}
		}
	}},
	{"§1", "草稿在列表里冒充已审批", func(t *trial) {
		d := t.desk(officer)
		t.spoil(d, `UPDATE draft SET stage = 'approved', state_name = '已审批'`)
		t.on(d, "list").says("验证未通过").never("已审批")
		paper := t.path("x.pdf")
		t.on(d, "export", "1", "--out", paper)
		t.pdf(paper, []string{"验证未通过"}, nil)
	}},
	{"§1", "审签中的报告在数据文件里改一个数再审批", func(t *trial) {
		d := t.desk(leader)
		t.spoil(d, `UPDATE held_value SET body = '4711' WHERE address = '`+figure+`'`)
		t.on(d, "approve", "1").ends(2).says("验证未通过")
		d = t.desk(officer)
		t.spoil(d, `UPDATE held_value SET body = '4711' WHERE address = '`+figure+`'`)
		t.on(d, "submit", "1").ends(2).says("验证未通过")
	}},
	{"§6", "本机的名册被改动", func(t *trial) {
		d := t.desk(head)
		t.spoil(d, `UPDATE roster SET signed = replace(signed, '"levels":[2]', '"levels":[2,3]')`)
		for _, args := range [][]string{{"verify", t.world.file(approvedFile)}, {"open", t.world.file(approvedFile)}, {"approve", "1"}, {"log", "1"}} {
			t.on(d, args...).ends(2).says("这台电脑上的名册验证未通过").never("没有采用其中的任何内容", "没有预料到的问题")
		}
	}},
	{"§1", "整个名册换成自己的", func(t *trial) {
		d, forged := t.desk(approved), t.desk(nobody)
		t.do(forged, "found", "示例县自然资源局")
		signed, err := forged.query(t.ctx, `SELECT signed FROM roster`)
		t.must(err)
		t.spoil(d, `UPDATE roster SET signed = '`+strings.ReplaceAll(signed, "'", "''")+`'`)
		t.on(d, "log", "1").ends(1)
		t.on(d, "list").says("验证未通过").never("已审批")
		t.verify(d, t.world.file(approvedFile), "damaged", "unproven", "unknown")
	}},
	{"§5", "数据文件中的密钥参数被改动", func(t *trial) {
		for name, text := range each(t, map[string]string{
			"a cheap derivation": `UPDATE sealed_key SET sealed = json_set(sealed, '$.time', 1)`,
			"a huge derivation":  `UPDATE sealed_key SET sealed = json_set(sealed, '$.memory', 4000000000)`,
			"another cipher":     `UPDATE sealed_key SET sealed = json_set(sealed, '$.cipher', 'none')`,
			"another key":        `UPDATE sealed_key SET sealed = json_set(sealed, '$.box', 'AAAA')`,
			"no JSON of a key":   `UPDATE sealed_key SET sealed = '[]'`,
		}) {
			d := t.desk(head)
			t.spoil(d, text)
			if s := t.on(d, "approve", "1").ends(2); strings.Contains(s.errs, "没有预料到的问题") {
				t.fault("%s: %s", name, s.whole())
			}
		}
	}},
	{"§2", "从外面放进数据文件的看不见的内容", func(t *trial) {
		d := t.desk(returned)
		t.spoil(d, fmt.Sprintf(`INSERT INTO entry SELECT draft_id, seq + 1, at + 1, 'edit', 0, '', '填写', '[{"address":"%s","old":"%s","new":"0043"}]', '' FROM entry ORDER BY seq DESC LIMIT 1; UPDATE held_value SET body = '0043' WHERE address = '%s'`, figure, figureHeld, figure))
		t.on(d, "log", "1").ends(1).never("没有预料到的问题")
		t.on(d, "submit", "1").ends(2)
		t.on(d, "handover", "1", "--out", t.path("x.nbx")).ends(2)
	}},
	{"§3", "只要数据文件是自己的，别的电脑照样工作", func(t *trial) {
		// A workstation that was tampered with harms no other one.
		d := t.desk(headDone)
		t.spoil(d, `UPDATE held_value SET body = '1' WHERE address = '`+figure+`'`)
		other := t.desk(head)
		t.do(other, "approve", "1")
	}},
}
