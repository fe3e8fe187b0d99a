package sqlite_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"nianbao/app"
	"nianbao/store/sqlite"
)

func TestAFolderInTheStoresPlaceIsNamed(t *testing.T) {
	for _, beside := range []string{"nianbao.db", "nianbao.db-shm", "nianbao.db-wal", "nianbao.db-journal"} {
		dir := folder(t)
		if beside != "nianbao.db" {
			s := openIn(t, dir)
			create(t, s, "甲局", 2025)
			must(t, s.Close())
		}
		must(t, os.MkdirAll(filepath.Join(dir, beside), 0o700))
		_, err := sqlite.Open(dir)
		if said := app.Sentence(err); app.CodeOf(err) != app.Unreachable || !strings.Contains(said, "“"+beside+"”的文件夹") {
			t.Errorf("%s: %v: %s", beside, err, said)
		}
	}
}

func TestMissingTablesAreNamed(t *testing.T) {
	for _, change := range []string{"DROP TABLE entry", "DROP TABLE roster", "ALTER TABLE draft RENAME COLUMN level TO other"} {
		dir := folder(t)
		s := openIn(t, dir)
		create(t, s, "甲局", 2025)
		must(t, s.Exec("PRAGMA foreign_keys = off"))
		if err := s.Exec(change); err != nil {
			t.Logf("%s: %v", change, err)
		}
		must(t, s.Close())
		_, err := sqlite.Open(dir)
		if said := app.Sentence(err); app.CodeOf(err) != app.Damaged || !strings.Contains(said, "缺少数据表") {
			t.Errorf("%s: %v: %s", change, err, said)
		}
	}
}
