package app

import (
	"context"
	"fmt"
	"strings"
	"time"
)

// CopyReason says why a copy of the store was made.
type CopyReason string

// The reasons. A copy whose name says none was put there by somebody.
const (
	CopyDaily     CopyReason = "daily"
	CopyByHand    CopyReason = "manual"
	CopyMigration CopyReason = "migration" // before a newer version of the program changes the layout
	CopySigning   CopyReason = "signing"
	CopyEdits     CopyReason = "edits"
	CopyReplaced  CopyReason = "replaced" // what a restore has put aside
	CopyOther     CopyReason = ""
)

// Name says it in Chinese.
func (r CopyReason) Name() string {
	switch r {
	case CopyDaily:
		return "每日"
	case CopyByHand:
		return "手动"
	case CopyMigration:
		return "升级以前"
	case CopySigning:
		return "签名以前"
	case CopyEdits:
		return "改动较多"
	case CopyReplaced:
		return "恢复时换下"
	}
	return "其他"
}

// Copy is a file from which the store can be restored.
type Copy struct {
	Path    string
	Made    time.Time // where only the date is known, 0:00
	Size    int64     // bytes
	Reason  CopyReason
	Second  bool  // it is in the second place
	Reports int   // in it, without the deleted ones
	Entries int64 // in all their journals
	Err     error // why it cannot be restored, nil as far as was looked; an *Error

	Store string         // id of the store that it is of, "" where none was noted
	Holds map[string]int // the keys and rosters in it, with the version of each roster
	Other bool           // it is of another store than the open one, or may be
}

// Backups are the copies of the store of a data folder, which need not be open.
// Errors are an *Error.
type Backups interface {
	// List returns the copies, newest first. It looks at how each begins, and
	// not through it: see Check.
	List(ctx context.Context) ([]Copy, error)
	// Check looks through the whole of a copy, or of a store elsewhere, without
	// changing it. The error, also in Copy.Err, says why it cannot be restored.
	Check(ctx context.Context, path string) (Copy, error)
	// Restore puts what a file holds in the place of the store; the file stays
	// as it is. It returns where the store that was there is now, "" where
	// there was none: it is never deleted. Locked when another program has the
	// store open.
	Restore(ctx context.Context, path string) (aside string, err error)
}

// Recovery is what can be done about a data folder whose store is not open, be
// it gone, damaged or sound.
type Recovery interface {
	Backups
	// BeginAnew makes an empty store in a folder without one. It does nothing
	// where there is one.
	BeginAnew(ctx context.Context) error
}

// BackupKeeper makes the copies of an open store.
type BackupKeeper interface {
	Backups
	// Make makes a copy now, also in the second place. An empty store is not
	// copied. The copy in the data folder stands where only the second place
	// failed: see State.
	Make(ctx context.Context, why CopyReason) error
	// MakeDue makes the copy that falls due, if one does, and tries again what
	// the second place lacks. It may run beside all other work.
	MakeDue(ctx context.Context) error
	// State says how the making of copies goes.
	State(ctx context.Context) BackupState
	// SetPlace sets the second place, "" for none, and writes the copies there.
	SetPlace(ctx context.Context, dir string) error
}

// BackupState says how the making of copies goes.
type BackupState struct {
	Place    string // the second place as a person has set it, "" for none
	Err      error  // why the last copy was not made, nil when it was
	PlaceErr error  // why the second place lacks copies, nil when it does not
}

// beforeSigning makes a copy: what is signed is not taken back any more. The
// signing does not depend on it.
func (d *Service) beforeSigning(ctx context.Context, owner string) {
	if d.Backups != nil && owner != OfficeOwner {
		_ = d.Backups.Make(ctx, CopySigning) // the state tells of a failure
	}
}

// SizeText says in words that a person reads how big the copy is.
func (c Copy) SizeText() string {
	const kilo, mega = 1 << 10, 1 << 20
	if c.Size < mega {
		return fmt.Sprintf("%d KB", (c.Size+kilo-1)/kilo)
	}
	return fmt.Sprintf("%.1f MB", float64(c.Size)/mega)
}

// MadeText says when the copy was made.
func (c Copy) MadeText() string {
	if h, m, s := c.Made.Clock(); h+m+s == 0 {
		return c.Made.Format("2006年1月2日")
	}
	return c.Made.Format("2006年1月2日 15:04")
}

// MadeExactly tells the seconds too: two copies can be of one minute.
func (c Copy) MadeExactly() string {
	if text := c.MadeText(); strings.Contains(text, ":") {
		return text + c.Made.Format(":05")
	}
	return c.MadeText()
}

// Trouble says in a few words why the copy cannot be restored, "" where nothing
// is known against it.
func (c Copy) Trouble() string {
	if c.Err == nil {
		return ""
	}
	switch CodeOf(c.Err) {
	case BadCopy:
		return "已损坏"
	case Newer:
		return "由更新版本生成"
	}
	return "无法读取"
}

// NewestGood returns the newest of the copies, newest first, that is sound and
// holds something. What a restore has put aside comes last: somebody wanted it
// away. What another store has put in the second place is chosen by a person alone.
// NoCopy where none will do.
func NewestGood(ctx context.Context, b Backups, copies []Copy) (Copy, error) {
	for _, aside := range []bool{false, true} {
		for _, c := range copies {
			if c.Err != nil || c.Entries == 0 || c.Other && c.Second || aside != (c.Reason == CopyReplaced) {
				continue
			}
			if checked, err := b.Check(ctx, c.Path); err == nil {
				checked.Second = c.Second
				return checked, nil
			}
		}
	}
	return Copy{}, &Error{Code: NoCopy}
}
