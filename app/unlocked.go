package app

import (
	"context"
	"strconv"
	"time"

	"nianbao/app/keys"
)

// A person can have their password asked for once for several acts one after the
// other, on a workstation that is theirs alone. It is off until it is set.

// SettingKeepPassword is for how many minutes an opened key is kept, "" for not at all.
const SettingKeepPassword = "keep_password"

// mostKept is the longest that a key is kept.
const mostKept = 5 * time.Minute

// KeepUnlocked keeps a key that was opened, for as long as is set and where nobody
// else has a key at this workstation.
func (d *Service) KeepUnlocked(ctx context.Context, owner string, key keys.Signer) {
	minutes, err := d.Settings.Setting(ctx, SettingKeepPassword)
	n, notSet := strconv.Atoi(minutes)
	if err != nil || notSet != nil || n <= 0 {
		return
	}
	if people, err := d.EligibleSigners(ctx); err != nil || len(people) != 1 || people[0].Person.ID != owner {
		return
	}
	d.unlocked.Keep(owner, key, min(time.Duration(n)*time.Minute, mostKept))
}

// Unlocked returns a key that is still open, nil for none. The store is copied before
// it signs, as where a password is typed.
func (d *Service) Unlocked(ctx context.Context, owner string) keys.Signer {
	key := d.unlocked.Of(owner)
	if minutes, err := d.Settings.Setting(ctx, SettingKeepPassword); key == nil || err != nil || minutes == "" {
		return nil // switched off meanwhile
	}
	d.beforeSigning(ctx, owner)
	return key
}

// ForgetUnlocked has the next act ask for the password again.
func (d *Service) ForgetUnlocked() { d.unlocked.Forget() }
