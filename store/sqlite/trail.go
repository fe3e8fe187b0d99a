package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"nianbao/app"
	"nianbao/app/journal"
	"nianbao/app/keys"
	"nianbao/store/disk"
	"nianbao/store/sqlite/dbfile"
)

// trailName is the file that says how far the journals reached when something
// was last stored. A write-ahead log that is lost or damaged takes the last
// edits with it, and SQLite says nothing of it.
const trailName = "nianbao.last"

// mark is what that file holds. The names are part of its layout.
type mark struct {
	Entries int64       `json:"entries"` // in all journals
	At      int64       `json:"at"`      // of the last one, in Unix microseconds
	UID     string      `json:"uid"`     // of the report it belongs to
	Seq     int64       `json:"seq"`     // its number there
	Digest  keys.Digest `json:"digest"`  // of that journal
}

// trailRest is how much time passes between two writings of the file at least:
// an edit does not wait for it.
const trailRest = time.Second

// trail keeps the file.
type trail struct {
	mu      sync.Mutex
	next    *mark // of the transaction that is running; guarded by DB.mu
	last    mark
	written mark
	timer   *time.Timer // to write last, nil when nothing is to be written
	ended   bool
}

// stored notes what a transaction has brought, now that it is on the disk.
func (t *trail) stored(d *DB) {
	next := t.next
	t.next = nil
	if next == nil {
		return
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.last = *next
	if t.timer == nil && !t.ended {
		t.timer = time.AfterFunc(trailRest, func() { t.write(d) })
	}
}

func (t *trail) write(d *DB) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.timer = nil
	t.put(d)
}

// put writes the file where it does not say yet what it should. That it cannot
// be written takes nothing from what is stored.
func (t *trail) put(d *DB) {
	if t.last == t.written || d.Trouble() != nil {
		return
	}
	text, err := json.Marshal(t.last)
	if err == nil && disk.ReplaceFile(filepath.Join(d.Dir(), trailName), text) == nil {
		t.written = t.last
	}
}

// end writes what is to be written, for the last time.
func (t *trail) end(d *DB) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.timer != nil {
		t.timer.Stop()
	}
	t.timer, t.ended = nil, true
	t.put(d)
}

// acknowledge has the file say how far the journals reach now, since it was
// told that they once reached farther.
func (t *trail) acknowledge(d *DB) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.put(d)
}

// compare holds the journals against what the file says of them, and has it
// said when they end earlier than they did.
func (d *DB) compare(ctx context.Context) error {
	text, err := os.ReadFile(filepath.Join(d.Dir(), trailName))
	var before, now mark
	if err == nil && json.Unmarshal(text, &before) != nil {
		before = mark{} // cut off by a power cut, or not ours
	}
	var same bool
	err = d.read(ctx, func(ctx context.Context) (err error) {
		if now, err = d.lastMark(ctx); err == nil {
			same, err = d.holds(ctx, before, now)
		}
		return err
	})
	if err != nil {
		return err
	}
	d.trail.mu.Lock()
	d.trail.last, d.trail.written = now, before
	d.trail.mu.Unlock()
	switch {
	case before.Entries == 0 || same && now.Entries >= before.Entries:
		return nil
	case now.Entries < before.Entries:
		d.notice(fmt.Sprintf("编制记录比上次保存时少了最后 %d 步（上次到 %s）。%s可能是断电、磁盘出错，或者数据文件夹中的 nianbao.db-wal 被删除或者换掉。"+
			"请核对最近填写的内容；缺少的请重新填写，或者在“文件 → 备份与恢复”（命令行 nianbao restore）中查看备份。刚恢复过备份的，这是正常的。",
			before.Entries-now.Entries, clock(before.At), lastEdit(now)))
	default:
		d.notice("数据文件中的编制记录与上次保存的不是同一份（上次到 " + clock(before.At) + "）。" + lastEdit(now) +
			"数据文件可能被换成了另一份。请核对最近填写的内容。刚恢复过备份的，这是正常的。")
	}
	return nil
}

func lastEdit(m mark) string {
	if m.Entries == 0 {
		return "现在没有任何记录。"
	}
	return "现有的最后一步改动是 " + clock(m.At) + " 的。"
}

func clock(micro int64) string { return time.UnixMicro(micro).Format("2006年1月2日 15:04:05") }

// lastMark describes the last entry there is. Entries are only ever added, so
// the number of its row is how many there are.
func (d *DB) lastMark(ctx context.Context) (m mark, err error) {
	var digest string
	err = d.conn.QueryRowContext(ctx, `SELECT e.rowid, e.at, e.seq, d.uid, d.digest FROM entry e JOIN draft d ON d.id = e.draft_id
		ORDER BY e.rowid DESC LIMIT 1`).Scan(&m.Entries, &m.At, &m.Seq, &m.UID, &digest)
	if err == sql.ErrNoRows {
		return mark{}, nil
	}
	m.Digest = keys.Digest(digest)
	return m, err
}

// holds says whether the entry that was once the last one is still there.
func (d *DB) holds(ctx context.Context, before, now mark) (bool, error) {
	if before.Entries == now.Entries {
		return before == now, nil
	}
	found := 0
	err := d.conn.QueryRowContext(ctx, `SELECT count(*) FROM entry e JOIN draft d ON d.id = e.draft_id
		WHERE e.rowid = ? AND e.at = ? AND e.seq = ? AND d.uid = ?`, before.Entries, before.At, before.Seq, before.UID).Scan(&found)
	return found == 1, err
}

// mark notes an entry of the running transaction as the last one so far.
func (t *trail) mark(row int64, s app.Summary, e *journal.Entry) {
	t.next = &mark{Entries: row, At: e.At.UnixMicro(), UID: s.UID, Seq: e.Seq, Digest: s.Digest}
}

// forgetTrail drops what was noted of the journals of a folder's store: another
// one is put in its place on purpose.
func forgetTrail(dir string) { _ = os.Remove(filepath.Join(dir, trailName)) }

// moved has the file written anew: it is in another folder now.
func (t *trail) moved(d *DB) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.written = mark{}
	t.put(d)
}

// asideLogs lists the logs that were ever set aside in a folder.
func asideLogs(dir string) (out []string) {
	files, _ := os.ReadDir(dir)
	for _, f := range files {
		if strings.HasPrefix(f.Name(), dbfile.FileName+"-wal.") {
			out = append(out, f.Name())
		}
	}
	return out
}

// tellAside has said which logs were set aside by this opening.
func (d *DB) tellAside(before []string) {
	for _, name := range asideLogs(d.dir) {
		if !slices.Contains(before, name) {
			d.notice("数据文件夹中的 " + dbfile.FileName + " 被换成了另一份（如一份备份），原来那份最近的改动不能并入，已另存为 " + name +
				"，没有删除。请核对最近填写的内容；缺少的请重新填写，需要找回的请把数据文件夹交给技术人员。")
		}
	}
}
