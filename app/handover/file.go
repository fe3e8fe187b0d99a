// Package handover is the one file (.nbx) that carries a report, its record
// and the roster from workstation to workstation, without a network.
//
// The file is one line that names the format, the SM3 digest and the size of
// what follows, and then canonical JSON: there is one way to write a content,
// and every bit counts. An archive format was not taken, since archives have
// bits that mean nothing, and names and sizes that lie.
package handover

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"unicode/utf8"

	"nianbao/app/form"
	"nianbao/app/journal"
	"nianbao/app/keys"
	"nianbao/app/report"
	"nianbao/app/roster"
	"nianbao/app/signoff"
)

// Extension is how the names of these files end.
const Extension = ".nbx"

// The versions of the file's shape. A reader refuses higher ones; a file is
// written in the lowest that has room for what is in it.
const (
	FormatFirst  = 1
	FormatSigned = 2 // signatures name the roster they were made by, and a hand-over may be signed
	FormatThird  = 3 // deputies sign, rosters keep requests, and figures of the year before stand beside a record
	FormatFourth = 4 // a record notes which figures were carried over from the year before
	FormatFifth  = 5 // a record notes which rows of a register figures were counted from
	FormatSixth  = 6 // a record notes which department provided figures

	FormatSeventh = 7 // a record notes how much of a register counts

	formatLatest = FormatSeventh
)

// MaxSize is the largest file that is read, in bytes: many times the record of
// a report that was typed character by character.
const MaxSize = 64 << 20

// The kinds of file.
const (
	KindReport  = "report"  // a report with its record and the roster
	KindRoster  = "roster"  // the roster alone
	KindRequest = "request" // somebody's request to be registered

	KindOfficeKey = "office_key" // the office's key, sealed, and the roster: for another who administers it
	KindNewKey    = "new_key"    // a roster under another key of the office, for people to sign for
)

// File is the content of a hand-over file.
type File struct {
	Format  int
	Kind    string
	MadeAt  int64  // Unix microseconds
	MadeBy  string // name of who made it, not signed
	Report  *Report
	Roster  *roster.SignedRoster
	Request *Request
	// OfficeKey is the office's key under a password of the file's own, nil for none.
	OfficeKey *keys.Sealed
	// Signed is the signature of who handed the report over, on all of its record;
	// nil for none.
	Signed *signoff.Transition
	// LastYear are the figures of the year before, beside a report; nil for none. The
	// signature of the hand-over covers them, and nothing else does.
	LastYear *LastYear
	// Branches are the versions of the roster that went on separately, beside it.
	Branches []*roster.SignedRoster
	// Folder is where the office exchanges its files, in a roster file, "" for nowhere
	// in particular. Nobody signs it: it is a proposal.
	Folder string
}

// format returns the lowest version that has room for what is in the file.
func (f *File) format() int {
	switch {
	case f.notes(report.IsRegister):
		return FormatSeventh
	case f.notes(report.IsProvided):
		return FormatSixth
	case f.notes(report.IsCounted):
		return FormatFifth
	case f.notes(report.IsCarried):
		return FormatFourth
	case f.third():
		return FormatThird
	case f.Signed != nil, f.Roster != nil && len(f.Roster.Roster.ChainsFrom) > 0:
		return FormatSigned
	case f.Report == nil:
		return FormatFirst
	}
	for i := range f.Report.Entries {
		if a := f.Report.Entries[i].Transition; a != nil && a.NamesRoster() {
			return FormatSigned
		}
	}
	return FormatFirst
}

// notes says whether the record notes something that programs of before take for a
// fault.
func (f *File) notes(is func(form.Address) bool) bool {
	return f.Report != nil && slices.ContainsFunc(f.Report.Entries, func(e journal.Entry) bool {
		return slices.ContainsFunc(e.Edit.Changes, func(c report.Change) bool { return is(c.Address) })
	})
}

// third says whether something is in the file that programs of before would drop.
func (f *File) third() bool {
	switch {
	case f.LastYear != nil, f.OfficeKey != nil, f.Kind == KindNewKey, len(f.Branches) > 0, f.Folder != "",
		f.Roster != nil && f.Roster.Roster.Format >= roster.LatestFormat,
		f.Request != nil && f.Request.OldKey != "",
		f.Signed != nil && f.Signed.DeputyFor != "":
		return true
	case f.Report == nil:
		return false
	}
	return slices.ContainsFunc(f.Report.Entries, func(e journal.Entry) bool { return e.Transition != nil && e.Transition.DeputyFor != "" })
}

// Report is a report as it is handed over: its whole record. What it holds,
// the remarks and the signatures are all in there, and nothing twice.
type Report struct {
	UID     string
	Unit    string
	Year    int
	Entries []journal.Entry
}

// Reasons why a file is not taken; their texts are for the person.
var (
	ErrNewer   = errors.New("文件由更新版本的年报通生成，请先升级程序")
	ErrArchive = errors.New("这是压缩文件，不是移交文件（.nbx）；没有解开它，也没有读入其中任何内容")
	ErrForeign = errors.New("这不是年报通的移交文件（.nbx）")
	ErrTooBig  = errors.New("文件太大，不是年报通生成的移交文件")
	ErrCut     = errors.New("文件不完整，可能没有复制完；请重新复制一次")
	ErrChanged = errors.New("文件在传递中损坏或者被改动过；请让对方重新移交")
)

const headName = "nianbao-handover"

func head(format int, body []byte) []byte {
	return fmt.Appendf(nil, "%s %d %s %d\n", headName, format, keys.Sum(body), len(body))
}

// Write returns the file. The error is for texts that are not UTF-8.
func Write(f *File) ([]byte, error) {
	f.Format = f.format()
	w, err := wireOf(f)
	if err != nil {
		return nil, fmt.Errorf("write hand-over file: %w", err)
	}
	body, _, err := w.canonical(0)
	if err != nil {
		return nil, fmt.Errorf("write hand-over file: %w", err)
	}
	return append(head(f.Format, body), body...), nil
}

// Read reads a file. It only says that the file is whole and well-formed; who
// signed what is for package journal to verify. The error is one of the reasons
// of this package.
func Read(r io.Reader) (*File, error) {
	raw, err := io.ReadAll(io.LimitReader(r, MaxSize+1))
	if err != nil {
		return nil, fmt.Errorf("read hand-over file: %w", err)
	}
	return Parse(raw)
}

// Parse is Read for a file that is in memory.
func Parse(raw []byte) (*File, error) {
	if len(raw) > MaxSize {
		return nil, ErrTooBig
	}
	format, body, err := unwrap(raw)
	if err != nil {
		return nil, err
	}
	f := read(bytes.Clone(body)) // the entries keep their lines
	if f == nil {
		if f, err = decode(body); err != nil {
			return nil, err
		}
	}
	if f.Format != format {
		return nil, ErrChanged
	}
	return f, f.check()
}

// decode reads a body of any shape, and sees that it is in the one way to write it.
func decode(body []byte) (*File, error) {
	w := &wire{}
	if err := json.Unmarshal(body, w); err != nil {
		return nil, ErrChanged
	}
	again, lines, err := w.canonical(len(body))
	if err != nil || !bytes.Equal(again, body) {
		return nil, ErrChanged
	}
	return w.file(lines), nil
}

// unwrap checks the first line and returns the version it names and what follows it.
func unwrap(raw []byte) (format int, body []byte, err error) {
	if bytes.HasPrefix(raw, []byte("PK")) || bytes.HasPrefix(raw, []byte{0x1f, 0x8b}) || bytes.HasPrefix(raw, []byte("Rar!")) ||
		bytes.HasPrefix(raw, []byte("7z\xbc\xaf")) {
		return 0, nil, ErrArchive
	}
	if cut := min(len(raw), len(headName)); string(raw[:cut]) != headName[:cut] {
		return 0, nil, ErrForeign
	}
	line, body, whole := bytes.Cut(raw, []byte("\n"))
	if !whole {
		return 0, nil, ErrCut
	}
	var size int
	var digest string
	if _, err := fmt.Sscanf(string(line), headName+" %d %64s %d", &format, &digest, &size); err != nil {
		return 0, nil, ErrChanged
	}
	switch {
	case format > formatLatest:
		return 0, nil, ErrNewer
	case len(body) < size:
		return 0, nil, ErrCut
	case !bytes.Equal(head(format, body), raw[:len(raw)-len(body)]):
		return 0, nil, ErrChanged
	}
	return format, body, nil
}

// check makes sure that the file holds what its kind says.
func (f *File) check() error {
	switch {
	case f.Format != f.format(), f.Signed != nil && !f.signedByMaker():
		return ErrChanged
	case !f.holdsItsKind(), !f.branchesFit(), !f.folderFits():
		return ErrChanged
	case f.Report != nil && (!journal.ValidUID(f.Report.UID) || len(f.Report.Entries) == 0):
		return ErrChanged
	case f.Report != nil && !f.Report.bounded():
		return ErrTooBig
	case f.LastYear != nil && f.Report == nil, f.Signed != nil && f.Signed.Beside != f.LastYear.Digest():
		return ErrChanged
	}
	return f.LastYear.check()
}

// holdsItsKind says whether the file holds what its kind says, and nothing else.
func (f *File) holdsItsKind() bool {
	type parts struct{ report, roster, request, key bool }
	has := parts{f.Report != nil, f.Roster != nil, f.Request != nil, f.OfficeKey != nil}
	switch f.Kind {
	case KindReport:
		has.roster = false // may be there
		return has == parts{report: true}
	case KindRoster, KindNewKey:
		return has == parts{roster: true}
	case KindRequest:
		return has == parts{request: true}
	case KindOfficeKey:
		return has == parts{roster: true, key: true} && f.OfficeKey.Public == f.Roster.Roster.OfficeKey
	}
	return false
}

// branchesFit says whether the rosters beside the file's own may be there.
func (f *File) branchesFit() bool {
	if slices.Contains(f.Branches, nil) {
		return false
	}
	return len(f.Branches) == 0 || f.Roster != nil && len(f.Branches) < roster.MaxTips
}

// folderFits says whether the exchange folder that is proposed may be there.
func (f *File) folderFits() bool {
	return f.Folder == "" || f.Kind == KindRoster && report.Plain(f.Folder) && utf8.RuneCountInString(f.Folder) <= maxFolder
}

// signedByMaker says whether what the file says of its making is what was signed.
func (f *File) signedByMaker() bool {
	return f.Report != nil && f.MadeAt == f.Signed.At && f.MadeBy == f.Signed.Name
}

// The bounds of a record, far beyond any that was typed: what goes through one
// must not take hours, and it reads a note with each change of it and digests the
// whole report with each transition.
const (
	maxTransitions = 1000
	maxPlace       = 8 * report.MaxText // bytes; what is kept as JSON takes more than its characters
	maxHeld        = 2 << 20            // bytes
	maxNoted       = 32 << 20           // bytes of remarks and explanations, each counted with every change of it
	maxFolder      = 1000               // characters
	usual          = 256                // places that a whole report holds
)

func (r *Report) bounded() bool {
	held, transitions, all, noted := make(map[form.Address]int, usual), 0, 0, 0
	for i := range r.Entries {
		if r.Entries[i].Transition != nil {
			transitions++
		}
		for _, c := range r.Entries[i].Edit.Changes {
			grown := len(c.New) - len(c.Old)
			held[c.Address] += grown
			if all += grown; held[c.Address] > maxPlace || all > maxHeld {
				return false
			}
			if report.IsNote(c.Address) {
				noted += held[c.Address]
			}
		}
	}
	return transitions <= maxTransitions && noted <= maxNoted
}

// Relation says how the record in a file stands to the one held here.
type Relation int

// The relations.
const (
	Unknown  Relation = iota // not held here
	Same                     // the same record
	Newer                    // the file goes on where the one here ends
	Older                    // the one here goes on where the file ends
	Diverged                 // both went on separately
)

// Compare returns the relation of theirs to ours and how many entries they
// have in common from the beginning.
func Compare(ours, theirs []journal.Entry) (Relation, int) {
	common := 0
	for common < len(ours) && common < len(theirs) && journal.Same(ours[common], theirs[common]) {
		common++
	}
	switch {
	case common == len(ours) && common == len(theirs):
		return Same, common
	case common == len(ours):
		return Newer, common
	case common == len(theirs):
		return Older, common
	}
	return Diverged, common
}
