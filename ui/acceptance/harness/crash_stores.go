//go:build linux && amd64

package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// killFirst imports into a folder that is not there yet.
func (c *crashing) killFirst(ctx context.Context) error {
	d := c.h.newDesk("first")
	if err := os.RemoveAll(d.data); err != nil {
		return err
	}
	got, killed, err := c.killed(ctx, "first", d, "import", filepath.Join(c.h.dir, "example.json"))
	if err != nil {
		return err
	}
	fine := c.confirm(ctx, got, killed, "import")
	return c.reopens(ctx, d, func(all []listed) (string, error) {
		if fine && len(all) != 1 {
			return "the import into a new folder is not there", nil
		}
		if len(all) > 0 {
			shown, err := d.do(ctx, "show", "1", "--json")
			if err != nil || shown != c.whole {
				return "the import into a new folder is there in part", nil
			}
			return "", nil
		}
		_, err := d.do(ctx, "import", filepath.Join(c.h.dir, "example.json"))
		return "", err
	})
}

// killMigration opens a store of the first layout.
func (c *crashing) killMigration(ctx context.Context) error {
	return c.killOpening(ctx, "migrate", c.old, "list")
}

// killRestored opens a folder in which a backup was put in the store's place.
func (c *crashing) killRestored(ctx context.Context) error {
	return c.killOpening(ctx, "restored", c.copied, "list")
}

// killOpening opens a copy of a folder that holds the drafts of c.work as they
// were when it was prepared, and expects them all.
func (c *crashing) killOpening(ctx context.Context, name string, from desk, args ...string) error {
	d := c.h.newDesk(name)
	if err := os.RemoveAll(d.data); err != nil {
		return err
	}
	if err := os.CopyFS(d.data, os.DirFS(from.data)); err != nil {
		return err
	}
	got, killed, err := c.killed(ctx, name, d, args...)
	if err != nil {
		return err
	}
	c.confirm(ctx, got, killed, name)
	return c.reopens(ctx, d, func(all []listed) (string, error) { return c.expectPrepared(ctx, d, all) })
}

// expectPrepared looks for the drafts of before.
func (c *crashing) expectPrepared(ctx context.Context, d desk, all []listed) (string, error) {
	if len(all) != prepared {
		return fmt.Sprintf("%d drafts of %d", len(all), prepared), nil
	}
	shown, err := d.run(ctx, "show", "1", "--json")
	if err == nil && shown.stdout != c.whole {
		return "draft 1 is not what it was: " + shown.stderr, nil
	}
	return "", err
}

// killBackup makes a copy of the store.
func (c *crashing) killBackup(ctx context.Context) error {
	got, killed, err := c.killed(ctx, "backup", c.work, "backup")
	if err != nil {
		return err
	}
	c.confirm(ctx, got, killed, "backup")
	return c.reopens(ctx, c.work, func([]listed) (string, error) { return c.work.wholeBackups(ctx) })
}

// wholeBackups says what is wrong with the backups.
func (d desk) wholeBackups(ctx context.Context) (string, error) {
	backups := filepath.Join(d.data, "backups")
	all, err := os.ReadDir(backups)
	if err != nil && !os.IsNotExist(err) {
		return "", err
	}
	for _, f := range all {
		if !strings.HasSuffix(f.Name(), ".db") {
			continue
		}
		if err := sound(ctx, filepath.Join(backups, f.Name())); err != nil {
			return err.Error(), nil
		}
	}
	return "", nil
}

// killRestore brings a copy back into a folder whose store has gone. A folder
// that was left in between must let it be brought back again.
func (c *crashing) killRestore(ctx context.Context) error {
	d := c.h.newDesk("restore")
	if err := os.RemoveAll(d.data); err != nil {
		return err
	}
	if err := os.CopyFS(d.data, os.DirFS(c.gone.data)); err != nil {
		return err
	}
	got, killed, err := c.killed(ctx, "restore", d, "restore", "newest")
	if err != nil {
		return err
	}
	if !c.confirm(ctx, got, killed, "restore") {
		if is, err := d.run(ctx, "list"); err != nil || is.code != 0 {
			if _, err := d.do(ctx, "restore", "newest"); err != nil {
				c.unopened++
				return c.failed(d.data, err.Error())
			}
		}
	}
	return c.reopens(ctx, d, func(all []listed) (string, error) { return c.expectPrepared(ctx, d, all) })
}
