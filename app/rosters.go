package app

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"nianbao/app/journal"
	"nianbao/app/keys"
	"nianbao/app/roster"
	"nianbao/app/signoff"
)

// OwnRosters returns the office's roster as it is held here and, where it forked,
// beside it the versions that went on separately; none where there is no roster. One
// that is not genuine is an Untrusted error.
func (d *Service) OwnRosters(ctx context.Context) ([]*roster.SignedRoster, error) {
	if d.Rosters == nil {
		return nil, nil
	}
	return ownRosters(ctx, d.Rosters)
}

func ownRosters(ctx context.Context, rosters Rosters) ([]*roster.SignedRoster, error) {
	held, err := rosters.Roster(ctx)
	if err != nil || held == nil {
		return nil, err
	}
	beside, err := rosters.Kept(ctx, held.Roster.OfficeKey)
	if err != nil {
		return nil, err
	}
	all := append([]*roster.SignedRoster{held}, beside...)
	for _, signed := range all {
		if err := signed.Verify(); err != nil {
			return nil, unsoundRoster(err)
		}
	}
	return roster.Tips(all), nil
}

// AdoptRoster takes over a roster that came in a file: as the first one, after the
// person has compared its code, as a later version of the one held, or beside it where
// the office's roster went on separately. It says whether anything has changed.
func (d *Service) AdoptRoster(ctx context.Context, signed *roster.SignedRoster) (bool, error) {
	untrusted := func(err error) error { return &Error{Code: Untrusted, Detail: err.Error(), Err: err} }
	if err := signed.Verify(); err != nil {
		return false, untrusted(err)
	}
	all, err := d.OwnRosters(ctx)
	if err != nil {
		return false, err
	}
	if len(all) == 0 {
		return true, d.PutRoster(ctx, signed)
	}
	if err := roster.Related(signed, all[0]); err != nil {
		return false, untrusted(err)
	}
	tips := roster.Tips(append(all, signed))
	if !slices.Contains(tips, signed) {
		return false, nil
	}
	return true, d.putTips(ctx, all[0], tips)
}

// ReplaceRoster takes over a roster under another key of the office that does not know
// all that the one held here says: the person has compared its code. Untrusted for one
// that the old key, or its people, did not sign for. What was held is kept.
func (d *Service) ReplaceRoster(ctx context.Context, signed *roster.SignedRoster) error {
	if err := signed.Verify(); err != nil {
		return &Error{Code: Untrusted, Detail: err.Error(), Err: err}
	}
	all, err := d.OwnRosters(ctx)
	if err != nil {
		return err
	}
	if len(all) > 0 {
		if err := roster.Related(signed, all[0]); err != nil && !errors.Is(err, roster.ErrAhead) {
			return &Error{Code: Untrusted, Detail: err.Error(), Err: err}
		}
		if err := d.Rosters.Keep(ctx, all[0].Roster.OfficeKey, all); err != nil {
			return err
		}
	}
	return d.PutRoster(ctx, signed)
}

// putTips keeps what is left of the rosters that were held and one that came. The one
// held stays the first where nothing takes its place.
func (d *Service) putTips(ctx context.Context, held *roster.SignedRoster, tips []*roster.SignedRoster) error {
	if len(tips) > roster.MaxTips {
		return &Error{Code: Untrusted, Detail: "名册分开更新的份数太多，请名册管理人先合并"}
	}
	first := slices.Index(tips, held)
	if first < 0 { // what follows it comes last
		first = len(tips) - 1
	}
	beside := slices.Delete(slices.Clone(tips), first, first+1)
	// What stands beside goes first: with both of them nothing is lost.
	if err := d.Rosters.Keep(ctx, held.Roster.OfficeKey, beside); err != nil {
		return err
	}
	if tips[first] == held {
		return nil
	}
	return d.PutRoster(ctx, tips[first])
}

// KeptRosters returns the rosters that are kept here of another office; none where
// its code was never compared. One that is not genuine is an Untrusted error.
func (d *Service) KeptRosters(ctx context.Context, office keys.Public) ([]*roster.SignedRoster, error) {
	kept, err := d.Rosters.Kept(ctx, office)
	if err != nil {
		return nil, err
	}
	for _, signed := range kept {
		if err := signed.Verify(); err != nil {
			return nil, unsoundRoster(err)
		}
	}
	return kept, nil
}

// KeepRosters keeps the rosters of another office beside the own one. It says whether
// they are others than before.
func (d *Service) KeepRosters(ctx context.Context, tips []*roster.SignedRoster) (bool, error) {
	office := tips[0].Roster.OfficeKey
	before, err := d.Rosters.Kept(ctx, office)
	if err != nil {
		return false, err
	}
	same := slices.EqualFunc(before, tips, func(a, b *roster.SignedRoster) bool { return a.Roster.Digest() == b.Roster.Digest() })
	if same {
		return false, nil
	}
	return true, d.Rosters.Keep(ctx, office, tips)
}

// RostersOf returns the rosters that a report is signed by: of the office here, or of
// another one.
func (d *Service) RostersOf(ctx context.Context, s *Session) ([]*roster.SignedRoster, error) {
	if s.actor.Foreign != "" {
		return d.KeptRosters(ctx, s.actor.Roster.OfficeKey)
	}
	return d.OwnRosters(ctx)
}

// actorFor returns who may work on a report: of another office's report nobody here,
// by that office's roster.
func (d *Service) actorFor(ctx context.Context, me signoff.Actor, entries []journal.Entry) (signoff.Actor, error) {
	i := slices.IndexFunc(entries, func(e journal.Entry) bool { return e.Transition != nil })
	if i < 0 || d.Rosters == nil || ownSigned(me.Roster, entries[i].Transition) {
		return me, nil
	}
	a := entries[i].Transition
	kept, err := d.KeptRosters(ctx, a.OfficeKey) // of all, where the signature names none
	if err != nil {
		return me, err
	}
	if a.OfficeKey == "" {
		kept = slices.DeleteFunc(kept, func(s *roster.SignedRoster) bool {
			p := s.Roster.Person(a.Person)
			return p == nil || !p.HasHeld(a.Key)
		})
	}
	if theirs := roster.Union(kept); theirs != nil {
		return signoff.Actor{Roster: theirs, Foreign: theirs.Office}, nil
	}
	return me, nil
}

// ownSigned says whether a signature was made by the roster of the office here, where
// that can be told.
func ownSigned(own *roster.Roster, a *signoff.Transition) bool {
	switch {
	case own == nil:
		return false
	case a.OfficeKey == "":
		p := own.Person(a.Person)
		return p != nil && p.HasHeld(a.Key)
	}
	return a.OfficeKey == own.OfficeKey || a.OfficeKey == own.KeyAt(a.RosterVersion)
}

// SayForked tells in sentences that the office's roster went on separately, and what
// to do; administrator says whether the office's key lies here. "" where it did not.
func SayForked(tips []*roster.SignedRoster, administrator bool) string {
	if len(tips) < 2 {
		return ""
	}
	text := fmt.Sprintf("本单位的名册有 %d 份是分开更新的：", len(tips))
	for i, signed := range tips {
		if i > 0 {
			text += "、"
		}
		text += signed.Roster.Named()
	}
	text += "，可能是两位名册管理人各自改过，或者恢复过备份。各份都是本单位名册密钥所签，签名按合在一起的名册验证，审签照常进行。"
	if administrator {
		return text + "请在“审签设置”中按“合并名册…”（命令行 nianbao merge）合成一份，再导出交给各台电脑；合并以前不能登记人员。"
	}
	return text + "请导出名册，交给名册管理人，由他合并。"
}
