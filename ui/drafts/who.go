package drafts

import (
	"fyne.io/fyne/v2"

	"nianbao/app/signoff"
	"nianbao/ui/commands"
	"nianbao/ui/widgets"
)

// showWho names who works here, on the button that leads to 审签设置 or, where several
// people have their keys on this workstation, offers them.
func (p *List) showWho() {
	actor, err := p.w.Service().Actor(p.w.Context())
	text := commands.Titled(commands.Office)
	if err == nil && actor.Person != nil {
		text = "使用者：" + actor.Person.Title()
		if len(p.signers()) < 2 {
			text = commands.As(commands.Office, text)
		}
	}
	p.Who.SetText(text)
}

// signers are the people who can sign at this workstation.
func (p *List) signers() []signoff.Actor {
	all, err := p.w.Service().EligibleSigners(p.w.Context())
	if err != nil {
		p.w.Log().Error("list signers", "error", err)
	}
	return all
}

// onWho lets another person work here: what waits for that one then stands first.
func (p *List) onWho() {
	all := p.signers()
	if len(all) < 2 {
		p.w.Do(commands.Office)
		return
	}
	now, err := p.w.Service().Actor(p.w.Context())
	menu := fyne.NewMenu("")
	for _, a := range all {
		is := err == nil && now.Person != nil && now.Person.ID == a.Person.ID
		menu.Items = append(menu.Items, &fyne.MenuItem{Label: a.Person.Title(), Checked: is, Action: func() { p.become(a.Person.ID) }})
	}
	menu.Items = append(menu.Items, fyne.NewMenuItemSeparator(), fyne.NewMenuItem(commands.Of(commands.Office).MenuLabel(), widgets.Doing(p.w, commands.Office)))
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(p.Who)
	widgets.NewMenu(p.w, menu).ShowAtPosition(at.AddXY(0, p.Who.Size().Height))
}

func (p *List) become(person string) {
	if err := p.w.Service().SwitchUser(p.w.Context(), person); err != nil {
		widgets.Fail(p.w, "choose person", err)
		return
	}
	p.reload()
	p.scanFolder(true)
	p.Refocus()
}
