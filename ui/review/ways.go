package review

import (
	"fyne.io/fyne/v2"

	"nianbao/app/form"
	"nianbao/app/signoff"
	"nianbao/ui/commands"
	"nianbao/ui/widgets"
)

// overviewed says whether the first sheet is shown: to whoever looks at a report
// that was sent on. An officer who looks how a draft prints wants the pages.
func (p *Page) overviewed() bool { return p.Session.State().Stage != signoff.Drafting }

// tools are what the bar over the pages offers besides.
func (p *Page) tools() []fyne.CanvasObject {
	var out []fyne.CanvasObject
	if p.Opened.Locked() == "" {
		out = append(out, widgets.NewQuiet(p.w, commands.Titled(commands.Reason), p.giveReason))
	}
	return append(out, widgets.NewQuiet(p.w, commands.Titled(commands.Print), p.Opened.PrintReport), widgets.NewButton(p.w, commands.Titled(commands.Export), p.Opened.Export))
}

// giveReason goes to the form, where what wants an explanation is explained.
func (p *Page) giveReason() {
	if p.w.Dialogs().Open() {
		return
	}
	p.Opened.Toggle()
	if p.w.Screen() != widgets.Screen(p) {
		p.w.Do(commands.Reason)
	}
}

// askOrigin tells where what stands at the chosen place came from.
func (p *Page) askOrigin() {
	if p.Chosen == "" {
		p.SetStatus("请先点一下页面上的数字或者文字。")
		return
	}
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(p.side.card)
	p.Opened.ShowOrigin(at, p.side.card.Size(), p.Chosen)
}

// goToSection shows a section of the form from its heading.
func (p *Page) goToSection(i int) {
	heading := p.Session.Report().Form().Sections[i].Heading
	if !p.View.GoToPart(heading) {
		p.SetStatus("“" + heading + "”没有印在页面上。")
	}
	p.Refocus()
}

// partName is what menus call a section, which is shorter than its heading.
func (p *Page) partName(heading string) string {
	for i, s := range p.Session.Report().Form().Sections {
		if c := commands.Of(commands.Part(i + 1)); s.Heading == heading && c != nil {
			return c.Name()
		}
	}
	return heading
}

// back leads to the form, from where a drafter came, or to the list.
func (p *Page) back() {
	if p.Opened.Turn() {
		p.w.Do(commands.List)
		return
	}
	p.Opened.Toggle()
}

// menu shows what can be done at a place, "" for the report as a whole.
func (p *Page) menu(a form.Address, at fyne.Position) {
	widgets.ContextMenu(p.w, at, p.Actions(), p.menuOf(a)...)
}

// menuOf lists what can be done, in groups.
func (p *Page) menuOf(a form.Address) []commands.ID {
	offer := p.Actions()
	var out []commands.ID
	for _, group := range [][]commands.ID{
		{commands.WriteRemark, commands.Origin},
		{commands.NextNote, commands.NextChange, commands.NextError},
		{commands.Approve, commands.Return, commands.Submit, commands.Reason},
		{commands.FitPage, commands.FitWidth, commands.TwoPages},
		{commands.Export, commands.Print, commands.Record, commands.Preview},
	} {
		line := len(out) > 0
		for _, id := range group {
			if offer[id] == nil || id == commands.WriteRemark && a == "" {
				continue
			}
			if line {
				out, line = append(out, ""), false
			}
			out = append(out, id)
		}
	}
	return out
}
