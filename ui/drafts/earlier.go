package drafts

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"nianbao/app/upkeep"
)

// newEarlier is the line beneath 还没有报告 that tells of copies in the second place;
// it is not there until they are found.
func newEarlier() *widget.Label {
	l := &widget.Label{Alignment: fyne.TextAlignCenter, Importance: widget.WarningImportance}
	l.Hide()
	return l
}

// tellEarlier looks for such copies, which may wait for a share.
func (p *List) tellEarlier() {
	if !p.Empty.Visible() {
		return
	}
	said := ""
	p.w.Background(func() error {
		said = upkeep.Earlier(p.w.Context(), p.w.Service())
		return nil
	}, func(error) {
		if said == p.earlier.Text { // nearly always: there are none
			return
		}
		if p.earlier.SetText(said); said == "" {
			p.earlier.Hide()
		} else {
			p.earlier.Show()
		}
	})
}
