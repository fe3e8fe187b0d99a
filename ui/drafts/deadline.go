package drafts

import (
	"nianbao/app/deadline"
	"nianbao/app/signoff"
	"nianbao/ui/widgets"
)

// showDeadline says beside the title until when the office's own report has to be
// published.
func (p *List) showDeadline() {
	now := p.w.Service().Now()
	unit := p.w.Service().OwnUnit(p.w.Context())
	if unit == "" {
		p.frame.SetState("", widgets.ColorClear, "", widgets.ColorQuiet)
		return
	}
	year, stage := deadline.ReportYear(now), signoff.Drafting
	for i := range p.all {
		if !p.all[i].Example && p.all[i].Unit == unit && p.all[i].Year == year {
			stage = p.all[i].Stage
		}
	}
	kind := deadline.Of(unit, p.units[unit].Kind)
	short, urgency := kind.Due(year, stage, now)
	text, color := "", widgets.ColorQuiet
	if short != "" {
		text = kind.DueSentence(year, now)
	}
	if urgency != deadline.NoHurry {
		color = widgets.ColorExplain
	}
	p.frame.SetState("", widgets.ColorClear, text, color)
}
