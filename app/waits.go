package app

import (
	"context"
	"fmt"

	"nianbao/app/keys"
)

// settingWaits begins the settings that keep what is left of the wait after wrong
// passwords for a key.
const settingWaits = "wait."

func settingWait(row string) string { return settingWaits + row }

// waited is TooSoon while one has to wait after wrong passwords. What is left is kept,
// and not until when: the clock can be set.
func (d *Service) waited(ctx context.Context, row string, failures int) error {
	if keys.Full(failures) == 0 {
		return nil
	}
	text, err := d.Settings.Setting(ctx, settingWait(row))
	if err != nil {
		return err
	}
	left := keys.ReadWait(text, failures, d.running()).Now(d.running())
	if err := d.Settings.SetSetting(ctx, settingWait(row), left.Text()); err != nil {
		return err
	}
	if left.Left > 0 {
		return &Error{Code: TooSoon, Detail: fmt.Sprintf("请过 %s 再试", inWords(left.Left))}
	}
	return nil
}

// beginWait notes the wait after one failure more, before the try is counted: ending
// the program between the two must not spare it.
func (d *Service) beginWait(ctx context.Context, row string, failures int) error {
	if keys.Full(failures) == 0 {
		return nil
	}
	return d.Settings.SetSetting(ctx, settingWait(row), keys.Begin(failures, d.running()).Text())
}
