package exchange

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"nianbao/app/handover"
	"nianbao/app/keys"
)

// settingHandled names the files of the exchange folder that are not listed any more.
const settingHandled = "exchange_handled"

// handled names a file for that setting: one that is written over is another.
func (s fileStamp) handled() string {
	return string(keys.Sum(fmt.Appendf(nil, "%s\n%d\n%d", s.name, s.size, s.at.UnixMicro())))[:16]
}

// Handled has a file not listed any more at this workstation. It stays where it is:
// others may still need it, and nobody can tell from here who.
func (t *Folder) Handled(ctx context.Context, f *File) error {
	const most = 1000
	known, err := t.handledFiles(ctx)
	if err != nil || slices.Contains(known, f.stamp.handled()) {
		return err
	}
	known = append(known, f.stamp.handled())
	return t.Desk.Settings.SetSetting(ctx, settingHandled, strings.Join(known[max(len(known)-most, 0):], " "))
}

func (t *Folder) handledFiles(ctx context.Context) ([]string, error) {
	if t.Desk.Settings == nil {
		return nil, nil
	}
	raw, err := t.Desk.Settings.Setting(ctx, settingHandled)
	return strings.Fields(raw), err
}

// goesFurther says whether two files ask for signatures on one new key of the office,
// and the first has more of them, or as many and comes first.
func goesFurther(a, b *ImportPreview, first bool) bool {
	if a == nil || b == nil || a.File.Kind != handover.KindNewKey || b.File.Kind != handover.KindNewKey {
		return false
	}
	x, y := a.File.Roster.Pending(), b.File.Roster.Pending()
	if x == nil || y == nil || a.File.Roster.Roster.OfficeKey != b.File.Roster.Roster.OfficeKey {
		return false
	}
	return len(x.Signatures) > len(y.Signatures) || len(x.Signatures) == len(y.Signatures) && first
}
