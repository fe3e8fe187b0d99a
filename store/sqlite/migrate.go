package sqlite

import (
	"context"
	"fmt"
	"time"

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
	if !d.fresh {
		name := fmt.Sprintf("nianbao-%04d-%s.db", version, time.Now().Format(dbfile.StampLayout))
		err := dbfile.Soundness(ctx, d.conn, "PRAGMA quick_check(1)")
		if err == nil {
			err = d.copyTo(ctx, d.conn, name)
		}
		if err != nil {
			return fmt.Errorf("copy before migrating: %w", err)
		}
	}
	for i, m := range known {
		if err := d.write(ctx, func(ctx context.Context) error { return m.Run(ctx, d.conn, i+1) }); err != nil {
			return fmt.Errorf("%s: %w", m.Name, err)
		}
	}
	return nil
}
