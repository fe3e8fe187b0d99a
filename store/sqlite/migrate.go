package sqlite

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"nianbao/app"
	"nianbao/store/sqlite/dbfile"
)

// migrate brings the file to the newest layout, after a copy of it was made.
func (d *DB) migrate(ctx context.Context, known []dbfile.Migration) error {
	var version int
	if err := d.conn.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version); err != nil {
		return err
	}
	if version >= len(known) {
		return nil
	}
	copied := ""
	if !d.fresh {
		copied = fmt.Sprintf("nianbao-%04d-%s.db", version, time.Now().Format(dbfile.StampLayout))
		err := dbfile.Soundness(ctx, d.conn, "PRAGMA integrity_check(1)")
		if err == nil {
			err = d.copyTo(ctx, d.conn, copied)
		}
		if err != nil {
			return fmt.Errorf("copy before migrating: %w", err)
		}
	}
	for i, m := range known {
		if err := d.write(ctx, func(ctx context.Context) error { return m.Run(ctx, d.conn, i+1) }); err != nil {
			d.dropCopy(ctx, copied, version)
			return fmt.Errorf("%s: %w", m.Name, misfit(err))
		}
	}
	return nil
}

// dropCopy takes back the copy that was made of a file which then could not be
// changed: it is what the file still is, and there would be one more at each start.
func (d *DB) dropCopy(ctx context.Context, copied string, version int) {
	var now int
	if err := d.conn.QueryRowContext(ctx, "PRAGMA user_version").Scan(&now); err == nil && now == version && copied != "" {
		_ = os.Remove(filepath.Join(d.backupDir(), copied))
	}
}

// misfit says of a file whose content does not go into the next layout that it is
// damaged: other programs have written into it. It can be rescued.
func misfit(err error) error {
	if dbfile.CodeOf(err) == app.Internal && !errors.Is(err, context.Canceled) {
		return &app.Error{Code: app.Damaged, Err: err}
	}
	return err
}
