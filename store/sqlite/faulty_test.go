package sqlite_test

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"strings"
	"sync"
	"testing"

	"github.com/mattn/go-sqlite3"

	"nianbao/store/sqlite"
)

// faulty is SQLite on a disk that fails when it is told to.
type faulty struct {
	sqlite3.SQLiteDriver
	mu     sync.Mutex
	calls  int          // statements run since it was told
	at     map[int]bool // the calls that fail
	err    error
	sticks bool   // what failed once on a connection fails there always
	only   string // statements with this in them
}

var disk = &faulty{}

func init() { sql.Register("faulty", disk) }

// failing has the calls of these numbers, from 1, fail for the time of a test.
func failing(t *testing.T, err error, sticks bool, only string, calls ...int) {
	t.Helper()
	disk.mu.Lock()
	defer disk.mu.Unlock()
	disk.calls, disk.at, disk.err, disk.sticks, disk.only = 0, map[int]bool{}, err, sticks, only
	for _, n := range calls {
		disk.at[n] = true
	}
	t.Cleanup(heal)
}

func heal() {
	disk.mu.Lock()
	defer disk.mu.Unlock()
	disk.at = nil
}

func onFaultyDisk(t *testing.T) { t.Cleanup(sqlite.UseDriver("faulty")) }

func (f *faulty) Open(name string) (driver.Conn, error) {
	c, err := f.SQLiteDriver.Open(name)
	if err != nil {
		return nil, err
	}
	return &faultyConn{SQLiteConn: c.(*sqlite3.SQLiteConn)}, nil
}

type faultyConn struct {
	*sqlite3.SQLiteConn
	bad bool
}

func (c *faultyConn) fault(query string) error {
	disk.mu.Lock()
	defer disk.mu.Unlock()
	if len(disk.at) == 0 || !strings.Contains(query, disk.only) {
		return nil
	}
	disk.calls++
	if disk.at[disk.calls] || c.bad {
		c.bad = disk.sticks
		return disk.err
	}
	return nil
}

func (c *faultyConn) PrepareContext(ctx context.Context, query string) (driver.Stmt, error) {
	s, err := c.SQLiteConn.PrepareContext(ctx, query)
	if err != nil {
		return nil, err
	}
	return &faultyStmt{s.(*sqlite3.SQLiteStmt), c, query}, nil
}

func (c *faultyConn) ExecContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Result, error) {
	if err := c.fault(query); err != nil {
		return nil, err
	}
	return c.SQLiteConn.ExecContext(ctx, query, args)
}

func (c *faultyConn) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	if err := c.fault(query); err != nil {
		return nil, err
	}
	return c.SQLiteConn.QueryContext(ctx, query, args)
}

type faultyStmt struct {
	*sqlite3.SQLiteStmt
	c     *faultyConn
	query string
}

func (s *faultyStmt) ExecContext(ctx context.Context, args []driver.NamedValue) (driver.Result, error) {
	if err := s.c.fault(s.query); err != nil {
		return nil, err
	}
	return s.SQLiteStmt.ExecContext(ctx, args)
}

func (s *faultyStmt) QueryContext(ctx context.Context, args []driver.NamedValue) (driver.Rows, error) {
	if err := s.c.fault(s.query); err != nil {
		return nil, err
	}
	return s.SQLiteStmt.QueryContext(ctx, args)
}
