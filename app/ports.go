package app

import (
	"context"
	"time"

	"nianbao/app/form"
	"nianbao/app/journal"
	"nianbao/app/keys"
	"nianbao/app/roster"
)

// Ports are what the program needs of whatever keeps its reports. A kind of
// store fills all of them; who uses one takes that one alone.
//
// Every method answers an *Error with one of the codes of this package when it
// fails. When a method that writes returns nil, what it wrote outlives a power
// cut. store/storetest holds every kind of store to what is said here.
type Ports struct {
	Drafts   Drafts
	Journal  Journal
	Trash    Trash
	Rosters  Rosters
	Keys     Keys
	Seen     Seen
	Settings Settings
	Health   Health       // nil where there is nothing to watch over
	Files    Files        // nil where there is none
	Backups  BackupKeeper // nil where none are made
	Close    func() error // ends the work with the store; nil where nothing is to be ended
}

// Drafts finds and reads the reports that are in the list.
type Drafts interface {
	// List returns all of them, last changed first.
	List(ctx context.Context) ([]Summary, error)
	// Recent returns the first most of them: a window shows itself with these
	// before it has read them all.
	Recent(ctx context.Context, most int) ([]Summary, error)
	// Load returns a draft. NotFound when there is none of that id. The id of a record
	// that its report has left behind leads to where the report went on.
	Load(ctx context.Context, id int64) (*Draft, error)
	// Find returns the id of the draft with that UID. NotFound when there is none.
	Find(ctx context.Context, uid string) (int64, error)
	// Before returns the entries of the record that a report had before it went on
	// in one without them, see Journal.Condense; nil when it has none, the last
	// where it has several.
	Before(ctx context.Context, uid string) ([]journal.Entry, error)
	// Transitions returns every signed transition in them, in the order of
	// drafts and entries.
	Transitions(ctx context.Context) ([]StoredTransition, error)
}

// Journal writes reports. What may follow what is decided by package ledger,
// which every store asks.
type Journal interface {
	// Create stores a new draft with its first journal entries and returns its
	// id. Exists when the unit has a report of that year, or when a draft has
	// that UID, see *Error.ID. An example and a report are never in each other's
	// way; of examples there is one.
	Create(ctx context.Context, s Summary, entries []journal.Entry) (int64, error)
	// Append adds journal entries, applies their edits to the stored values and
	// updates the summary, all or nothing. Exists when the edit gives the
	// report the unit and year of another one; Conflict when the journal has
	// gone on since it was loaded; Forbidden when the report is locked or a
	// transition cannot follow; NotFound when it has been deleted.
	Append(ctx context.Context, s Summary, entries []journal.Entry) error
	// Recount stores what is open in drafts, and nothing else of their summaries;
	// not in one that is deleted or whose Digest is another by now.
	Recount(ctx context.Context, drafts []Summary) error
	// Replace deletes a draft and stores another history of the same report in
	// its place, in one step. It returns the new id. NotFound when the draft
	// has been deleted, Conflict when it is another report.
	Replace(ctx context.Context, old int64, at time.Time, s Summary, entries []journal.Entry) (int64, error)
	// Condense stores the record that a report goes on in, and keeps the one that
	// it had, to be read by Drafts.Before and in no other way, in one step. It
	// returns the new id. NotFound when the draft has been deleted, Conflict when
	// it is another report or its journal has gone on since.
	Condense(ctx context.Context, old, s Summary, entries []journal.Entry) (int64, error)
}

// Trash is where deleted drafts are; none is ever thrown away.
type Trash interface {
	// Delete takes a draft out of the list. NotFound when it is not there.
	Delete(ctx context.Context, id int64, at time.Time) error
	// Restore brings a draft back; nothing happens when it is in the list.
	// Exists when meanwhile the unit has another report of that year, NotFound
	// when there is none of that id.
	Restore(ctx context.Context, id int64) error
	// Deleted returns the deleted drafts, last changed first.
	Deleted(ctx context.Context) ([]Summary, error)
}

// Rosters keeps the office's roster and, beside it, others.
type Rosters interface {
	// Roster returns the office's own, nil when there is none.
	Roster(ctx context.Context) (*roster.SignedRoster, error)
	SetRoster(ctx context.Context, r *roster.SignedRoster) error
	// Kept returns the rosters that are kept of an office beside that, in the order
	// they were kept in; of every office for "".
	Kept(ctx context.Context, office keys.Public) ([]*roster.SignedRoster, error)
	// Keep puts rosters of an office in the place of those that are kept of it.
	Keep(ctx context.Context, office keys.Public, rosters []*roster.SignedRoster) error
}

// OfficeOwner is the owner of the office's own key.
const OfficeOwner = "office"

// KeptKey is the owner of a key that is kept beside the one that its owner made last:
// it goes on while the roster has it in force.
func KeptKey(public keys.Public) string { return "kept." + string(public) }

// Keys keeps private keys, each locked with a password, by their owner: the id
// of a person, OfficeOwner, or KeptKey.
type Keys interface {
	// Key returns an owner's key. NotFound when there is none.
	Key(ctx context.Context, owner string) (StoredKey, error)
	// PutKey stores a key in the place of the owner's last one; no wrong
	// password is counted for it yet.
	PutKey(ctx context.Context, owner string, k *keys.Sealed) error
	// MoveKey gives a key, with what is counted for it, to another owner, in the
	// place of the one that owner had. NotFound when there is no such key.
	MoveKey(ctx context.Context, owner, to string) error
	// CountFailure notes a try with a password before it is made;
	// ClearFailures forgets them after one that opened the key. NotFound when
	// there is no such key.
	CountFailure(ctx context.Context, owner string, at time.Time) error
	ClearFailures(ctx context.Context, owner string) error
}

// Seen keeps how far people have read the journals of drafts.
type Seen interface {
	// Seen returns the last entry of a draft that a person has seen in review,
	// 0 when none was.
	Seen(ctx context.Context, draft int64, person string) (int64, error)
	SetSeen(ctx context.Context, draft int64, person string, seq int64) error
}

// Settings keeps the settings of the workstation.
type Settings interface {
	// Setting returns a setting, "" when it was never set.
	Setting(ctx context.Context, name string) (string, error)
	SetSetting(ctx context.Context, name, value string) error
}

// Health watches over what a store writes into.
type Health interface {
	// Trouble says why nothing can be stored now, as it was last known: an
	// *Error Gone, Damaged, ReadOnly, Full, Disk or Unreachable; nil when
	// nothing stands against it. It never waits.
	Trouble() error
	// Look looks at the file once more, which may wait for the disk, and
	// returns what Trouble says from then on.
	Look(ctx context.Context) error
	// Notice returns what was found at opening and has to be said, "" for
	// nothing. It is said once: the next call returns "".
	Notice() string
	// Check looks through the whole file, however large, and returns Damaged
	// when its content is not sound. Nothing is written into it from then on.
	Check(ctx context.Context) error
	// Checked returns when the whole file was last found sound.
	Checked() time.Time
}

// Files is where a store keeps its files.
type Files interface {
	// Dir returns the data folder.
	Dir() string
	// Move writes everything that can still be read into a new store in a
	// folder, and goes on there. Target when there is a store already.
	Move(ctx context.Context, dir string) error
	// Rescue puts what can be read of a damaged file into a new one, which
	// takes its place; the damaged one is kept.
	Rescue(ctx context.Context, catalog *form.Catalog) (*Rescued, error)
}
