package office

import (
	"context"

	"nianbao/app"
	"nianbao/app/roster"
)

// Merge signs the version that has what all versions have that went on separately;
// chain is which of their levels are in force from then on. Forbidden where there is
// only one.
func (a Administration) Merge(ctx context.Context, password string, chain roster.Chain) error {
	tips, err := a.Service.OwnRosters(ctx)
	if err != nil {
		return err
	}
	if len(tips) < 2 {
		return &app.Error{Code: app.Forbidden, Sentence: "本机的名册只有一份，不需要合并。"}
	}
	last := int64(0)
	for _, signed := range tips {
		last = max(last, signed.Roster.At)
	}
	dated := a.dating(ctx, last)
	if err := a.Service.DateDoubted(dated); err != nil {
		return err
	}
	key, err := a.unlockPrivate(ctx, app.OfficeOwner, password)
	if err != nil {
		return err
	}
	defer key.Wipe()
	signed, err := roster.Merge(tips, chain, dated.At.UnixMicro()).Sign(key)
	if err != nil {
		return rosterRefusal(err)
	}
	if err := a.Service.PutRoster(ctx, signed); err != nil {
		return err
	}
	return a.Service.Rosters.Keep(ctx, signed.Roster.OfficeKey, nil)
}
