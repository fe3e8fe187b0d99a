package sqlite

import (
	"context"
	"crypto/rand"
	"encoding/hex"

	"nianbao/app"
	"nianbao/store/sqlite/dbfile"
)

// identify gives the store an id where it has none. It comes with the first copy,
// not with the store: a machine that is cloned before anything is entered would
// hand it on. Where it cannot be stored, copies are made without, and all stay.
func (d *DB) identify(ctx context.Context) {
	if id, err := d.Setting(ctx, app.SettingStore); err != nil || dbfile.IDForm.MatchString(id) {
		return
	}
	id := make([]byte, 8)
	_, _ = rand.Read(id) // it never fails
	_ = d.SetSetting(ctx, app.SettingStore, hex.EncodeToString(id))
}
