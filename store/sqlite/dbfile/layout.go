package dbfile

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"
)

//go:embed migrations/*.sql
var MigrationFiles embed.FS

// Migration is one step of the file's layout; number 1 makes an empty file
// into a store.
type Migration struct{ Name, text string }

// ReadMigrations returns migrations/0001_*.sql and so on, in order. A released
// one is never changed; a new layout is a new file.
func ReadMigrations(files fs.FS) ([]Migration, error) {
	names, err := fs.Glob(files, "migrations/*.sql")
	if err != nil {
		return nil, err
	}
	var out []Migration
	for i, name := range names {
		var number int
		if _, err := fmt.Sscanf(name, "migrations/%04d_", &number); err != nil || number != i+1 {
			return nil, fmt.Errorf("%s is not migration number %d", name, i+1)
		}
		text, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, err
		}
		out = append(out, Migration{Name: name, text: string(text)})
	}
	return out, nil
}

// Run makes one step, with its bookkeeping in the same transaction. It looks
// at the version again, since another window may have been faster.
func (m Migration) Run(ctx context.Context, conn *sql.Conn, number int) error {
	var version int
	if err := conn.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version); err != nil {
		return err
	}
	if version >= number {
		return nil
	}
	_, err := conn.ExecContext(ctx, m.text+fmt.Sprintf(";\nPRAGMA application_id = %d; PRAGMA user_version = %d;", ApplicationID, number))
	return err
}
