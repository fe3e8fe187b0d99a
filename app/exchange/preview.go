package exchange

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"nianbao/app"
	"nianbao/app/dating"
	"nianbao/app/form"
	"nianbao/app/handover"
	"nianbao/app/journal"
	"nianbao/app/keys"
	"nianbao/app/proof"
	"nianbao/app/report"
	"nianbao/app/roster"
	"nianbao/app/signoff"
)

// ImportPreview is a hand-over file that has been checked and not yet taken over.
type ImportPreview struct {
	File       *handover.File
	Roster     *roster.SignedRoster   // what it was checked against, nil for none
	HeldRoster *roster.Roster         // what was held here before, nil for none
	Tips       []*roster.SignedRoster // what Roster is made of: several where the office's roster went on separately
	NewOffice  bool                   // no roster of that office is held here yet: compare its code first
	Namesake   *roster.Roster         // with NewOffice: one held here of an office of the same name, under another key
	OfficeSays string                 // the code that the settings file of the office gives for its roster, "" for none
	Adds       bool                   // the file has a roster that is not held here, nor older
	Other      bool                   // it is another office's than that of this workstation, and kept apart
	Replaces   bool                   // with NewKey: the change of the key does not know all that is held here
	NewKey     bool                   // the office has another key than the one held here: compare its code first
	Replay     *journal.Replay        // with a report
	Report     *report.Report         // as it stands in the file
	Future     string                 // of signatures dated ahead of the clock here, "" for none
	Proof      proof.Proof            // what the signatures prove
	Ahead      proof.Ahead            // signatures that are dated ahead of the clock here
	LastYear   *report.Report         // made of the figures of the year before that came along, nil for none
	Held       int64                  // the draft of the same report here, 0 for none
	Relation   handover.Relation
	Common     int         // journal entries both have
	Anew       bool        // the file goes on in a record that was begun without what is held here
	Broken     []string    // why the draft here does not verify, as sentences: it is Diverged from every file then
	digest     keys.Digest // of that draft
	ours       int         // journal entries of the draft here
}

// OpenPackage reads a hand-over file and checks everything in it. The error is
// BadInput, Newer or Untrusted; nothing is changed either way.
func (d Desk) OpenPackage(ctx context.Context, raw []byte) (*ImportPreview, error) {
	f, err := handover.Parse(raw)
	switch {
	case errors.Is(err, handover.ErrNewer):
		return nil, &app.Error{Code: app.Newer, Err: err}
	case err != nil:
		return nil, &app.Error{Code: app.Untrusted, Detail: err.Error(), Err: err}
	}
	a := &ImportPreview{File: f}
	if err := d.chooseRoster(ctx, a); err != nil {
		return nil, err
	}
	switch f.Kind {
	case handover.KindRequest:
		if err := f.Request.Verify(); err != nil {
			return nil, &app.Error{Code: app.Untrusted, Detail: err.Error(), Err: err}
		}
		return a, nil
	case handover.KindRoster, handover.KindOfficeKey, handover.KindNewKey:
		return a, nil
	}
	return a, d.previewReport(ctx, a)
}

// OpenPackageFile examines a file by its path.
func (d Desk) OpenPackageFile(ctx context.Context, path string) (*ImportPreview, error) {
	f, err := app.OpenPlain(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	raw, err := io.ReadAll(io.LimitReader(f, handover.MaxSize+1)) // it may grow meanwhile
	if err != nil {
		return nil, &app.Error{Code: app.BadInput, Sentence: "无法读取“" + path + "”" + app.Why(err) + "。没有采用其中的任何内容。请检查磁盘的连接，然后再试。", Err: fmt.Errorf("read %s: %w", path, err)}
	}
	a, err := d.OpenPackage(ctx, raw)
	if errors.Is(err, handover.ErrForeign) || errors.Is(err, handover.ErrArchive) {
		return nil, app.WrongFile(path, raw, "移交文件（.nbx）", err)
	}
	return a, err
}

// previewReport checks the record of a report and compares it with the one
// held here.
func (d Desk) previewReport(ctx context.Context, a *ImportPreview) error {
	f := a.File.Report
	var people *roster.Roster
	if a.Roster != nil {
		people = &a.Roster.Roster
	}
	held, related := d.relate(ctx, a)
	a.Ahead = d.Service.Ahead(ctx, f.UID, f.Entries, a.Common)
	known := people // before what was dated ahead is made room for
	people = a.Ahead.Judging(people, f.Entries)
	signed := a.signatureOfHandOver()
	defer signed.Stop()
	if held != nil { // first: most often the file goes on where that ends
		d.judgeHeld(ctx, a, held, known)
	}
	a.Replay = d.Replay(f.UID, f.Entries, people)
	content := a.Replay.Content()
	handedOver := a.verifyHandOver(people, content, signed)
	a.Proof = proof.Of(content, f.Entries, a.Replay.Results, handedOver)
	a.Proof.MarkLate(d.Marks(ctx, f.UID), int64(a.Common), a.HeldRoster)
	a.Proof.MarkAhead(a.Ahead, known)
	if handedOver != nil && handedOver.Problem != "" {
		return &app.Error{Code: app.Untrusted, Detail: handedOver.Problem}
	}
	if len(a.Replay.Problems) > 0 {
		return untrusted(errors.New(strings.Join(a.Replay.Problems[:min(3, len(a.Replay.Problems))], "")))
	}
	if a.Report = a.Replay.Report(); a.Report.Unit() != f.Unit || a.Report.Year() != f.Year {
		return &app.Error{Code: app.Untrusted, Detail: "文件中的单位或年度与编制记录不符"}
	}
	for _, at := range []form.Address{report.UnitName, report.Year} {
		c, err := a.Report.Set(at, a.Report.Text(at))
		if err != nil || at == report.Year && c.Old != c.New {
			return &app.Error{Code: app.Untrusted, Detail: "文件中的单位或年度格式不正确", Err: err}
		}
	}
	if beside := a.File.LastYear; beside != nil {
		var err error
		if a.LastYear, err = readLastYear(d.Catalog, beside, a.Report.Unit(), a.Report.Year()); err != nil {
			return &app.Error{Code: app.Untrusted, Detail: err.Error(), Err: err}
		}
	}
	a.Future = d.future(f.Entries)
	return related
}

// signatureOfHandOver begins to verify the signature of whoever handed the file over.
func (a *ImportPreview) signatureOfHandOver() *signoff.Checking {
	if a.File.Signed == nil {
		return signoff.Check()
	}
	return signoff.Check(a.File.Signed)
}

// verifyHandOver judges the signature of whoever handed the file over, nil where
// there is none.
func (a *ImportPreview) verifyHandOver(people *roster.Roster, content keys.Digest, checking *signoff.Checking) *signoff.Result {
	signature := a.File.Signed
	if signature == nil {
		return nil
	}
	f, now := a.File.Report, a.Replay
	verifier := signoff.VerifierAt(people, now.State)
	verifier.Ahead = checking
	result := verifier.VerifyHandOver(signoff.Fact{
		Seq: int64(len(f.Entries)), Report: f.UID, Unit: f.Unit, Year: f.Year,
		Content: content, Prev: now.Digest, At: signature.Time(), Transition: signature,
	})
	return &result
}

// future tells of signatures that are dated far ahead of the clock here, "" where
// there are none. That is no fault of theirs: it may be this clock that is wrong.
func (d Desk) future(entries []journal.Entry) string {
	now := d.Now()
	for i := range entries {
		if e := &entries[i]; e.Transition != nil && e.At.Sub(now) > dating.Far {
			return fmt.Sprintf("请注意：其中%s的签名时间是%s，比这台电脑的时间晚（这台电脑现在是%s），两者之中有一个不对，请看一看今天的日期。",
				e.Transition.Name, e.At.Local().Format("2006年1月2日 15:04"), now.Local().Format("2006年1月2日 15:04"))
		}
	}
	return ""
}

// judgeHeld verifies the report held here by the rosters that the file is judged by. What
// does not verify has nothing that a file could be the same as, or go on from.
func (d Desk) judgeHeld(ctx context.Context, a *ImportPreview, held *app.Draft, people *roster.Roster) {
	uid := a.File.Report.UID
	judge := d.Service.Ahead(ctx, uid, held.Entries, len(held.Entries)).Judging(people, held.Entries)
	if a.Broken = d.Unfit(held, d.Replay(uid, held.Entries, judge)); len(a.Broken) > 0 {
		a.Relation, a.Anew = handover.Diverged, false
	}
}

// BrokenText says that the report held here does not verify, and why, "" where it does.
func (a *ImportPreview) BrokenText() string {
	if len(a.Broken) == 0 {
		return ""
	}
	return "本机的这份报告验证未通过：" + strings.Join(a.Broken[:min(3, len(a.Broken))], "") + "文件中的一份验证通过。"
}

// relate compares the report of a file with the one held here, which it returns, nil
// for none.
func (d Desk) relate(ctx context.Context, a *ImportPreview) (*app.Draft, error) {
	if d.Drafts == nil {
		return nil, nil
	}
	id, err := d.Drafts.Find(ctx, a.File.Report.UID)
	if err != nil {
		if app.CodeOf(err) == app.NotFound {
			return nil, nil
		}
		return nil, err
	}
	held, err := d.Drafts.Load(ctx, id)
	if err != nil {
		return nil, err
	}
	a.Held, a.ours = id, len(held.Entries)
	a.digest = held.Summary.Digest
	a.Relation, a.Common = handover.Compare(held.Entries, a.File.Report.Entries)
	if a.Relation == handover.Diverged && a.Common == 0 {
		if err := d.compareCondensed(ctx, a, held.Entries); err != nil {
			return nil, err
		}
	}
	return held, nil
}

// refuseChanged makes sure that the draft here is still the one that a file was
// compared with: what somebody chose by must be what is replaced.
func (d Desk) refuseChanged(ctx context.Context, a *ImportPreview) error {
	now := ImportPreview{File: a.File}
	if _, err := d.relate(ctx, &now); err != nil {
		return err
	}
	if now.Held != a.Held || now.ours != a.ours || now.Common != a.Common {
		return &app.Error{Code: app.Conflict, ID: now.Held, Err: errors.New("the draft changed since the file was examined")}
	}
	return nil
}
