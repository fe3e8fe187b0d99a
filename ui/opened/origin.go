package opened

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"nianbao/app/form"
	"nianbao/app/origin"
	"nianbao/ui/commands"
	"nianbao/ui/prose"
	"nianbao/ui/widgets"
)

// trace is the record gone through for where everything came from.
func (o *Report) trace() *origin.Trace {
	return origin.Of(o.Session.Entries(), o.Session.Actor().Roster)
}

// Origin tells where what stands at a place came from. Of a record that does not hold it
// says so.
func (o *Report) Origin(a form.Address) string {
	text := o.trace().Told(o.Session.Report(), a)
	if len(o.Session.Problems()) > 0 {
		text += "\n" + origin.NotProven
	}
	return text
}

// Origins tells in one sentence how many figures came from where, "" where there is
// none.
func (o *Report) Origins() string {
	text := origin.Line(o.trace().Tallies(o.Session.Report()))
	if text != "" && len(o.Session.Problems()) > 0 {
		text += origin.NotProven
	}
	return text
}

// ShowOrigin shows beside a place of the window where what stands at an address came
// from.
func (o *Report) ShowOrigin(at fyne.Position, size fyne.Size, a form.Address) {
	head := &prose.Label{Text: commands.Of(commands.Origin).Name() + "：" + widgets.PlaceName(o.Session.Report(), a), Bold: true}
	foot := &widget.Label{Text: "Esc 关闭", Importance: widget.LowImportance}
	widgets.ShowPopover(o.Host, at, size, container.NewVBox(head, prose.NewLabel(o.Origin(a)), foot))
}
