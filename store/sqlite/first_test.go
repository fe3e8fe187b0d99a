package sqlite_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"nianbao/app"
	"nianbao/app/journal"
	"nianbao/app/report"
	"nianbao/app/signoff"
	"nianbao/store/sqlite"
)

// inFirst is what the first version of the program may have left: a draft with
// a journal of every kind of entry, one that was deleted, one of another year.
const inFirst = `
INSERT INTO draft (id, unit, year, edition, filled, total, errors, explains, created_at, changed_at, deleted_at) VALUES
	(1, '某某市教育局', 2024, '2021', 1, 190, 2, 3, 1000000, 5000000, NULL),
	(2, '某某市教育局', 2023, '2021', 0, 190, 0, 0, 1000000, 2000000, 9000000),
	(3, '某某市教育局', 2023, '2021', 0, 190, 0, 0, 1000000, 3000000, NULL);
INSERT INTO held_value VALUES
	(1, 'meta.unit', '某某市教育局'), (1, 'meta.year', '2024'), (1, 'overview.platform', '改版'),
	(2, 'meta.unit', '某某市教育局'), (2, 'meta.year', '2023'), (3, 'meta.unit', '某某市教育局'), (3, 'meta.year', '2023');
INSERT INTO entry (draft_id, seq, at, kind, of, note, changes) VALUES
	(1, 1, 1000000, 'import', 0, '新建报告', '[{"address":"meta.unit","old":"","new":"某某市教育局"},{"address":"meta.year","old":"","new":"2024"}]'),
	(1, 2, 2000000, 'edit', 0, '编写', '[{"address":"overview.platform","old":"","new":"网站改版"}]'),
	(1, 3, 3000000, 'edit', 0, '编写', '[{"address":"overview.platform","old":"网站","new":""}]'),
	(1, 4, 4000000, 'undo', 3, '', '[{"address":"overview.platform","old":"","new":"网站"}]'),
	(1, 5, 5000000, 'redo', 3, '', '[{"address":"overview.platform","old":"网站","new":""}]'),
	(2, 1, 1000000, 'import', 0, '新建报告', '[{"address":"meta.unit","old":"","new":"某某市教育局"},{"address":"meta.year","old":"","new":"2023"}]'),
	(3, 1, 1000000, 'import', 0, '新建报告', '[{"address":"meta.unit","old":"","new":"某某市教育局"},{"address":"meta.year","old":"","new":"2023"}]');
INSERT INTO setting VALUES ('body_font', 'kai');`

func TestFileOfTheFirstVersionGoesOn(t *testing.T) {
	dir := folder(t)
	must(t, sqlite.MakeFirst(dir, inFirst))
	s := openIn(t, dir)
	must(t, s.Check(ctx))
	if names := backups(t, dir); len(names) != 1 || !strings.HasPrefix(names[0], "nianbao-0001-") {
		t.Errorf("backups: %v", names)
	}

	list, err := s.List(ctx)
	must(t, err)
	if len(list) != 2 || list[0].ID != 1 || list[1].ID != 3 {
		t.Fatalf("the list shows %+v", list)
	}
	for _, sum := range list {
		if !journal.ValidUID(sum.UID) || sum.Stage != signoff.Drafting || sum.StateName != "草稿" || sum.Level != 0 || sum.Digest != "" {
			t.Errorf("a draft is now %+v", sum)
		}
	}
	d, err := s.Load(ctx, 1)
	must(t, err)
	change := func(old, now string) []report.Change {
		return []report.Change{{Address: "overview.platform", Old: old, New: now}}
	}
	if want := []journal.Entry{
		{Seq: 2, At: time.UnixMicro(2e6), Kind: journal.Edited, Edit: report.Edit{Note: "编写", Changes: change("", "网站改版")}},
		{Seq: 3, At: time.UnixMicro(3e6), Kind: journal.Edited, Edit: report.Edit{Note: "编写", Changes: change("网站", "")}},
		{Seq: 4, At: time.UnixMicro(4e6), Kind: journal.Undone, Of: 3, Edit: report.Edit{Changes: change("", "网站")}},
		{Seq: 5, At: time.UnixMicro(5e6), Kind: journal.Redone, Of: 3, Edit: report.Edit{Changes: change("网站", "")}},
	}; !reflect.DeepEqual(d.Entries[1:], want) {
		t.Errorf("entries:\n got %+v\nwant %+v", d.Entries[1:], want)
	}
	font, err := s.Setting(ctx, app.SettingBodyFont)
	must(t, err)
	if font != "kai" {
		t.Errorf("the setting is now %q", font)
	}
}

func TestDeletedDraftOfTheFirstVersionHasANameToo(t *testing.T) {
	dir := folder(t)
	must(t, sqlite.MakeFirst(dir, inFirst))
	s := openIn(t, dir)
	list, err := s.List(ctx)
	must(t, err)
	if e := wantCode(t, s.Restore(ctx, 2), app.Exists); e.ID != 3 {
		t.Errorf("Restore names draft %d, want 3", e.ID)
	}
	must(t, s.Delete(ctx, 3, time.Now()))
	must(t, s.Restore(ctx, 2))
	restored, err := s.Load(ctx, 2)
	must(t, err)
	uids := []string{list[0].UID, list[1].UID, restored.Summary.UID}
	if slices.Sort(uids); len(slices.Compact(uids)) != 3 {
		t.Errorf("two drafts have one name: %v", uids)
	}
}

func TestDraftOfTheFirstVersionIsEditedOn(t *testing.T) {
	dir := folder(t)
	must(t, sqlite.MakeFirst(dir, inFirst))
	s := openIn(t, dir)
	session, err := deskOn(t, s).Open(ctx, 1)
	must(t, err)
	if p := session.Problems(); len(p) != 0 {
		t.Errorf("problems: %q", p)
	}
	must(t, session.Undo(ctx))
	must(t, session.Set(ctx, "overview.platform", "网站改版。"))
	must(t, s.Close())
	s = openIn(t, dir)
	session, err = deskOn(t, s).Open(ctx, 1)
	must(t, err)
	if p := session.Problems(); len(p) != 0 || session.Report().Text("overview.platform") != "网站改版。" {
		t.Errorf("after going on: %q, problems %q", session.Report().Text("overview.platform"), p)
	}
	if names := backups(t, dir); len(names) != 1 {
		t.Errorf("migrated twice: %v", names)
	}
}

// The journal was built anew by the migration; it must be as closed as before.
func TestJournalOfTheFirstVersionStaysAppendOnly(t *testing.T) {
	dir := folder(t)
	must(t, sqlite.MakeFirst(dir, inFirst))
	openIn(t, dir)
	db := raw(t, dir)
	for _, text := range []string{
		`UPDATE entry SET note = 'x'`, `DELETE FROM entry`,
		`INSERT OR REPLACE INTO entry SELECT draft_id, seq, at, kind, of, by, 'x', changes, act FROM entry WHERE draft_id = 1 AND seq = 2`,
		`INSERT INTO entry VALUES (1, 7, 0, 'edit', 0, '', '', '[]', '')`,
	} {
		if _, err := db.Exec(text); err == nil {
			t.Errorf("%s was let through", text)
		}
	}
	if _, err := db.Exec(`INSERT INTO entry VALUES (1, 6, 0, 'edit', 0, '', '', '[]', '')`); err != nil {
		t.Errorf("an entry that follows is refused: %v", err)
	}
}

// A file of the first layout into which another program has written what the next
// one does not take is called damaged, is not copied once more at each start, and
// can be rescued.
func TestAFileThatTheNextLayoutDoesNotTakeIsDamaged(t *testing.T) {
	for name, text := range map[string]string{
		"an entry of no draft":         `PRAGMA foreign_keys = 0; INSERT INTO entry VALUES (7, 1, 2, 'edit', 0, '', '[]')`,
		"two reports of unit and year": `DROP INDEX draft_unit_year; UPDATE draft SET unit = '甲局', year = 2025, deleted_at = NULL`,
		"a column of that name":        `ALTER TABLE draft ADD COLUMN uid TEXT`,
		"a table of that name":         `CREATE TABLE new_entry (x)`,
	} {
		dir := folder(t)
		must(t, sqlite.MakeFirst(dir, inFirst+text))
		for range 3 {
			if s, err := sqlite.Open(dir); app.CodeOf(err) != app.Damaged || strings.Contains(app.Sentence(err), "没有预料到") {
				t.Errorf("%s: %v", name, err)
				if err == nil {
					must(t, s.Close())
				}
			}
		}
		if copies := backups(t, dir); len(copies) > 1 { // one, where a step was made
			t.Errorf("%s: copies %v", name, copies)
		}
		if r, err := sqlite.Rescue(ctx, dir, "", editions(t)); err != nil || len(r.Reports) < 2 {
			t.Errorf("%s: rescued %+v, %v", name, r, err)
		}
		must(t, openIn(t, dir).Close())
	}
}
