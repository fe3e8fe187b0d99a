package sqlite

import (
	"context"
	"database/sql"
	"os"
	"testing/fstest"
	"time"

	"nianbao/app"
	"nianbao/store/disk"
	"nianbao/store/sqlite/dbfile"
)

// Options are the settings of a connection, for tests that make their own.
const Options = dbfile.Options

// Surplus, Room and HasRoom are the rules of which copies stay; NotOpened says why
// a store does not open.
var (
	InPlace = inPlace
	Room    = room
	HasRoom = disk.HasRoom

	NotOpened = notOpened
)

// Surplus is the rule for copies of which no store is noted, SurplusOf that for those of one.
func Surplus(copies []app.Copy, room int64) []app.Copy { return surplus(copies, room, "") }

// SurplusOf is surplus.
var SurplusOf = surplus

// SetClock lets copies be made at another time.
func (d *DB) SetClock(clock func() time.Time) { d.copies.clock = clock }

// Exec runs SQL on the store's own connection.
func (d *DB) Exec(text string, args ...any) error {
	_, err := d.conn.ExecContext(context.Background(), text, args...)
	return err
}

// OpenAfter opens a store as a later version of the program would, which has
// one more migration.
func OpenAfter(dir, migration string) (*DB, error) {
	known, err := dbfile.ReadMigrations(dbfile.MigrationFiles)
	if err != nil {
		return nil, err
	}
	more, err := dbfile.ReadMigrations(fstest.MapFS{"migrations/0001_later.sql": {Data: []byte(migration)}})
	if err != nil {
		return nil, err
	}
	return open(dir, append(known, more...))
}

// MakeFirst makes a file as the first version of the program left it, with
// what more puts into it.
func MakeFirst(dir, more string) error {
	known, err := dbfile.ReadMigrations(dbfile.MigrationFiles)
	if err != nil {
		return err
	}
	d := &DB{dir: dir}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	if d.pool, err = sql.Open("sqlite3", dbfile.DSN(d.path())); err != nil {
		return err
	}
	defer d.pool.Close()
	ctx := context.Background()
	if d.conn, err = d.pool.Conn(ctx); err != nil {
		return err
	}
	defer d.conn.Close()
	if err := known[0].Run(ctx, d.conn, 1); err != nil {
		return err
	}
	return d.Exec(more)
}

// UseDriver has stores opened through another driver until undo is called.
func UseDriver(name string) (undo func()) {
	was := dbfile.DriverName
	dbfile.DriverName = name
	return func() { dbfile.DriverName = was }
}

// IsDiskText tells whether a check has met an error of the disk.
var IsDiskText = dbfile.IsDiskText

// WriteTrail writes what is otherwise written after a second.
func (d *DB) WriteTrail() { d.trail.write(d) }

// ForgetPatience has the next look try at once whether the file can be written.
func (d *DB) ForgetPatience() { d.health.tried = time.Time{} }
