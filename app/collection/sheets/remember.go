package sheets

import (
	"context"
	"encoding/json"
	"fmt"

	"nianbao/app"
	"nianbao/app/collection"
)

// The settings that collection sheets have in the store: who provides what in each unit,
// by its name, and the digests of files that were written.
const (
	settingAssignments = "collection"
	settingWritten     = "collection_files"
)

// Remembered returns who provides what in a unit, as the office said before: under the
// first of its names that anything was said of.
func Remembered(ctx context.Context, settings app.Settings, names ...string) (*collection.Assignment, error) {
	all, err := remembered(ctx, settings)
	if err != nil {
		return nil, err
	}
	for _, unit := range names {
		if a := all[unit]; a != nil {
			return a, nil
		}
	}
	return &collection.Assignment{}, nil
}

func remembered(ctx context.Context, settings app.Settings) (map[string]*collection.Assignment, error) {
	out := map[string]*collection.Assignment{}
	raw, err := settings.Setting(ctx, settingAssignments)
	if err != nil {
		return nil, fmt.Errorf("read who provides what: %w", err)
	}
	if raw != "" && json.Unmarshal([]byte(raw), &out) != nil {
		return map[string]*collection.Assignment{}, nil // of a newer program: it is said anew
	}
	return out, nil
}

// Remember keeps who provides what in a unit. Nothing else of other units changes.
func Remember(ctx context.Context, settings app.Settings, unit string, a *collection.Assignment) error {
	all, err := remembered(ctx, settings)
	if err != nil {
		return err
	}
	all[unit] = a
	raw, err := json.Marshal(all)
	if err != nil {
		return fmt.Errorf("write who provides what: %w", err)
	}
	if err := settings.SetSetting(ctx, settingAssignments, string(raw)); err != nil {
		return fmt.Errorf("keep who provides what: %w", err)
	}
	return nil
}
