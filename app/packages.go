package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"path/filepath"
	"strings"
	"time"

	"nianbao/app/example"
	"nianbao/app/files"
	"nianbao/app/form"
	"nianbao/app/handover"
	"nianbao/app/journal"
	"nianbao/app/keys"
	"nianbao/app/proof"
	"nianbao/app/report"
	"nianbao/app/roster"
	"nianbao/app/signoff"
)

// HandOver returns the hand-over file of an open report: content, record,
// explanations, remarks, signatures and the roster. Untrusted when the record
// does not hold; nothing is handed on then. What stands behind the last signature
// in the record is signed by nobody: see HandOverSigned.
func (d *Service) HandOver(ctx context.Context, s *Session) ([]byte, error) {
	return d.handOver(ctx, s, nil)
}

// HandOverSigned is HandOver with a signature on the whole record: the transition
// is one of kind signoff.HandedOver that the session has proposed.
func (d *Service) HandOverSigned(ctx context.Context, s *Session, a *signoff.Transition, key keys.Signer) ([]byte, error) {
	if err := s.signWith(ctx, a, key); err != nil {
		return nil, err
	}
	return d.handOver(ctx, s, a)
}

func (d *Service) handOver(ctx context.Context, s *Session, signature *signoff.Transition) ([]byte, error) {
	if err := onlyReports(s, "移交"); err != nil {
		return nil, err
	}
	if err := s.Save(ctx); err != nil {
		return nil, err
	}
	if len(s.problems) > 0 {
		return nil, unsoundRecord(s.problems[0])
	}
	signed, err := d.Rosters.Roster(ctx)
	if err != nil {
		return nil, err
	}
	return d.fileOf(s, signed, signature)
}

// unsoundRecord refuses to hand on a report whose record does not hold.
func unsoundRecord(problem string) error {
	return &Error{
		Code: Untrusted, Err: errors.New("the record does not hold"),
		Sentence: "这份报告的记录验证未通过，不能移交，没有写出文件：" + problem + "请先查看“审签记录”中的说明。",
	}
}

// CopyOf returns a hand-over file of an open report with what could not be
// stored in it too: opened again, it goes on from what is stored, or is shown
// beside that. Untrusted when the record does not hold.
func (d *Service) CopyOf(ctx context.Context, s *Session) ([]byte, error) {
	if len(s.problems) > 0 {
		return nil, unsoundRecord(s.problems[0])
	}
	signed, err := d.Rosters.Roster(ctx)
	if err != nil {
		signed = nil // the store is in trouble; who opens the file has one
	}
	return d.fileOf(s, signed, nil)
}

func (d *Service) fileOf(s *Session, signed *roster.SignedRoster, signature *signoff.Transition) ([]byte, error) {
	f := &handover.File{
		Kind: handover.KindReport, MadeAt: d.Now().UnixMicro(), MadeBy: s.name(), Roster: signed, Signed: signature,
		Report: &handover.Report{
			UID: s.UID(), Unit: s.report.Unit(), Year: s.report.Year(), Entries: s.entries,
		},
	}
	if signature != nil {
		f.MadeAt, f.MadeBy = signature.At, signature.Name
	}
	return handover.Write(f)
}

// RosterFile returns the roster as a file of its own.
func (d *Service) RosterFile(ctx context.Context) ([]byte, error) {
	signed, err := d.Rosters.Roster(ctx)
	if err != nil {
		return nil, err
	}
	if signed == nil {
		return nil, &Error{Code: Forbidden, Sentence: "这台电脑上还没有名册。"}
	}
	return handover.Write(&handover.File{Kind: handover.KindRoster, MadeAt: d.Now().UnixMicro(), Roster: signed})
}

// RequestFile returns a request to be registered as a file.
func (d *Service) RequestFile(r *handover.Request) ([]byte, error) {
	return handover.Write(&handover.File{Kind: handover.KindRequest, MadeAt: d.Now().UnixMicro(), MadeBy: r.Name, Request: r})
}

// ImportPreview is a hand-over file that has been checked and not yet taken over.
type ImportPreview struct {
	File       *handover.File
	Roster     *roster.SignedRoster // what it was checked against, nil for none
	HeldRoster *roster.Roster       // what was held here before, nil for none
	NewOffice  bool                 // no roster is held here yet: compare its code first
	Replay     *journal.Replay      // with a report
	Report     *report.Report       // as it stands in the file
	Proof      proof.Proof          // what the signatures prove
	Held       int64                // the draft of the same report here, 0 for none
	Relation   handover.Relation
	Common     int // journal entries both have
	ours       int // journal entries of the draft here
}

// OpenPackage reads a hand-over file and checks everything in it. The error is
// BadInput, Newer or Untrusted; nothing is changed either way.
func (d *Service) OpenPackage(ctx context.Context, raw []byte) (*ImportPreview, error) {
	f, err := handover.Parse(raw)
	switch {
	case errors.Is(err, handover.ErrNewer):
		return nil, &Error{Code: Newer, Err: err}
	case err != nil:
		return nil, &Error{Code: Untrusted, Detail: err.Error(), Err: err}
	}
	a := &ImportPreview{File: f}
	if err := d.chooseRoster(ctx, a); err != nil {
		return nil, err
	}
	switch f.Kind {
	case handover.KindRequest:
		if err := f.Request.Verify(); err != nil {
			return nil, &Error{Code: Untrusted, Detail: err.Error(), Err: err}
		}
		return a, nil
	case handover.KindRoster:
		return a, nil
	}
	return a, d.previewReport(ctx, a)
}

// OpenPackageFile examines a file by its path.
func (d *Service) OpenPackageFile(ctx context.Context, path string) (*ImportPreview, error) {
	f, err := openPlain(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	raw, err := io.ReadAll(io.LimitReader(f, handover.MaxSize+1)) // it may grow meanwhile
	if err != nil {
		return nil, &Error{Code: BadInput, Sentence: "无法读取“" + path + "”" + Why(err) + "。没有采用其中的任何内容。请检查磁盘的连接，然后再试。", Err: fmt.Errorf("read %s: %w", path, err)}
	}
	a, err := d.OpenPackage(ctx, raw)
	if errors.Is(err, handover.ErrForeign) || errors.Is(err, handover.ErrArchive) {
		return nil, wrongFile(path, raw, "移交文件（.nbx）", err)
	}
	return a, err
}

// wrongFile says of a file that is of another kind than what is read which it is.
func wrongFile(path string, content []byte, wanted string, err error) error {
	is := "不是年报通的" + wanted
	switch kind := files.KindOf(content); kind {
	case "":
	case files.HandOverKind:
		is += "，是移交文件，请用“打开移交文件”（命令行 nianbao open）打开它"
	default:
		is = "是" + kind + "，" + is
	}
	return &Error{
		Code: BadInput, Err: err,
		Sentence: "“" + filepath.Base(path) + "”" + is + "，没有读入其中任何内容，已有的内容没有改动。请另选一个文件。",
	}
}

// chooseRoster takes the newer of the roster held here and that of the file.
func (d *Service) chooseRoster(ctx context.Context, a *ImportPreview) error {
	untrusted := func(err error) error { return &Error{Code: Untrusted, Detail: err.Error(), Err: err} }
	held, err := d.roster(ctx)
	if err != nil {
		return err
	}
	if held != nil {
		if err := held.Verify(); err != nil {
			return unsoundRoster(err)
		}
	}
	if a.Roster = held; held != nil {
		a.HeldRoster = &held.Roster
	}
	theirs := a.File.Roster
	if theirs == nil {
		return nil
	}
	if err := theirs.Verify(); err != nil {
		return untrusted(err)
	}
	if held == nil {
		a.Roster, a.NewOffice = theirs, true
		return nil
	}
	switch err := theirs.Follows(held); {
	case errors.Is(err, roster.ErrRosterOlder):
		if err := held.Follows(theirs); err != nil { // an older one must be an ancestor
			return untrusted(err)
		}
	case err != nil:
		return untrusted(err)
	default:
		a.Roster = theirs
	}
	return nil
}

func (d *Service) roster(ctx context.Context) (*roster.SignedRoster, error) {
	if d.Rosters == nil {
		return nil, nil
	}
	return d.Rosters.Roster(ctx)
}

// previewReport checks the record of a report and compares it with the one
// held here.
func (d *Service) previewReport(ctx context.Context, a *ImportPreview) error {
	f := a.File.Report
	var people *roster.Roster
	if a.Roster != nil {
		people = &a.Roster.Roster
	}
	ours, related := d.relate(ctx, a)
	d.replays.Run(d.Catalog, f.UID, ours, people) // most often the file goes on where ours ends
	a.Replay = d.replays.Run(d.Catalog, f.UID, f.Entries, people)
	content := a.Replay.Report().Digest()
	handedOver := a.verifyHandOver(people, content)
	a.Proof = proof.Of(content, f.Entries, a.Replay.Results, handedOver)
	a.Proof.MarkLate(d.marks(ctx, f.UID), int64(a.Common), a.HeldRoster)
	if handedOver != nil && handedOver.Problem != "" {
		return &Error{Code: Untrusted, Detail: handedOver.Problem}
	}
	if len(a.Replay.Problems) > 0 {
		return &Error{Code: Untrusted, Detail: strings.Join(firstOf(a.Replay.Problems, 3), "")}
	}
	if a.Report = a.Replay.Report(); a.Report.Unit() != f.Unit || a.Report.Year() != f.Year {
		return &Error{Code: Untrusted, Detail: "文件中的单位或年度与编制记录不符"}
	}
	for _, at := range []form.Address{report.UnitName, report.Year} {
		c, err := a.Report.Set(at, a.Report.Text(at))
		if err != nil || at == report.Year && c.Old != c.New {
			return &Error{Code: Untrusted, Detail: "文件中的单位或年度格式不正确", Err: err}
		}
	}
	if err := d.refuseFuture(f.Entries); err != nil {
		return err
	}
	return related
}

// verifyHandOver judges the signature of whoever handed the file over, nil where
// there is none.
func (a *ImportPreview) verifyHandOver(people *roster.Roster, content keys.Digest) *signoff.Result {
	signature := a.File.Signed
	if signature == nil {
		return nil
	}
	f, now := a.File.Report, a.Replay
	result := signoff.VerifierAt(people, now.State).VerifyHandOver(signoff.Fact{
		Seq: int64(len(f.Entries)), Report: f.UID, Unit: f.Unit, Year: f.Year,
		Content: content, Prev: now.Digest, At: signature.Time(), Transition: signature,
	})
	return &result
}

// refuseFuture refuses acts of times to come: nobody could sign after them any more.
func (d *Service) refuseFuture(entries []journal.Entry) error {
	const slow = 24 * time.Hour // clocks differ, and somebody's may be in another zone
	latest := d.Now().Add(slow)
	for i := range entries {
		if e := &entries[i]; e.Transition != nil && e.At.After(latest) {
			return &Error{Code: Untrusted, Detail: fmt.Sprintf("其中%s的签名时间是 %s，比这台电脑的时间晚；两台电脑中有一台的日期不对，请校准",
				e.Transition.Name, e.At.Local().Format("2006-01-02 15:04"))}
		}
	}
	return nil
}

// relate compares the report of a file with the one held here, whose record it
// returns.
func (d *Service) relate(ctx context.Context, a *ImportPreview) ([]journal.Entry, error) {
	if d.Drafts == nil {
		return nil, nil
	}
	id, err := d.Drafts.Find(ctx, a.File.Report.UID)
	if err != nil {
		if CodeOf(err) == NotFound {
			return nil, nil
		}
		return nil, err
	}
	held, err := d.Drafts.Load(ctx, id)
	if err != nil {
		return nil, err
	}
	a.Held, a.ours = id, len(held.Entries)
	a.Relation, a.Common = handover.Compare(held.Entries, a.File.Report.Entries)
	return held.Entries, nil
}

// refuseChanged makes sure that the draft here is still the one that a file was
// compared with: what somebody chose by must be what is replaced.
func (d *Service) refuseChanged(ctx context.Context, a *ImportPreview) error {
	now := ImportPreview{File: a.File}
	if _, err := d.relate(ctx, &now); err != nil {
		return err
	}
	if now.Held != a.Held || now.ours != a.ours || now.Common != a.Common {
		return &Error{Code: Conflict, ID: now.Held, Err: errors.New("the draft changed since the file was examined")}
	}
	return nil
}

func firstOf(s []string, n int) []string { return s[:min(n, len(s))] }

// Choice says what to do when both sides went on separately.
type Choice int

// The choices. To take over single places, keep ours and enter them as an
// edit: see Differences.
const (
	Undecided Choice = iota
	KeepOurs
	TakeTheirs // ours is soft-deleted, not thrown away
)

// Accept takes over what a file brought, and returns the draft it went into:
// as a new draft, as what comes after the record here, or, when both sides
// went on, as chosen. The error is Diverged without a choice, Older, or Exists
// when the unit has another report of that year. A roster of an office new
// here is taken over too: the person has compared its code.
// Whoever keeps ours is not asked about the same file again.
func (d *Service) Accept(ctx context.Context, a *ImportPreview, c Choice) (int64, error) {
	if err := d.keepMarks(ctx, a, c); err != nil {
		return a.Held, err
	}
	id, err := d.accept(ctx, a, c)
	if err == nil && c == KeepOurs && a.Relation == handover.Diverged {
		_ = d.Decline(ctx, a) // else the file is only listed once more
	}
	return id, err
}

// keepMarks keeps what speaks against signatures of the file, and which remarks came
// with it unsigned, beside what was kept before. It is done first: a report that was
// taken in without it could not be told from one that nothing speaks against.
func (d *Service) keepMarks(ctx context.Context, a *ImportPreview, c Choice) error {
	marks := a.Proof.Marks()
	for i := range a.Proof.After {
		if e := &a.Proof.After[i]; e.Kind == journal.Remarked && e.Seq > int64(a.Common) {
			marks[e.Seq] = "随移交文件带来，没有签名"
		}
	}
	if len(marks) == 0 || c == KeepOurs {
		return nil
	}
	all := d.marks(ctx, a.File.Report.UID)
	maps.Copy(all, marks)
	return d.Settings.SetSetting(ctx, proof.MarksSetting(a.File.Report.UID), all.Text())
}

func (d *Service) accept(ctx context.Context, a *ImportPreview, c Choice) (int64, error) {
	if a.File.Kind == handover.KindReport {
		if err := d.refuseChanged(ctx, a); err != nil {
			return a.Held, err
		}
	}
	if a.File.Kind == handover.KindReport && a.Relation == handover.Diverged && c == Undecided {
		return a.Held, &Error{Code: Diverged, ID: a.Held} // nothing is taken before a person has chosen
	}
	adopted := false
	if a.File.Roster != nil {
		var err error
		if adopted, err = d.AdoptRoster(ctx, a.File.Roster); err != nil {
			return 0, err
		}
	}
	if a.File.Kind != handover.KindReport {
		return 0, nil
	}
	switch {
	case a.Held == 0:
		return d.Journal.Create(ctx, d.summaryOf(a), a.File.Report.Entries)
	case a.Relation == handover.Same:
		return a.Held, nil
	case a.Relation == handover.Older:
		return a.Held, olderReport(a, adopted)
	case a.Relation == handover.Newer:
		sum := d.summaryOf(a)
		sum.ID = a.Held
		return a.Held, d.Journal.Append(ctx, sum, a.File.Report.Entries[a.Common:])
	case c == KeepOurs:
		return a.Held, nil
	case c == TakeTheirs:
		return d.Journal.Replace(ctx, a.Held, d.Now(), d.summaryOf(a), a.File.Report.Entries)
	}
	return a.Held, &Error{Code: Diverged, ID: a.Held}
}

// olderReport says that a report was not taken over, and whether the roster was.
func olderReport(a *ImportPreview, adopted bool) error {
	err := &Error{Code: Older, ID: a.Held}
	if adopted {
		err.Sentence = fmt.Sprintf("文件中的报告比本机已有的旧，本机的报告没有改动；文件中的名册比本机的新，已更新到第%d版。", a.File.Roster.Roster.Version)
	}
	return err
}

// AcceptPlaces takes over single places of a history that went on separately,
// as one edit of ours under that note. Nothing is taken when ours has changed
// since both were compared, or when one of the places is refused.
func (d *Service) AcceptPlaces(ctx context.Context, s *Session, a *ImportPreview, note string, places []report.Difference) error {
	edit := report.Edit{Note: note}
	for _, p := range places {
		c, err := s.report.Set(p.Address, p.Theirs)
		if err != nil {
			return fmt.Errorf("take over %s: %w", p.Address, err)
		}
		edit.Changes = append(edit.Changes, c)
	}
	if _, err := d.accept(ctx, a, KeepOurs); err != nil {
		return err
	}
	if err := s.Apply(ctx, edit); err != nil {
		return err
	}
	_ = d.Decline(ctx, a) // else the file is only listed once more
	return nil
}

// Superseded says whether the draft here has all that the file has, and more:
// there is nothing to take over.
func (a *ImportPreview) Superseded() bool { return a.Held != 0 && a.Relation == handover.Older }

// summaryOf returns what the list shows of an arrived report.
func (d *Service) summaryOf(a *ImportPreview) Summary {
	entries := a.File.Report.Entries
	sum := Summarise(a.Report, d.Check(a.Report))
	sum.UID = a.File.Report.UID
	sum.Created, sum.Changed, sum.Example = entries[0].At, entries[len(entries)-1].At, example.Is(entries)
	sum.setStatus(&a.Replay.State, a.Replay.Digest)
	return sum
}
