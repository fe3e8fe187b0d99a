package app

import (
	"context"
	"encoding/json"
	"fmt"

	"nianbao/app/deadline"
	"nianbao/app/form"
	"nianbao/app/report"
)

// UnitSettings is what the office keeps of one unit from year to year.
type UnitSettings struct {
	// Kind says by when it has to publish; "" goes by its name.
	Kind deadline.Kind `json:"kind,omitempty"`
	// Before is the name that it had in the years before, "" for this one.
	Before string `json:"before,omitempty"`
	// Contact holds its contact fields, by their addresses in a report.
	Contact map[form.Address]string `json:"contact,omitempty"`
}

// Units returns what is kept of each unit, by its name.
func (d *Service) Units(ctx context.Context) (map[string]UnitSettings, error) {
	return unitsIn(ctx, d.Settings)
}

func unitsIn(ctx context.Context, settings Settings) (map[string]UnitSettings, error) {
	out := map[string]UnitSettings{}
	raw, err := settings.Setting(ctx, SettingUnits)
	if err != nil {
		return out, fmt.Errorf("read what is kept of units: %w", err)
	}
	if raw != "" && json.Unmarshal([]byte(raw), &out) != nil {
		return map[string]UnitSettings{}, nil // another program's words: nothing is kept, and nothing is lost by that
	}
	return out, nil
}

// changeUnit changes what is kept of a unit.
func changeUnit(ctx context.Context, settings Settings, unit string, change func(*UnitSettings)) error {
	all, err := unitsIn(ctx, settings)
	if err != nil {
		return err
	}
	kept := all[unit]
	change(&kept)
	all[unit] = kept
	raw, err := json.Marshal(all)
	if err != nil {
		return fmt.Errorf("write what is kept of units: %w", err)
	}
	if err := settings.SetSetting(ctx, SettingUnits, string(raw)); err != nil {
		return fmt.Errorf("keep settings of a unit: %w", err)
	}
	return nil
}

// SetUnitKind keeps by when a unit has to publish.
func (d *Service) SetUnitKind(ctx context.Context, unit string, kind deadline.Kind) error {
	return changeUnit(ctx, d.Settings, unit, func(u *UnitSettings) { u.Kind = kind })
}

// SetUnitBefore keeps the name that a unit had before it was renamed: its reports of
// then are what the next one goes on from.
func (d *Service) SetUnitBefore(ctx context.Context, unit, before string) error {
	return changeUnit(ctx, d.Settings, unit, func(u *UnitSettings) { u.Before = before })
}

// rememberContact keeps the contact fields of a report for the unit's next ones.
func rememberContact(ctx context.Context, settings Settings, r *report.Report) error {
	held := map[form.Address]string{}
	for _, f := range report.ContactFields {
		if text := r.Text(f.Address); text != "" {
			held[f.Address] = text
		}
	}
	return changeUnit(ctx, settings, r.Unit(), func(u *UnitSettings) { u.Contact = held })
}

// OwnUnit is the unit that the next report is likely to be of: the one of the
// roster, else the last one used; "" when there is none.
func (d *Service) OwnUnit(ctx context.Context) string {
	if signed, err := d.Rosters.Roster(ctx); err == nil && signed != nil {
		return signed.Roster.Office
	}
	unit, _ := d.Settings.Setting(ctx, SettingUnit) // a proposal: none is no trouble
	return unit
}
