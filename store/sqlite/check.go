package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"time"

	"nianbao/app"
	"nianbao/store/disk"
	"nianbao/store/sqlite/dbfile"
)

// checkName is the file that keeps what the last look through the whole store
// has found. It is a file of its own: nothing is written into a damaged store.
const checkName = "nianbao.check"

// checkNote is what that file holds. The names are part of its layout.
type checkNote struct {
	At      time.Time `json:"at"`
	Size    int64     `json:"size"`            // of the store in bytes, when it was checked
	Changed time.Time `json:"changed"`         // when it was written last then
	Found   string    `json:"found,omitempty"` // what is wrong, "" when nothing is
}

// Check implements app.Health. It takes about half a second for 10,000 drafts
// (260 MB) and uses a connection of its own.
func (d *DB) Check(ctx context.Context) error {
	err := dbfile.Patiently(func() error {
		db, err := d.openAlso()
		if err != nil {
			return err
		}
		defer db.Close()
		return dbfile.Soundness(ctx, db, "PRAGMA integrity_check(1)")
	})
	switch {
	case err == nil:
		d.foundSound()
	case ctx.Err() == nil && app.CodeOf(dbfile.Failed("", err)) == app.Damaged && d.health.is(app.Gone) == nil:
		d.hurt(err)
		d.noteCheck(err)
	}
	return dbfile.Failed("check store", err)
}

// Checked implements app.Health.
func (d *DB) Checked() time.Time {
	d.health.mu.Lock()
	defer d.health.mu.Unlock()
	return d.health.checked
}

// foundSound takes back what was thought of the file.
func (d *DB) foundSound() {
	h := &d.health
	h.mu.Lock()
	was := h.damage != nil
	h.checked = time.Now()
	h.mu.Unlock()
	d.noteCheck(nil)
	if was {
		d.writeAgain()
	}
}

// openAlso opens a further connection for reading.
func (d *DB) openAlso() (*sql.DB, error) {
	d.health.mu.Lock()
	closed, gone := d.health.closed != nil || d.health.damage != nil, d.health.gone
	d.health.mu.Unlock()
	if gone != nil {
		return nil, gone
	}
	if !closed {
		return dbfile.OpenChecking(d.path())
	}
	d.mu.Lock()
	driver, source := d.driver, d.source
	d.mu.Unlock()
	db, err := sql.Open(driver, source)
	if err == nil {
		db.SetMaxOpenConns(1)
	}
	return db, err
}

// noteCheck remembers the outcome of a check across starts. That it cannot be
// written is no reason to say so: the check is made again then.
func (d *DB) noteCheck(found error) {
	info, err := os.Stat(d.path())
	if err != nil {
		return
	}
	n := checkNote{At: time.Now(), Size: info.Size(), Changed: info.ModTime()}
	if found != nil {
		n.Found = found.Error()
	}
	if text, err := json.Marshal(n); err == nil {
		_ = disk.ReplaceFile(filepath.Join(d.Dir(), checkName), text)
	}
}

// knownDamage returns what an earlier check has found in a folder's store, nil
// when it was sound, or is another one by now.
func knownDamage(dir string) error {
	n := readCheck(dir)
	info, err := os.Stat(filepath.Join(dir, dbfile.FileName))
	if n.Found == "" || err != nil || info.Size() != n.Size || !info.ModTime().Equal(n.Changed) {
		return nil
	}
	return errors.New(n.Found)
}

// readCheck returns what was noted of the last check, nothing where there is
// no note that can be read.
func readCheck(dir string) (n checkNote) {
	if text, err := os.ReadFile(filepath.Join(dir, checkName)); err == nil && json.Unmarshal(text, &n) != nil {
		return checkNote{}
	}
	return n
}

// checkedAt is when a folder's store was last found sound.
func checkedAt(dir string) time.Time {
	if n := readCheck(dir); n.Found == "" {
		return n.At
	}
	return time.Time{}
}
