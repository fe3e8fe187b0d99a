//go:build linux && amd64

package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// prepared is how many drafts every prepared folder holds.
const prepared = 3

// prepare makes the folders that the kills begin with.
func (c *crashing) prepare(ctx context.Context) error {
	c.work, c.window, c.old, c.copied = c.h.newDesk("work"), c.h.newDesk("window"), c.h.newDesk("old"), c.h.newDesk("copied")
	c.gone = c.h.newDesk("gone")
	c.log = newLogReader(c.window.data)
	c.papers = filepath.Join(c.h.dir, "papers")
	if err := os.MkdirAll(c.papers, 0o700); err != nil {
		return err
	}
	for _, d := range []desk{c.work, c.window} {
		if _, err := d.importExample(ctx, c.h.dir); err != nil {
			return err
		}
	}
	var err error
	if c.whole, err = c.work.do(ctx, "show", "1", "--json"); err != nil {
		return err
	}
	c.unit = unitOf(c.whole)
	if err := c.work.importOthers(ctx, c.h.dir, c.whole, prepared-1); err != nil {
		return err
	}
	if err := c.old.ofFirstLayout(ctx, c.work); err != nil {
		return err
	}
	if err := c.copied.ofCopy(ctx, c.work); err != nil {
		return err
	}
	if err := c.gone.ofBackups(ctx, c.work); err != nil {
		return err
	}
	return c.work.foundOffice(ctx, c.h.dir)
}

// unitOf finds the name of the unit in a report as show gives it.
func unitOf(shown string) string {
	_, rest, _ := strings.Cut(shown, `"unit": "`)
	unit, _, _ := strings.Cut(rest, `"`)
	return unit
}

// importOthers imports a report n times more, each time of another unit.
func (d desk) importOthers(ctx context.Context, dir, whole string, n int) error {
	path := filepath.Join(dir, "other.json")
	for i := range n {
		text := strings.ReplaceAll(whole, unitOf(whole), fmt.Sprintf("第%d局", i+1))
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			return err
		}
		if _, err := d.do(ctx, "import", path); err != nil {
			return err
		}
	}
	return nil
}

// foundOffice lets one person sign at every level.
func (d desk) foundOffice(ctx context.Context, dir string) error {
	request := filepath.Join(dir, "request.nbx")
	for _, args := range [][]string{
		{"found", "示例县自然资源局"},
		{"enrol", "张三", "--post", "科员", "--out", request},
		{"admit", request, "--levels", "1,2,3"},
	} {
		if _, err := d.do(ctx, args...); err != nil {
			return err
		}
	}
	return nil
}

// ofFirstLayout makes a store as the first version of the program made it,
// with the drafts of another one.
func (d desk) ofFirstLayout(ctx context.Context, from desk) error {
	layout, err := os.ReadFile("store/sqlite/dbfile/migrations/0001_drafts.sql")
	if err != nil {
		return fmt.Errorf("run in the project's folder: %w", err)
	}
	if err := os.MkdirAll(d.data, 0o700); err != nil {
		return err
	}
	script := string(layout) + fmt.Sprintf(`
		PRAGMA application_id = 0x4E42414F; PRAGMA user_version = 1; PRAGMA journal_mode = WAL;
		ATTACH '%s' AS newer;
		INSERT INTO draft SELECT id, unit, year, edition, filled, total, errors, explains, created_at, changed_at, deleted_at FROM newer.draft;
		INSERT INTO held_value SELECT draft_id, address, body FROM newer.held_value;
		INSERT INTO entry SELECT draft_id, seq, at, kind, of, note, changes FROM newer.entry ORDER BY draft_id, seq;`, from.store())
	return sqlite(ctx, d.store(), script)
}

// ofCopy makes a folder in which a copy of another store lies in the place of
// the store, as a person restores a backup by hand.
func (d desk) ofCopy(ctx context.Context, from desk) error {
	if err := os.MkdirAll(d.data, 0o700); err != nil {
		return err
	}
	return sqlite(ctx, from.store(), fmt.Sprintf("VACUUM INTO '%s'", d.store()))
}

// ofBackups makes a folder of which only the backups of another one are left.
func (d desk) ofBackups(ctx context.Context, from desk) error {
	if err := os.CopyFS(d.data, os.DirFS(from.data)); err != nil {
		return err
	}
	if _, err := d.do(ctx, "backup"); err != nil {
		return err
	}
	return os.Remove(d.store())
}

// sqlite runs statements on a file, outside the program.
func sqlite(ctx context.Context, path, script string) error {
	cmd := exec.CommandContext(ctx, "sqlite3", "-bail", path)
	cmd.Stdin = strings.NewReader(script)
	out, err := cmd.CombinedOutput()
	if err != nil || strings.Contains(string(out), "Error") {
		return errors.Join(fmt.Errorf("sqlite3 %s: %s", path, out), err)
	}
	return nil
}
