package preset

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"nianbao/app"
)

// own stands before the name of a setting that a person has chosen.
const own = "own:"

// Apply puts the settings into those of a workstation. What a person has chosen stays,
// before it or since. What was set from the file follows it, and ends when the line is
// taken out or the file is gone; not where a line is there and cannot be understood.
func (p *Preset) Apply(ctx context.Context, settings app.Settings) error {
	raw, err := settings.Setting(ctx, app.SettingPreset)
	if err != nil {
		return fmt.Errorf("read what was preset: %w", err)
	}
	noted := map[string]string{} // what was set from the file, by name
	if json.Unmarshal([]byte(raw), &noted) != nil {
		noted = map[string]string{}
	}
	before := maps.Clone(noted)
	for _, name := range slices.Sorted(maps.Values(keys)) {
		if name == "" || p.refused[name] {
			continue
		}
		if err := p.apply(ctx, settings, name, noted); err != nil {
			return err
		}
	}
	if maps.Equal(before, noted) {
		return nil
	}
	text, err := json.Marshal(noted)
	if err != nil {
		return fmt.Errorf("note what was preset: %w", err)
	}
	return settings.SetSetting(ctx, app.SettingPreset, string(text))
}

// apply brings one setting up to the file.
func (p *Preset) apply(ctx context.Context, settings app.Settings, name string, noted map[string]string) error {
	value := p.Settings[name]
	set, ours := noted[name]
	if noted[own+name] != "" || value == "" && (!ours || p.unclear) {
		return nil
	}
	held, err := settings.Setting(ctx, name)
	if err != nil {
		return fmt.Errorf("read %s: %w", name, err)
	}
	if held != set {
		delete(noted, name)
		noted[own+name] = "yes"
		return nil
	}
	if value != held {
		if err := settings.SetSetting(ctx, name, value); err != nil {
			return fmt.Errorf("preset %s: %w", name, err)
		}
	}
	if noted[name] = value; value == "" {
		delete(noted, name)
	}
	return nil
}
