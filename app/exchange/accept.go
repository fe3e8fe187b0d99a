package exchange

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"nianbao/app"
	"nianbao/app/example"
	"nianbao/app/handover"
	"nianbao/app/journal"
	"nianbao/app/proof"
	"nianbao/app/report"
)

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
func (d Desk) Accept(ctx context.Context, a *ImportPreview, c Choice) (int64, error) {
	if err := d.keepMarks(ctx, a, c); err != nil {
		return a.Held, err
	}
	if c != KeepOurs {
		if err := d.keepLastYear(ctx, a); err != nil {
			return a.Held, err
		}
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
func (d Desk) keepMarks(ctx context.Context, a *ImportPreview, c Choice) error {
	marks := a.Proof.Marks()
	for i := range a.Proof.After {
		if e := &a.Proof.After[i]; e.Kind == journal.Remarked && e.Seq > int64(a.Common) {
			marks[e.Seq] = "随移交文件带来，没有签名"
		}
	}
	if a.File.Report == nil || c == KeepOurs {
		return nil
	}
	if len(a.Ahead) > 0 {
		if err := d.Settings.SetSetting(ctx, proof.AheadSetting(a.File.Report.UID), a.Ahead.Text()); err != nil {
			return err
		}
	}
	all := d.Marks(ctx, a.File.Report.UID)
	before := all.Text()
	for i := range a.Proof.Signatures {
		delete(all, a.Proof.Signatures[i].Seq) // what spoke against some may have ended
	}
	if maps.Copy(all, marks); all.Text() == before {
		return nil
	}
	return d.Settings.SetSetting(ctx, proof.MarksSetting(a.File.Report.UID), all.Text())
}

func (d Desk) accept(ctx context.Context, a *ImportPreview, c Choice) (int64, error) {
	if a.File.Kind == handover.KindReport {
		if err := d.refuseChanged(ctx, a); err != nil {
			return a.Held, err
		}
	}
	if a.File.Kind == handover.KindReport && a.Relation == handover.Diverged && c == Undecided {
		return a.Held, diverged(a) // nothing is taken before a person has chosen
	}
	adopted := false
	if a.File.Roster != nil {
		var err error
		if adopted, err = d.adopt(ctx, a); err != nil {
			return 0, err
		}
	}
	if a.File.Kind != handover.KindReport {
		return 0, nil
	}
	return d.acceptReport(ctx, a, c, adopted)
}

// acceptReport takes over the report of a file as it stands to the one here; adopted
// says whether the file's roster was.
func (d Desk) acceptReport(ctx context.Context, a *ImportPreview, c Choice, adopted bool) (int64, error) {
	switch {
	case a.Held == 0:
		return d.Journal.Create(ctx, d.summaryOf(a), a.File.Report.Entries)
	case a.Relation == handover.Same:
		return a.Held, nil
	case a.Relation == handover.Older:
		return a.Held, olderReport(a, adopted)
	case a.Relation == handover.Newer && a.Anew:
		sum := d.summaryOf(a)
		return d.Journal.Condense(ctx, app.Summary{ID: a.Held, Digest: a.digest}, sum, a.File.Report.Entries)
	case a.Relation == handover.Newer:
		sum := d.summaryOf(a)
		sum.ID = a.Held
		return a.Held, d.Journal.Append(ctx, sum, a.File.Report.Entries[a.Common:])
	case c == KeepOurs:
		return a.Held, nil
	case c == TakeTheirs:
		return d.Journal.Replace(ctx, a.Held, d.Now(), d.summaryOf(a), a.File.Report.Entries)
	}
	return a.Held, diverged(a)
}

// diverged asks for a choice, and says what stands against either side.
func diverged(a *ImportPreview) error {
	err := &app.Error{Code: app.Diverged, ID: a.Held}
	if len(a.Broken) > 0 {
		err.Sentence = "没有接收：" + a.BrokenText() + "建议采用文件中的一份（命令行 open --take theirs），本机的一份收进“已删除的报告”；要保留本机的，加 --take ours。"
	}
	return err
}

// olderReport says that a report was not taken over, and whether the roster was.
func olderReport(a *ImportPreview, adopted bool) error {
	err := &app.Error{Code: app.Older, ID: a.Held}
	if adopted {
		err.Sentence = fmt.Sprintf("文件中的报告比本机已有的旧，本机的报告没有改动；文件中的名册比本机的新，已更新到第%d版。", a.File.Roster.Roster.Version)
	}
	return err
}

// AcceptPlaces takes over single places of a history that went on separately,
// as one edit of ours under that note. Nothing is taken when ours has changed
// since both were compared, or when one of the places is refused.
func (d Desk) AcceptPlaces(ctx context.Context, s *app.Session, a *ImportPreview, note string, places []report.Difference) error {
	edit := report.Edit{Note: note}
	for _, p := range places {
		c, err := s.Report().Set(p.Address, p.Theirs)
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
func (d Desk) summaryOf(a *ImportPreview) app.Summary {
	entries := a.File.Report.Entries
	sum := app.Summarise(a.Report, d.Check(a.Report))
	sum.UID = a.File.Report.UID
	sum.Created, sum.Changed, sum.Example = entries[0].At, entries[len(entries)-1].At, example.Is(entries)
	sum.SetStatus(&a.Replay.State, a.Replay.Digest)
	return sum
}

// settingDeclined keeps which courses of reports a person has looked at and
// not taken.
const settingDeclined = "declined"

// Decline notes that a person has chosen between both sides and kept ours:
// the file is not listed in the exchange folder any more.
func (d Desk) Decline(ctx context.Context, a *ImportPreview) error {
	held, err := d.declined(ctx)
	digest := string(a.Replay.Digest)
	if err != nil || slices.Contains(held, digest) {
		return err
	}
	const most = 200
	held = append(held, digest)
	return d.Settings.SetSetting(ctx, settingDeclined, strings.Join(held[max(len(held)-most, 0):], " "))
}

func (d Desk) declined(ctx context.Context) ([]string, error) {
	raw, err := d.Settings.Setting(ctx, settingDeclined)
	return strings.Fields(raw), err
}

// ProposedFolder returns the exchange folder that a file proposes, "" where it
// proposes none, one is set here already, or that folder is not there.
func (d Desk) ProposedFolder(ctx context.Context, a *ImportPreview) string {
	set, err := d.Settings.Setting(ctx, app.SettingExchangeFolder)
	if err != nil || set != "" || a.File.Folder == "" || app.FolderThere(a.File.Folder) != nil {
		return ""
	}
	return a.File.Folder
}
