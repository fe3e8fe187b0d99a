// Package app holds what may be done with annual reports: the use cases that
// a window or a command calls, and the interfaces that store and export fill.
//
// It imports no window, no SQL and no PDF; a test holds that.
package app

import (
	"time"

	"nianbao/app/check"
	"nianbao/app/form"
	"nianbao/app/journal"
	"nianbao/app/keys"
	"nianbao/app/ledger"
	"nianbao/app/signoff"
)

// Summary is what the list of drafts shows of one report.
type Summary struct {
	ID        int64
	UID       string // the report's name on every workstation
	Unit      string
	Year      int
	Edition   string
	Filled    int // cells and paragraphs filled in
	Total     int // cells and paragraphs there are
	Errors    int // findings that are shown and are errors
	Explains  int // findings that are shown and want an explanation that is not there
	Left      check.Left
	Stage     signoff.Stage
	StateName string      // 草稿, 待初审, …
	Example   bool        // no report, see package example
	Level     int         // the level that acts next, from 1; 0 when none does
	Digest    keys.Digest // of the whole journal; "" where none was kept yet
	Created   time.Time
	Changed   time.Time
}

// Status returns where the summary says the report stands.
func (sum *Summary) Status() ledger.Status {
	return ledger.Status{Stage: sum.Stage, Name: sum.StateName, Level: sum.Level}
}

// Draft is a report as the store holds it.
type Draft struct {
	Summary Summary
	Values  map[form.Address]string
	Entries []journal.Entry
}

// StoredKey is a private key as the store holds it, sealed.
type StoredKey struct {
	Sealed   *keys.Sealed
	Failures int // wrong passwords in a row
	Last     time.Time
}

// StoredTransition is a signed transition of one of the drafts.
type StoredTransition struct {
	Draft      int64
	Seq        int64
	Transition *signoff.Transition
}

// PrintOptions says how a report is printed.
type PrintOptions struct {
	Watermark string // drawn across each page, "" for none
	Footer    string // a small line below each page's text block, "" for none
	BodyFont  string // a setting: BodyBundled, BodyFangSong or BodyKai
}

// The body fonts a person can choose. The ones of the workstation fall back to
// the bundled one where they are missing.
const (
	BodyBundled  = ""         // 宋体, bundled
	BodyFangSong = "fangsong" // 仿宋 of the workstation
	BodyKai      = "kai"      // 楷体 of the workstation, else the bundled one
)

// The size of a page in mm.
const (
	PageWidth  = 210.0
	PageHeight = 297.0
)

// SignOffForm is the content of a 审签单: who signed which content, and when.
type SignOffForm struct {
	Title        string
	Unit         string
	Roster       string // whose roster it is signed by, with its code, where that is not the unit's own; "" else
	Year         int
	Round        int
	State        string   // 已审批
	Problems     []string // why the record does not hold, a line each
	Digest       keys.Digest
	Steps        []SignOffStep // one for each level of the chain, in order
	History      []string      // earlier transitions of the sign-off, a line each
	Remarks      []string      // what reviewers wrote about places, a line each
	Explanations []string      // what the officer wrote about findings, a line each
	Registers    []string      // how much counts of the registers that figures were counted from, a line each
	Provided     []string      // what departments provided, a line each
	Example      bool          // of the example, which has none
}

// SignOffStep is one level of a 审签单. A level that has not acted yet has a
// name only.
type SignOffStep struct {
	Level, Post, Name, Decision, Opinion, Time string
	Code                                       string // short code of the key that signed
}
