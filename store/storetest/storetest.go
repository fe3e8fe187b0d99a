// Package storetest is the contract of a store: what every kind of it promises
// to the program, be it a file or memory, sign-off rules included. A new kind of
// store is held to it by one test that calls Run.
package storetest

import (
	"context"
	"errors"
	"testing"
	"time"

	"nianbao/app"
	"nianbao/app/check"
	"nianbao/app/form"
	"nianbao/app/journal"
	"nianbao/app/keys"
	"nianbao/app/report"
	"nianbao/app/signoff"
)

// Opener opens an empty store. Again closes it and opens it as the next start
// of the program would; it is nil for a store that does not outlive its program.
// The test closes what it leaves open by its Cleanup.
type Opener func(t testing.TB) (s app.Ports, again func() app.Ports)

// Run holds a kind of store to the contract.
func Run(t *testing.T, open Opener) {
	for _, test := range []struct {
		name string
		of   func(*testing.T, Opener)
	}{
		{"draft comes back as stored", draftComesBackAsStored},
		{"list is last changed first", listIsLastChangedFirst},
		{"deleted drafts are listed", deletedDraftsAreListed},
		{"one report of a unit and year", oneReportOfAUnitAndYear},
		{"example stands in nobody's way", exampleStandsInNobodysWay},
		{"what is open is stored by itself", whatIsOpenIsStoredByItself},
		{"one draft of a name", oneDraftOfAName},
		{"deleted draft is not found", deletedDraftIsNotFound},
		{"deleted draft takes nothing", deletedDraftTakesNothing},
		{"find by name", findByName},
		{"transitions of all drafts", transitionsOfAllDrafts},
		{"append that does not follow is a conflict", appendThatDoesNotFollowIsAConflict},
		{"summary is stored without an entry", summaryIsStoredWithoutAnEntry},
		{"malformed entry is not taken", malformedEntryIsNotTaken},
		{"broken text is not journaled", brokenTextIsNotJournaled},
		{"cancelled write stores nothing", cancelledWriteStoresNothing},
		{"what is handed out is not shared", whatIsHandedOutIsNotShared},
		{"replace by another history", replaceByAnotherHistory},
		{"replace that fails changes nothing", replaceThatFailsChangesNothing},
		{"record is left behind", recordIsLeftBehind},
		{"leaving behind that fails changes nothing", leavingBehindThatFailsChangesNothing},
		{"sign-off comes back as stored", signOffComesBackAsStored},
		{"locked draft is not edited", lockedDraftIsNotEdited},
		{"remarks are made in review", remarksAreMadeInReview},
		{"transition that cannot follow is forbidden", transitionThatCannotFollowIsForbidden},
		{"received history is judged entry by entry", receivedHistoryIsJudgedEntryByEntry},
		{"summary must agree with the journal", summaryMustAgreeWithTheJournal},
		{"second of two writers is refused", secondOfTwoWritersIsRefused},
		{"store agrees with the sign-off", storeAgreesWithTheSignOff},
		{"roster comes back as signed", rosterComesBackAsSigned},
		{"rosters are kept side by side", rostersAreKeptSideBySide},
		{"key comes back and opens", keyComesBackAndOpens},
		{"wrong passwords are counted", wrongPasswordsAreCounted},
		{"a key moves with what is counted for it", keyMovesWithItsCount},
		{"seen is kept for each person and draft", seenIsKeptForEachPersonAndDraft},
		{"settings", settings},
	} {
		t.Run(test.name, func(t *testing.T) { test.of(t, open) })
	}
}

// A store under test: its ports in one piece.
type store struct {
	app.Drafts
	app.Journal
	app.Trash
	app.Rosters
	app.Keys
	seenPort
	app.Settings

	ports  app.Ports
	reopen func() app.Ports
}

// seenPort is app.Seen under a name that is not that of its method.
type seenPort = app.Seen

// storeOf returns ports in one piece.
func storeOf(p app.Ports) *store {
	return &store{
		ports: p, Drafts: p.Drafts, Journal: p.Journal, Trash: p.Trash, Rosters: p.Rosters, Keys: p.Keys, seenPort: p.Seen, Settings: p.Settings,
	}
}

func begin(t *testing.T, open Opener) *store {
	t.Helper()
	ports, again := open(t)
	s := storeOf(ports)
	s.reopen = again
	return s
}

// again is the store after the program was started anew.
func (s *store) again() *store {
	if s.reopen == nil {
		return s
	}
	next := storeOf(s.reopen())
	next.reopen = s.reopen
	return next
}

var ctx = context.Background()

// wantCode fails the test unless err is an *app.Error of that code.
func wantCode(t testing.TB, err error, code app.Code) *app.Error {
	t.Helper()
	var e *app.Error
	if !errors.As(err, &e) || e.Code != code {
		t.Fatalf("got %v, want an error of code %s", err, code)
	}
	return e
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// Summary returns that of a draft which nothing has happened to.
func Summary(unit string, year int) app.Summary {
	at := time.Date(2026, 1, 12, 9, 30, 0, 123_000, time.Local)
	return app.Summary{
		UID: journal.NewUID(), Unit: unit, Year: year, Edition: "2021", Filled: 1, Total: 190, Errors: 2, Explains: 3, Left: check.Left{Counted: true, Unfilled: 1, Wrong: 1, Asked: 3},
		Stage: signoff.Drafting, StateName: "草稿", Digest: keys.Sum([]byte(unit)), Created: at, Changed: at,
	}
}

// Create makes a draft that holds a unit, a figure and a text.
func Create(t testing.TB, s app.Journal, unit string, year int) app.Summary {
	t.Helper()
	sum := Summary(unit, year)
	id, err := s.Create(ctx, sum, []journal.Entry{{
		Seq: 1, At: sum.Created, Kind: journal.Imported, Edit: report.Edit{Note: "新建报告", Changes: []report.Change{
			{Address: report.UnitName, New: unit}, {Address: "cell", New: "12"}, {Address: "text", New: "依法公开信息。"},
		}},
	}})
	must(t, err)
	sum.ID = id
	return sum
}

// edit is the change of one place.
func edit(seq int64, a form.Address, old, now string) journal.Entry {
	return journal.Entry{Seq: seq, At: time.UnixMicro(seq), Kind: journal.Edited, Edit: report.Edit{
		Changes: []report.Change{{Address: a, Old: old, New: now}},
	}}
}
