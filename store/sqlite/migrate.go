package sqlite

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"
	"time"
)

//go:embed migrations/*.sql
var migrationFiles embed.FS

// migration is one step of the file's layout; number 1 makes an empty file
// into a store.
type migration struct{ name, text string }

// readMigrations returns migrations/0001_*.sql and so on, in order. A released
// one is never changed; a new layout is a new file.
func readMigrations(files fs.FS) ([]migration, error) {
	names, err := fs.Glob(files, "migrations/*.sql")
	if err != nil {
		return nil, err
	}
	var out []migration
	for i, name := range names {
		var number int
		if _, err := fmt.Sscanf(name, "migrations/%04d_", &number); err != nil || number != i+1 {
			return nil, fmt.Errorf("%s is not migration number %d", name, i+1)
		}
		text, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, err
		}
		out = append(out, migration{name: name, text: string(text)})
	}
	return out, nil
}

// migrate brings the file to the newest layout, after a copy of it was made.
func (d *DB) migrate(ctx context.Context, known []migration) error {
	var version int
	if err := d.conn.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version); err != nil {
		return err
	}
	if version >= len(known) {
		return nil
	}
	if !d.fresh {
		name := fmt.Sprintf("nianbao-%04d-%s.db", version, time.Now().Format(stampLayout))
		err := soundness(ctx, d.conn, "PRAGMA quick_check(1)")
		if err == nil {
			err = d.copyTo(ctx, d.conn, name)
		}
		if err != nil {
			return fmt.Errorf("copy before migrating: %w", err)
		}
	}
	for i, m := range known {
		if err := d.write(ctx, func(ctx context.Context) error { return m.run(ctx, d.conn, i+1) }); err != nil {
			return fmt.Errorf("%s: %w", m.name, err)
		}
	}
	return nil
}

// run makes one step, with its bookkeeping in the same transaction. It looks
// at the version again, since another window may have been faster.
func (m migration) run(ctx context.Context, conn *sql.Conn, number int) error {
	var version int
	if err := conn.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version); err != nil {
		return err
	}
	if version >= number {
		return nil
	}
	_, err := conn.ExecContext(ctx, m.text+fmt.Sprintf(";\nPRAGMA application_id = %d; PRAGMA user_version = %d;", applicationID, number))
	return err
}
