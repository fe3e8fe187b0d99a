package exchange

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"nianbao/app"
	"nianbao/app/handover"
	"nianbao/app/keys"
	"nianbao/app/proof"
	"nianbao/app/roster"
	"nianbao/app/signoff"
)

// Folder is a folder in which hand-over files are exchanged. It must not be
// scanned from several goroutines at once.
type Folder struct {
	Desk    Desk
	Dir     string
	settled map[fileStamp]bool    // files that bring nothing new
	refused map[fileStamp]refusal // files that cannot be taken
}

// refusal is why a file cannot be taken, and by which roster of one's own that was
// judged: another one may say otherwise.
type refusal struct {
	err    error
	roster keys.Digest
}

// fileStamp tells a file from one that was written over it.
type fileStamp struct {
	name string
	size int64
	at   time.Time
}

func stampOf(info os.FileInfo) fileStamp { return fileStamp{info.Name(), info.Size(), info.ModTime()} }

// File is a file of the exchange folder that somebody here should look at.
type File struct {
	Path    string
	At      time.Time
	Preview *ImportPreview // nil when the file does not hold
	Err     error          // why it does not
	Mine    bool           // it waits for the person who works here
	stamp   fileStamp
}

// GoesOn says whether the file only goes on with a report that is held here, and every
// signature in it holds and covers it: to open it is to take it in. What is more than
// that is shown first.
func (f *File) GoesOn() bool {
	a := f.Preview
	return f.Err == nil && a != nil && a.Report != nil && a.Held != 0 && a.Relation == handover.Newer && !a.Anew && !a.NewOffice &&
		(a.HeldRoster == nil || !a.NewerRoster(a.HeldRoster)) && a.Proof.Outcome() == proof.Holds
}

// Scan lists the files that wait for the person who works here, that are newer
// than what is held, or that do not hold; latest first. What an earlier scan
// found to bring nothing new is not read again, unless everything is asked for.
func (t *Folder) Scan(ctx context.Context, all bool) ([]File, error) {
	files, err := os.ReadDir(t.Dir)
	if err != nil {
		return nil, &app.Error{Code: app.BadInput, Sentence: "无法打开移交文件夹“" + t.Dir + "”" + app.Why(err) + "。请检查位置和网络，或者在“设置”中另选一个。", Err: err}
	}
	actor, err := t.Desk.Actor(ctx)
	if err != nil {
		return nil, err
	}
	if all || t.settled == nil {
		t.settled, t.refused = map[fileStamp]bool{}, map[fileStamp]refusal{}
	}
	handled, err := t.handledFiles(ctx)
	if err != nil {
		return nil, err
	}
	var out []File
	for _, f := range files {
		info, err := f.Info()
		if err != nil || !info.Mode().IsRegular() || !strings.EqualFold(filepath.Ext(f.Name()), handover.Extension) || slices.Contains(handled, stampOf(info).handled()) {
			continue
		}
		found, wanted, err := t.look(ctx, actor, info)
		if err != nil {
			return nil, err
		}
		if wanted {
			out = append(out, found)
		}
	}
	slices.SortStableFunc(out, func(a, b File) int { return b.At.Compare(a.At) })
	return withoutSuperseded(out), nil
}

// look examines one file and says whether it is to be listed.
func (t *Folder) look(ctx context.Context, actor signoff.Actor, info os.FileInfo) (File, bool, error) {
	stamp := stampOf(info)
	found := File{Path: filepath.Join(t.Dir, info.Name()), At: info.ModTime(), stamp: stamp}
	if t.settled[stamp] {
		return found, false, nil
	}
	by := keys.Digest("")
	if actor.Roster != nil {
		by = actor.Roster.Digest()
	}
	if known, ok := t.refused[stamp]; ok && known.roster == by {
		found.Err = known.err
		return found, true, nil
	}
	if found.Preview, found.Err = t.Desk.OpenPackageFile(ctx, found.Path); found.Err != nil {
		found.Preview = nil
		if foundBad(found.Err) {
			t.refused[stamp] = refusal{found.Err, by}
		}
		return found, true, nil
	}
	m, err := t.triage(ctx, actor, found.Preview)
	t.settled[stamp], found.Mine = m.settled, m.mine
	return found, m.wanted, err
}

// foundBad says whether a file was read and is none to take, so that to read it again
// would say the same. One that could not be read may be read the next time.
func foundBad(err error) bool {
	code := app.CodeOf(err)
	return code == app.Untrusted || code == app.Newer || errors.Is(err, handover.ErrForeign) || errors.Is(err, handover.ErrArchive)
}

// triage is what a file of the exchange folder is worth here.
type triage struct {
	wanted  bool // to be listed
	mine    bool // waits for the person who works here
	settled bool // brings nothing new, and will not later either
}

func (t *Folder) triage(ctx context.Context, actor signoff.Actor, a *ImportPreview) (triage, error) {
	switch a.File.Kind {
	case handover.KindRequest:
		return t.triageRequest(ctx, a)
	case handover.KindNewKey:
		if actor.Roster != nil && actor.Roster.OfficeKey == a.File.Roster.Roster.OfficeKey { // all have signed
			return triage{settled: true}, nil
		}
		mine := actor.Person != nil && actor.HasKey && len(a.File.Roster.SignsFor(actor.Person.ID)) > 0
		return triage{wanted: mine, mine: mine}, nil
	case handover.KindOfficeKey:
		here, err := t.Desk.KeyHere(ctx, app.OfficeOwner, a.File.OfficeKey.Public)
		return triage{wanted: !here}, err
	case handover.KindRoster:
		wanted := a.Adds
		return triage{wanted: wanted, settled: !wanted}, nil
	}
	return t.triageReport(ctx, actor, a)
}

// triageReport lists a report that brings something new.
func (t *Folder) triageReport(ctx context.Context, actor signoff.Actor, a *ImportPreview) (triage, error) {
	if a.Held != 0 && (a.Relation == handover.Same || a.Relation == handover.Older) {
		return triage{settled: true}, nil
	}
	if a.Relation == handover.Diverged {
		declined, err := t.Desk.declined(ctx)
		if err != nil || slices.Contains(declined, string(a.Replay.Digest)) {
			return triage{settled: true}, err
		}
	}
	if a.Roster != nil && actor.Person != nil { // the file may bring a newer roster
		actor.Roster = &a.Roster.Roster
		actor.Person = actor.Roster.Person(actor.Person.ID)
	}
	mine := a.Replay.State.Awaits(actor)
	return triage{wanted: mine || a.Held != 0 || a.NewOffice || a.Other, mine: mine}, nil
}

// triageRequest lists a request where it can be answered.
func (t *Folder) triageRequest(ctx context.Context, a *ImportPreview) (triage, error) {
	if a.Roster == nil {
		return triage{}, nil
	}
	r := &a.Roster.Roster
	if r.Holder(a.File.Request.Key) != nil {
		return triage{settled: true}, nil
	}
	keeper, err := t.Desk.KeyHere(ctx, app.OfficeOwner, r.OfficeKey)
	return triage{wanted: keeper, mine: keeper}, err
}

// NewerRoster says whether the file brings a later version of a roster.
func (a *ImportPreview) NewerRoster(held *roster.Roster) bool {
	return a.File.Roster != nil && held != nil && a.Roster == a.File.Roster && a.Roster.Roster.Version > held.Version
}

// withoutSuperseded leaves out files that another file goes on, of a report or of the
// signatures on a new key.
func withoutSuperseded(files []File) []File {
	var out []File
	for i, f := range files {
		superseded := slices.ContainsFunc(files, func(g File) bool { return supersedes(g.Preview, f.Preview) })
		for j, g := range files {
			superseded = superseded || i != j && goesFurther(g.Preview, f.Preview, j < i)
		}
		for _, g := range files[:i] { // the same thing twice
			superseded = superseded || duplicates(g.Preview, f.Preview)
		}
		if !superseded {
			out = append(out, f)
		}
	}
	return out
}

// supersedes says whether one file has all of another's record and more.
func supersedes(long, short *ImportPreview) bool {
	relation, both := relationOf(short, long)
	return both && relation == handover.Newer
}

func duplicates(a, b *ImportPreview) bool {
	relation, both := relationOf(a, b)
	return both && relation == handover.Same
}

func relationOf(a, b *ImportPreview) (handover.Relation, bool) {
	if a == nil || b == nil || a.File.Report == nil || b.File.Report == nil || a.File.Report.UID != b.File.Report.UID {
		return handover.Unknown, false
	}
	relation, _ := handover.Compare(a.File.Report.Entries, b.File.Report.Entries)
	return relation, true
}
