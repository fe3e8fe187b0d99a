package app

import (
	"context"
	"errors"
	"slices"
	"strings"
)

// Recover brings a deleted draft back. When another one has taken its place,
// which may be another history of the same report, that one is deleted in turn:
// its id is returned, 0 for none.
func (d *Service) Recover(ctx context.Context, id int64) (int64, error) {
	err := d.Trash.Restore(ctx, id)
	var taken *Error
	if !errors.As(err, &taken) || taken.Code != Exists || taken.ID == 0 {
		return 0, err
	}
	if err := d.Trash.Delete(ctx, taken.ID, d.Now()); err != nil {
		return 0, err
	}
	if err := d.Trash.Restore(ctx, id); err != nil {
		return 0, errors.Join(err, d.Trash.Restore(ctx, taken.ID))
	}
	return taken.ID, nil
}

// settingDeclined keeps which courses of reports a person has looked at and
// not taken.
const settingDeclined = "declined"

// Decline notes that a person has chosen between both sides and kept ours:
// the file is not listed in the exchange folder any more.
func (d *Service) Decline(ctx context.Context, a *ImportPreview) error {
	held, err := d.declined(ctx)
	digest := string(a.Replay.Digest)
	if err != nil || slices.Contains(held, digest) {
		return err
	}
	const most = 200
	held = append(held, digest)
	return d.Settings.SetSetting(ctx, settingDeclined, strings.Join(held[max(len(held)-most, 0):], " "))
}

func (d *Service) declined(ctx context.Context) ([]string, error) {
	raw, err := d.Settings.Setting(ctx, settingDeclined)
	return strings.Fields(raw), err
}
