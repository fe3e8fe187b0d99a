// Package upkeep is what goes on beside a window: copies that fall due, and the
// daily look through the whole store.
package upkeep

import (
	"context"
	"log/slog"
	"time"

	"nianbao/app"
)

// KeepBackups makes the copies that fall due, as long as ctx lasts. The first
// comes when a window has long been there: with many drafts it keeps disk and
// processor busy, and the first frame would wait.
func KeepBackups(ctx context.Context, d *app.Service, log *slog.Logger) {
	const first, usual, afterFailure = 5 * time.Second, time.Minute, 15 * time.Minute
	for rest := first; pause(ctx, rest); {
		rest = usual
		if d.Trouble() != nil {
			continue // it is told, and nothing can be copied until it is over
		}
		err := d.Backups.MakeDue(ctx)
		if err == nil {
			err = d.Backups.State(ctx).PlaceErr
		}
		if err != nil && ctx.Err() == nil {
			rest = afterFailure
			log.Error("back up", "error", err)
		}
	}
}

// KeepChecked looks through the whole store once a day, as long as ctx lasts: a
// start looks only at a part of a big one. What is found is shown by the
// window, which asks the store.
func KeepChecked(ctx context.Context, d *app.Service, log *slog.Logger) {
	const first, usual, day = 4 * time.Second, time.Minute, 24 * time.Hour
	for rest := first; pause(ctx, rest); rest = usual {
		if time.Since(d.Health.Checked()) < day && d.Trouble() == nil {
			continue
		}
		if err := d.Health.Check(ctx); err != nil && ctx.Err() == nil {
			log.Error("check store", "error", err)
		}
	}
}

// pause waits; false when ctx ended meanwhile.
func pause(ctx context.Context, rest time.Duration) bool {
	select {
	case <-ctx.Done():
		return false
	case <-time.After(rest):
		return true
	}
}
