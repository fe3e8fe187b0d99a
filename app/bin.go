package app

import (
	"context"
	"errors"
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
