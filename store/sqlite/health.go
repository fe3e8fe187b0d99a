package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"sync"
	"time"

	"nianbao/app"
	"nianbao/store/sqlite/dbfile"
)

// health is what is known of the file an open store works on.
type health struct {
	mu      sync.Mutex
	self    os.FileInfo // the file when it was opened, nil before
	gone    *app.Error  // why the file is not there any more
	damage  *app.Error  // what is wrong with its content
	closed  *app.Error  // why it is open for reading only
	notices []string    // found at opening, not said yet
	checked time.Time   // when all of it was found sound
	tried   time.Time   // when writing was last tried again
}

// trouble is the worst there is.
func (h *health) trouble() error {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, e := range []*app.Error{h.gone, h.damage, h.closed} {
		if e != nil {
			return e
		}
	}
	return nil
}

// is returns the trouble of a code, nil when that is not the trouble.
func (h *health) is(code app.Code) error {
	if err := h.trouble(); err != nil && app.CodeOf(err) == code {
		return err
	}
	return nil
}

// Trouble implements app.Health.
func (d *DB) Trouble() error { return d.health.trouble() }

// Notice implements app.Health.
func (d *DB) Notice() string {
	d.health.mu.Lock()
	said := strings.Join(d.health.notices, "\n")
	d.health.notices = nil
	d.health.mu.Unlock()
	if said != "" {
		d.trail.acknowledge(d)
	}
	return said
}

// Look implements app.Health.
func (d *DB) Look(ctx context.Context) error {
	d.seeFile()
	if d.mayWriteAgain() {
		d.writeAgain()
	}
	return d.Trouble()
}

// meet notes which file is open from now on.
func (d *DB) meet() error {
	info, err := os.Stat(d.path())
	if err != nil {
		return err
	}
	os.SameFile(info, info) // Windows reads a file's identity when it is asked for, which would be too late
	d.health.mu.Lock()
	defer d.health.mu.Unlock()
	d.health.self, d.health.gone = info, nil
	return nil
}

// overlook has nobody miss the file while it is exchanged, until goOn.
func (d *DB) overlook() {
	d.health.mu.Lock()
	defer d.health.mu.Unlock()
	d.health.self = nil
}

// seeFile sees whether the file is still the one that was opened. Systems let an
// open file be removed, or a drive vanish, and go on taking what is written.
func (d *DB) seeFile() {
	d.health.mu.Lock()
	self := d.health.self
	d.health.mu.Unlock()
	if self == nil {
		return
	}
	info, err := os.Stat(d.path())
	var gone *app.Error
	switch {
	case err != nil:
		gone = &app.Error{Code: app.Gone, Sentence: d.howGone(err), Err: err}
	case !os.SameFile(self, info):
		gone = &app.Error{
			Code: app.Gone, Err: errors.New("another file has its name"),
			Sentence: "数据文件被换成了另一个文件（" + d.path() + "），程序没有改动那个文件。现在不能保存。请检查数据文件夹。",
		}
	}
	d.health.mu.Lock()
	d.health.gone = gone
	d.health.mu.Unlock()
}

// howGone says what has become of the file that is not found.
func (d *DB) howGone(err error) string {
	if !errors.Is(err, fs.ErrNotExist) {
		return "读不到数据文件" + app.Why(err) + "（" + d.path() + "）。现在不能保存。请检查磁盘的连接和数据文件夹。"
	}
	if _, err := os.Stat(d.dir); err != nil {
		return "数据文件夹不见了，它被删除、移走，或者所在的磁盘断开了（" + d.dir + "）。现在不能保存。请检查磁盘的连接，把文件夹放回原处。"
	}
	return "数据文件 " + dbfile.FileName + " 不在数据文件夹中了，它被删除、移走、改了名，或者被杀毒软件隔离了（" + d.dir + "）。现在不能保存。请把它放回原处。"
}

// afterOpening says what was found when a store was opened, once.
func (d *DB) afterOpening() {
	at := checkedAt(d.Dir())
	d.health.mu.Lock()
	d.health.checked = at
	d.health.mu.Unlock()
	if err := d.compare(context.Background()); err != nil {
		d.learn(err)
	}
}

// mayWrite says why nothing may be written.
func (d *DB) mayWrite() error {
	d.seeFile()
	return d.Trouble()
}

// learn notes it when SQLite calls the content damaged: nothing may be written
// into it from then on.
func (d *DB) learn(err error) {
	d.health.mu.Lock()
	open := d.health.self != nil && d.health.gone == nil
	d.health.mu.Unlock()
	if !open || !dbfile.IsCorrupt(err) {
		return
	}
	d.hurt(err)
	d.noteCheck(err)
}

func (d *DB) hurt(err error) {
	d.health.mu.Lock()
	defer d.health.mu.Unlock()
	d.health.damage = &app.Error{Code: app.Damaged, Err: err}
}

// notice has something said at the next opportunity.
func (d *DB) notice(text string) {
	d.health.mu.Lock()
	defer d.health.mu.Unlock()
	d.health.notices = append(d.health.notices, text)
}

// patience is how long a store that cannot be written waits before it tries
// again.
const patience = 3 * time.Second

func (d *DB) mayWriteAgain() bool {
	d.health.mu.Lock()
	defer d.health.mu.Unlock()
	h := &d.health
	if h.gone != nil || h.damage != nil || h.closed == nil || time.Since(h.tried) < patience {
		return false
	}
	h.tried = time.Now()
	return true
}

// writeAgain opens the file for writing after all, when that has become possible.
func (d *DB) writeAgain() {
	if fresh, err := open(d.Dir(), d.known); err == nil {
		d.takeOver(fresh)
	}
}

// takeOver goes on with what another store has opened.
func (d *DB) takeOver(fresh *DB) {
	d.mu.Lock()
	defer d.mu.Unlock()
	old := d.link
	d.goOn(fresh)
	_ = old.close()
}

// goOn takes over the connection and the file of another store. The caller has
// the lock, and closes the old connection.
func (d *DB) goOn(fresh *DB) {
	d.link = fresh.link
	h := &d.health
	h.mu.Lock()
	defer h.mu.Unlock()
	d.dir = fresh.dir
	h.self, h.gone, h.damage, h.closed = fresh.health.self, nil, fresh.health.damage, fresh.health.closed
}

// connect opens a connection with everything on it.
func connect(ctx context.Context, driver, source string) (l link, err error) {
	l.driver, l.source = driver, source
	if l.pool, err = sql.Open(driver, source); err != nil {
		return l, err
	}
	defer func() {
		if err != nil {
			_ = l.close()
		}
	}()
	l.pool.SetMaxOpenConns(1)
	if l.conn, err = l.pool.Conn(ctx); err != nil {
		return l, err
	}
	if err = l.stmt.prepareControl(ctx, l.conn); err != nil {
		return l, err
	}
	return l, l.stmt.prepare(ctx, l.conn)
}

// reconnect opens the file anew. The new connection comes first: the last one
// that is closed would write the log back.
func (d *DB) reconnect(ctx context.Context) error {
	if d.seeFile(); d.health.is(app.Gone) != nil {
		return fmt.Errorf("%s has gone", d.path()) // SQLite would make a new one
	}
	fresh, err := connect(ctx, d.driver, d.source)
	if err != nil {
		return err
	}
	old := d.link
	d.link = fresh
	_ = old.close()
	return nil
}
