package store

import (
	"context"
	"database/sql"
	"os"
	"testing/fstest"
)

// Options are the settings of a connection, for tests that make their own.
const Options = options

// Exec runs SQL on the store's own connection.
func (d *DB) Exec(text string, args ...any) error {
	_, err := d.conn.ExecContext(context.Background(), text, args...)
	return err
}

// OpenAfter opens a store as a later version of the program would, which has
// one more migration.
func OpenAfter(dir, migration string) (*DB, error) {
	known, err := readMigrations(migrationFiles)
	if err != nil {
		return nil, err
	}
	more, err := readMigrations(fstest.MapFS{"migrations/0001_later.sql": {Data: []byte(migration)}})
	if err != nil {
		return nil, err
	}
	return open(dir, append(known, more...))
}

// MakeFirst makes a file as the first version of the program left it, with
// what more puts into it.
func MakeFirst(dir, more string) error {
	known, err := readMigrations(migrationFiles)
	if err != nil {
		return err
	}
	d := &DB{dir: dir}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	if d.pool, err = sql.Open("sqlite3", dsn(d.path())); err != nil {
		return err
	}
	defer d.pool.Close()
	ctx := context.Background()
	if d.conn, err = d.pool.Conn(ctx); err != nil {
		return err
	}
	defer d.conn.Close()
	if err := known[0].run(ctx, d.conn, 1); err != nil {
		return err
	}
	return d.Exec(more)
}
