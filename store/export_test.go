package store

import (
	"context"
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
