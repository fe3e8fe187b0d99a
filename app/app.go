// Package app holds what may be done with annual reports: the use cases that
// a window or a command calls, and the interfaces that store and export fill.
//
// It imports no window, no SQL and no PDF; a test holds that.
package app

import (
	"context"
	"io"
	"time"

	"nianbao/app/form"
	"nianbao/app/report"
)

// Summary is what the list of drafts shows of one report.
type Summary struct {
	ID       int64
	Unit     string
	Year     int
	Edition  string
	Filled   int // cells and paragraphs filled in
	Total    int // cells and paragraphs there are
	Errors   int // findings of severity 错误
	Explains int // findings of severity 需说明
	Created  time.Time
	Changed  time.Time
}

// EntryKind says what made a journal entry.
type EntryKind string

// The kinds of journal entry.
const (
	Edited   EntryKind = "edit"
	Undone   EntryKind = "undo"
	Redone   EntryKind = "redo"
	Imported EntryKind = "import"
)

// Entry is one line of a draft's journal. Seq counts from 1 without gaps.
type Entry struct {
	Seq  int64
	At   time.Time
	Kind EntryKind
	Of   int64 // the entry that was undone or redone; else 0
	Edit report.Edit
}

// Draft is a report as the store holds it. Entries carry no Edit; Entry loads
// one when it is wanted.
type Draft struct {
	Summary Summary
	Values  map[form.Address]string
	Entries []Entry
}

// Store keeps drafts. Every method answers an *Error with one of the codes of
// this package when it fails. When a method that writes returns nil, what it
// wrote outlives a power cut.
type Store interface {
	// Create stores a new draft with its first journal entry and returns its
	// id. Exists when the unit has a report of that year, see *Error.ID.
	Create(ctx context.Context, s Summary, first Entry) (int64, error)
	// List returns the drafts that are not deleted, last changed first.
	List(ctx context.Context) ([]Summary, error)
	// Load returns a draft. NotFound when there is none of that id.
	Load(ctx context.Context, id int64) (*Draft, error)
	// LoadEntry returns one journal entry with its edit.
	LoadEntry(ctx context.Context, id, seq int64) (Entry, error)
	// Append adds journal entries, applies their edits to the held values and
	// updates the summary, all or nothing. Exists when the edit gives the
	// report the unit and year of another one; Conflict when the journal has
	// gone on since it was loaded.
	Append(ctx context.Context, s Summary, entries []Entry) error
	// Delete hides a draft, Restore brings it back. Exists when meanwhile the
	// unit has another report of that year.
	Delete(ctx context.Context, id int64, at time.Time) error
	Restore(ctx context.Context, id int64) error
	// Setting returns a setting, "" when it was never set.
	Setting(ctx context.Context, name string) (string, error)
	SetSetting(ctx context.Context, name, value string) error
	Close() error
}

// PrintOptions says how a report is printed.
type PrintOptions struct {
	Stamp    string // drawn across each page, "" for none
	BodyFont string // a setting: BodyBundled, BodyFangSong or BodyKai
}

// The body fonts a person can choose. The ones of the workstation fall back to
// the bundled one where they are missing.
const (
	BodyBundled  = ""         // 宋体, bundled
	BodyFangSong = "fangsong" // 仿宋 of the workstation
	BodyKai      = "kai"      // 楷体 of the workstation, else the bundled one
)

// Printer writes a report as a PDF. A *Unprintable error names characters that
// no font has; nothing has been written then.
type Printer interface {
	Print(ctx context.Context, r *report.Report, o PrintOptions, w io.Writer) error
}
