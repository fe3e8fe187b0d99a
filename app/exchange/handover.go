package exchange

import (
	"context"
	"errors"
	"os"
	"path/filepath"

	"nianbao/app"
	"nianbao/app/files"
	"nianbao/app/handover"
	"nianbao/app/keys"
	"nianbao/app/proof"
	"nianbao/app/roster"
	"nianbao/app/signoff"
)

// HandOver returns the hand-over file of an open report: content, record,
// explanations, remarks, signatures and the roster. Untrusted when the record
// does not hold; nothing is handed on then. What stands behind the last signature
// in the record is signed by nobody, and neither are the figures of the year before
// that go along: see HandOverSigned.
func (d Desk) HandOver(ctx context.Context, s *app.Session) ([]byte, error) {
	return d.handOver(ctx, s, nil, d.GoesAlong(ctx, s))
}

// HandOverSigned is HandOver with a signature on the whole record: the transition
// is one of kind signoff.HandedOver that the session has proposed.
func (d Desk) HandOverSigned(ctx context.Context, s *app.Session, a *signoff.Transition, key keys.Signer) ([]byte, error) {
	beside := d.GoesAlong(ctx, s)
	a.Beside = beside.Digest()
	if err := s.SignWith(ctx, a, key); err != nil {
		return nil, err
	}
	return d.handOver(ctx, s, a, beside)
}

func (d Desk) handOver(ctx context.Context, s *app.Session, signature *signoff.Transition, beside *handover.LastYear) ([]byte, error) {
	if err := app.OnlyReports(s, "移交"); err != nil {
		return nil, err
	}
	if err := s.Save(ctx); err != nil {
		return nil, err
	}
	if len(s.Problems()) > 0 {
		return nil, unsoundRecord(s.Problems()[0])
	}
	all, err := d.RostersOf(ctx, s)
	if err != nil {
		return nil, err
	}
	return d.fileOf(s, all, signature, beside)
}

// unsoundRecord refuses to hand on a report whose record does not hold.
func unsoundRecord(problem string) error {
	return &app.Error{
		Code: app.Untrusted, Err: errors.New("the record does not hold"),
		Sentence: "这份报告的记录验证未通过，不能移交，没有写出文件：" + problem + proof.Remedy,
	}
}

// CopyOf returns a hand-over file of an open report with what could not be
// stored in it too: opened again, it goes on from what is stored, or is shown
// beside that. Untrusted when the record does not hold.
func (d Desk) CopyOf(ctx context.Context, s *app.Session) ([]byte, error) {
	if len(s.Problems()) > 0 {
		return nil, unsoundRecord(s.Problems()[0])
	}
	all, err := d.RostersOf(ctx, s)
	if err != nil {
		all = nil // the store is in trouble; who opens the file has one
	}
	return d.fileOf(s, all, nil, nil)
}

func (d Desk) fileOf(s *app.Session, rosters []*roster.SignedRoster, signature *signoff.Transition, beside *handover.LastYear) ([]byte, error) {
	f := &handover.File{
		Kind: handover.KindReport, MadeAt: d.Now().UnixMicro(), MadeBy: s.SignerName(), Signed: signature, LastYear: beside,
		Report: &handover.Report{
			UID: s.UID(), Unit: s.Report().Unit(), Year: s.Report().Year(), Entries: s.Entries(),
		},
	}
	if len(rosters) > 0 {
		f.Roster, f.Branches = rosters[0], rosters[1:]
	}
	if signature != nil {
		f.MadeAt, f.MadeBy = signature.At, signature.Name
	}
	return handover.Write(f)
}

// ShareRoster writes the roster into the exchange folder, where those who do not have it
// yet find it: in the place of what it wrote there before, and of nothing else.
func (d Desk) ShareRoster(ctx context.Context, folder string) (string, error) {
	raw, err := d.RosterFile(ctx)
	if err != nil {
		return "", err
	}
	own, err := d.roster(ctx)
	if err != nil {
		return "", err
	}
	path := filepath.Join(folder, files.Name(own.Roster.Office+"审签名册"+handover.Extension))
	switch there := rosterAt(path); {
	case there == nil:
		path = files.Free(path)
	case there.Roster.Digest() == own.Roster.Digest(), there.Follows(own) == nil: // another administrator's, which is later
		return path, nil
	case own.Follows(there) != nil: // another office's, or one that went on separately
		path = files.Free(path)
	}
	return path, app.WriteBytes(path, raw)
}

// rosterAt is the roster in a file that holds nothing else, nil for none.
func rosterAt(path string) *roster.SignedRoster {
	f, err := os.Open(path)
	if err != nil {
		return nil
	}
	defer f.Close()
	there, err := handover.Read(f)
	if err != nil || there.Kind != handover.KindRoster || len(there.Branches) > 0 || there.Roster.Verify() != nil {
		return nil
	}
	return there.Roster
}

// RosterFile returns the roster as a file of its own, with the exchange folder that is
// set here as a proposal to whoever takes it in.
func (d Desk) RosterFile(ctx context.Context) ([]byte, error) {
	all, err := d.OwnRosters(ctx)
	if err != nil {
		return nil, err
	}
	if len(all) == 0 {
		return nil, &app.Error{Code: app.Forbidden, Sentence: "这台电脑上还没有名册。请先在“审签设置”中建立，或者加入本单位的名册。"}
	}
	folder, err := d.Settings.Setting(ctx, app.SettingExchangeFolder)
	if err != nil {
		return nil, err
	}
	return handover.Write(&handover.File{Kind: handover.KindRoster, MadeAt: d.Now().UnixMicro(), Roster: all[0], Branches: all[1:], Folder: folder})
}
