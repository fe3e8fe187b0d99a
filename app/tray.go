package app

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"nianbao/app/handover"
	"nianbao/app/roster"
	"nianbao/app/signoff"
)

// Tray is a folder in which hand-over files are exchanged. It must not be
// scanned from several goroutines at once.
type Tray struct {
	Desk *Desk
	Dir  string
	done map[fileStamp]bool // files that bring nothing new
}

// fileStamp tells a file from one that was written over it.
type fileStamp struct {
	name string
	size int64
	at   time.Time
}

// TrayFile is a file of the tray that somebody here should look at.
type TrayFile struct {
	Path    string
	At      time.Time
	Arrival *Arrival // nil when the file does not hold
	Err     error    // why it does not
	Mine    bool     // it waits for the person who works here
}

// Scan lists the files that wait for the person who works here, that are newer
// than what is held, or that do not hold; latest first. What an earlier scan
// found to bring nothing new is not read again, unless everything is asked for.
func (t *Tray) Scan(ctx context.Context, all bool) ([]TrayFile, error) {
	files, err := os.ReadDir(t.Dir)
	if err != nil {
		return nil, &Error{Code: BadInput, Detail: "打不开移交文件夹 " + t.Dir, Err: err}
	}
	actor, err := t.Desk.Actor(ctx)
	if err != nil {
		return nil, err
	}
	if all || t.done == nil {
		t.done = map[fileStamp]bool{}
	}
	var out []TrayFile
	for _, f := range files {
		info, err := f.Info()
		if err != nil || !info.Mode().IsRegular() || !strings.EqualFold(filepath.Ext(f.Name()), handover.Extension) {
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
	slices.SortStableFunc(out, func(a, b TrayFile) int { return b.At.Compare(a.At) })
	return withoutSuperseded(out), nil
}

// look examines one file and says whether it is to be listed.
func (t *Tray) look(ctx context.Context, actor signoff.Actor, info os.FileInfo) (TrayFile, bool, error) {
	found := TrayFile{Path: filepath.Join(t.Dir, info.Name()), At: info.ModTime()}
	stamp := fileStamp{info.Name(), info.Size(), info.ModTime()}
	if t.done[stamp] {
		return found, false, nil
	}
	if found.Arrival, found.Err = t.Desk.ExamineFile(ctx, found.Path); found.Err != nil {
		found.Arrival = nil
		return found, true, nil
	}
	m, err := t.judge(ctx, actor, found.Arrival)
	t.done[stamp], found.Mine = m.settled, m.mine
	return found, m.wanted, err
}

// merit is what a file of the tray is worth here.
type merit struct {
	wanted  bool // to be listed
	mine    bool // waits for the person who works here
	settled bool // brings nothing new, and will not later either
}

func (t *Tray) judge(ctx context.Context, actor signoff.Actor, a *Arrival) (merit, error) {
	switch a.File.Kind {
	case handover.KindRequest:
		return t.judgeRequest(ctx, a)
	case handover.KindRoster:
		wanted := a.NewOffice || a.NewerRoster(actor.Roster)
		return merit{wanted: wanted, settled: !wanted}, nil
	}
	if a.Held != 0 && (a.Relation == handover.Same || a.Relation == handover.Older) {
		return merit{settled: true}, nil
	}
	if a.Relation == handover.Forked {
		declined, err := t.Desk.declined(ctx)
		if err != nil || slices.Contains(declined, string(a.Replay.Digest)) {
			return merit{settled: true}, err
		}
	}
	if a.Roster != nil && actor.Person != nil { // the file may bring a newer roster
		actor.Roster = &a.Roster.Roster
		actor.Person = actor.Roster.Person(actor.Person.ID)
	}
	mine := waits(&a.Replay.State, actor)
	return merit{wanted: mine || a.Held != 0 || a.NewOffice, mine: mine}, nil
}

// judgeRequest lists a request where it can be answered.
func (t *Tray) judgeRequest(ctx context.Context, a *Arrival) (merit, error) {
	if a.Roster == nil {
		return merit{}, nil
	}
	r := &a.Roster.Roster
	if p := r.Person(a.File.Request.Person); p != nil && p.Knows(a.File.Request.Key) {
		return merit{settled: true}, nil
	}
	keeper, err := t.Desk.KeyHere(ctx, OfficeOwner, r.OfficeKey)
	return merit{wanted: keeper, mine: keeper}, err
}

// NewerRoster says whether the file brings a later version of a roster.
func (a *Arrival) NewerRoster(held *roster.Roster) bool {
	return a.File.Roster != nil && held != nil && a.Roster == a.File.Roster && a.Roster.Roster.Version > held.Version
}

// withoutSuperseded leaves out files of a report that another file goes on.
func withoutSuperseded(files []TrayFile) []TrayFile {
	var out []TrayFile
	for i, f := range files {
		superseded := slices.ContainsFunc(files, func(g TrayFile) bool { return goesOn(g.Arrival, f.Arrival) })
		for _, g := range files[:i] { // the same thing twice
			superseded = superseded || alike(g.Arrival, f.Arrival)
		}
		if !superseded {
			out = append(out, f)
		}
	}
	return out
}

// goesOn says whether one file has all of another's record and more.
func goesOn(long, short *Arrival) bool {
	relation, both := relationOf(short, long)
	return both && relation == handover.Newer
}

func alike(a, b *Arrival) bool {
	relation, both := relationOf(a, b)
	return both && relation == handover.Same
}

func relationOf(a, b *Arrival) (handover.Relation, bool) {
	if a == nil || b == nil || a.File.Report == nil || b.File.Report == nil || a.File.Report.UID != b.File.Report.UID {
		return handover.Unknown, false
	}
	relation, _ := handover.Compare(a.File.Report.Entries, b.File.Report.Entries)
	return relation, true
}
