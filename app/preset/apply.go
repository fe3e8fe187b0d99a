package preset

import (
	"context"
	"encoding/json"
	"fmt"

	"nianbao/app"
)

// Apply puts the settings into those of a workstation, once: what a person has
// chosen since stays. Where the file has changed, what is still as it was last set
// from there follows it.
func (p *Preset) Apply(ctx context.Context, settings app.Settings) error {
	if p.Path == "" || len(p.Settings) == 0 {
		return nil
	}
	raw, err := settings.Setting(ctx, app.SettingPreset)
	if err != nil {
		return fmt.Errorf("read what was preset: %w", err)
	}
	last := map[string]string{}
	if json.Unmarshal([]byte(raw), &last) != nil {
		last = map[string]string{}
	}
	changed := false
	for name, value := range p.Settings {
		if last[name] == value {
			continue
		}
		held, err := settings.Setting(ctx, name)
		if err != nil {
			return fmt.Errorf("read %s: %w", name, err)
		}
		if held == last[name] {
			if err := settings.SetSetting(ctx, name, value); err != nil {
				return fmt.Errorf("preset %s: %w", name, err)
			}
		}
		last[name], changed = value, true
	}
	if !changed {
		return nil
	}
	text, err := json.Marshal(last)
	if err != nil {
		return fmt.Errorf("note what was preset: %w", err)
	}
	return settings.SetSetting(ctx, app.SettingPreset, string(text))
}
