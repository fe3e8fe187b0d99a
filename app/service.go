package app

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"nianbao/app/check"
	"nianbao/app/example"
	"nianbao/app/form"
	"nianbao/app/journal"
	"nianbao/app/keys"
	"nianbao/app/origin"
	"nianbao/app/report"
	"nianbao/app/roster"
	"nianbao/app/signoff"
	"nianbao/app/workdays"
)

// Service is where an officer works: the drafts of one data folder, the editions
// of the form, and what documents are written and shown with.
type Service struct {
	Ports    // of the store; all nil for work on files alone
	Catalog  *form.Catalog
	Exporter Exporter
	LayOut   LayOut
	Workdays *workdays.Calendar
	Glyphs   check.Glyphs // of the fonts that are printed with; nil: nothing is said of them
	Now      func() time.Time
	Cost     keys.Cost // of trying a password on keys made here; the zero Cost is the usual one
	Person   string    // id of who works in this run; "" for the one chosen at the workstation

	Running     func() time.Duration // since the machine was started; nil: since the program was
	DateIsRight bool                 // a person has said so for this run
	doubted     string               // the day that a person was asked about last
	agreed      string               // the day that they said is right

	replays  journal.Replays
	unlocked keys.Keeper
}

// NewReport describes a report to be made.
type NewReport struct {
	Unit    string
	Year    int
	Edition string   // "" for the edition of that year
	Facts   []string // declared facts, such as "no_regulations"
}

// Create makes an empty draft and returns its id. The error is a
// *report.Refusal for a unit or year that cannot be one, and Exists when the
// unit has a report of that year.
func (d *Service) Create(ctx context.Context, n NewReport) (int64, error) {
	r := report.New(d.Catalog, "", 0)
	fields := map[form.Address]string{
		report.UnitName: n.Unit, report.Year: fmt.Sprint(n.Year), report.Edition: n.Edition,
	}
	for _, fact := range n.Facts {
		fields[report.Fact(fact)] = "yes"
	}
	units, err := d.Units(ctx)
	if err != nil {
		return 0, err
	}
	maps.Copy(fields, units[n.Unit].Contact)
	for a, raw := range fields {
		if _, err := r.Set(a, raw); err != nil {
			return 0, err
		}
	}
	r, _ = report.Restore(d.Catalog, fields)
	c, err := r.Set(report.Preamble, r.DefaultPreamble())
	if err != nil {
		return 0, err
	}
	changes := []report.Change{c}
	for _, fact := range n.Facts {
		changes = append(changes, r.ZerosOf(fact)...)
	}
	if err := r.Apply(report.Edit{Changes: changes}); err != nil {
		return 0, err
	}
	return d.store(ctx, r, origin.Creating)
}

// Check evaluates every rule of a report once.
func (d *Service) Check(r *report.Report) []check.Finding {
	return (&check.Checker{Glyphs: d.Glyphs}).Run(r)
}

// CheckPrintable refuses a text that goes on paper and has a character that no font
// has: what is signed with it could never be printed.
func CheckPrintable(g check.Glyphs, what, text string) error {
	if said := check.Unprintable(g, what, text); said != "" {
		return &Error{Code: Invalid, Sentence: said}
	}
	return nil
}

// Import stores a report that was read from a file of that name, "" for none, as a new
// draft.
func (d *Service) Import(ctx context.Context, r *report.Report, file string) (int64, error) {
	for _, a := range []form.Address{report.UnitName, report.Year} {
		if _, err := r.Set(a, r.Text(a)); err != nil {
			return 0, err
		}
	}
	return d.store(ctx, r, origin.Importing(file))
}

func (d *Service) store(ctx context.Context, r *report.Report, note string) (int64, error) {
	actor, err := d.Actor(ctx)
	if err != nil {
		return 0, err
	}
	now := d.Now().Truncate(time.Microsecond)
	first := journal.Entry{Seq: 1, At: now, Kind: journal.Imported, Edit: report.Edit{Note: note}}
	if actor.Person != nil {
		first.By = actor.Person.ID
	}
	held := r.All()
	for _, a := range slices.Sorted(maps.Keys(held)) {
		first.Edit.Changes = append(first.Edit.Changes, report.Change{Address: a, New: held[a]})
	}
	sum := Summarise(r, d.Check(r))
	sum.UID, sum.Created, sum.Changed = journal.NewUID(), now, now
	sum.Example = example.Is([]journal.Entry{first})
	digest, err := journal.Next(journal.Origin(sum.UID), first)
	if err != nil {
		return 0, fmt.Errorf("journal new report: %w", err)
	}
	state := signoff.Begin()
	sum.SetStatus(&state, digest)
	id, err := d.Journal.Create(ctx, sum, []journal.Entry{first})
	if err != nil {
		return 0, fmt.Errorf("store new report: %w", err)
	}
	return id, nil
}

// Replay goes through the journal of a report, as journal.Run does. What was gone
// through before, here or elsewhere, is not gone through again.
func (d *Service) Replay(uid string, entries []journal.Entry, people *roster.Roster) *journal.Replay {
	return d.replays.Run(d.Catalog, uid, entries, people)
}

// Open opens a draft for work by the person chosen at this workstation.
func (d *Service) Open(ctx context.Context, id int64) (*Session, error) {
	actor, err := d.Actor(ctx)
	if err != nil {
		return nil, err
	}
	return OpenSession(ctx, d, id, actor)
}

// The settings kept in the store.
const (
	SettingBodyFont       = "body_font"
	SettingTextSize       = "text_size"
	SettingColors         = "colors" // how strong the colours of the window are: strong, plain, or as the system has it
	SettingUnit           = "last_unit"
	SettingUnits          = "units"       // what is kept of each unit, see UnitSettings
	SettingPerson         = "person"      // id of who works at this workstation
	SettingExchangeFolder = "tray"        // folder in which hand-over files are exchanged
	SettingWindow         = "window"      // where the window stood, and how large
	SettingDesk           = "desk"        // how large tables are shown, and what of a form is folded
	SettingRecent         = "recent"      // files that were written or read last
	SettingListOrder      = "list_order"  // how the list of reports is sorted
	SettingAside          = "aside"       // file with what could not be stored when the program was ended
	SettingUnfinished     = "unfinished"  // a text that was being written in a dialog
	SettingGrouping       = "grouping"    // whether figures on the screen have separators of thousands
	SettingPlaces         = "places"      // where the person was in each report
	SettingFolder         = "folder"      // from which a file was chosen last
	SettingPreset         = "preset"      // what was last taken from the settings file of the office
	SettingRosterCode     = "roster_code" // of the office, as its settings file says

	SettingBackupPlace = "backup_place" // folder in which copies are kept a second time
	SettingStore       = "store_id"     // tells this store from others; its copies have it too
)
