package ui

import (
	"fmt"
	"nianbao/app/roster"
	"nianbao/app/signoff"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"nianbao/app"
	"nianbao/app/handover"
	"nianbao/ui/commands"
	"nianbao/ui/prose"
)

// officePage is 审签设置: the office's roster, its people, and who works at
// this workstation.
type officePage struct {
	w       Host
	goBack  func()
	roster  *roster.Roster // nil while nothing is set up
	actor   signoff.Actor
	keeper  bool              // the office's key lies here
	here    map[string]bool   // persons whose key in force lies here
	pending *handover.Request // waits for its answer

	people  *lineList
	buttons []*keyButton // that need a person
	manage  []*keyButton // that need the office's key too
	content *fyne.Container
}

// showOffice shows 审签设置.
func ShowOffice(w Host) {
	back := WayBack(w)
	if w.Screen() != nil && !w.Screen().Leave() {
		return
	}
	w.Window().SetTitle("审签设置 - 年报通")
	w.Show(newOfficePage(w, back))
}

// WayBack leads past the page: it is shown anew by a command.
func (p *officePage) WayBack() func() { return p.goBack }

func newOfficePage(w Host, back func()) *officePage {
	p := &officePage{w: w, goBack: back, content: container.NewStack()}
	p.reload()
	return p
}

// reload reads the roster and shows it.
func (p *officePage) reload() {
	p.read()
	p.content.Objects = []fyne.CanvasObject{p.build()}
	p.content.Refresh()
	p.Refocus()
}

// read reads what the page shows.
func (p *officePage) read() {
	var err error
	if p.actor, err = p.w.Service().Actor(p.w.Context()); err != nil {
		Fail(p.w, "read roster", err)
		return
	}
	p.roster, p.keeper, p.here = p.actor.Roster, false, map[string]bool{}
	if p.pending, err = p.w.Service().PendingRequest(p.w.Context()); err != nil {
		p.w.Log().Error("read pending request", "error", err)
	}
	if p.roster == nil {
		return
	}
	if p.keeper, err = p.w.Service().KeyHere(p.w.Context(), app.OfficeOwner, p.roster.OfficeKey); err != nil {
		p.w.Log().Error("look for the office's key", "error", err)
	}
	signers, err := p.w.Service().EligibleSigners(p.w.Context())
	if err != nil {
		p.w.Log().Error("list signers", "error", err)
	}
	for _, a := range signers {
		p.here[a.Person.ID] = true
	}
}

func (p *officePage) build() fyne.CanvasObject {
	top := container.NewVBox(pageHead(p.w, "审签设置", p.onBack))
	if p.pending != nil {
		top.Add(p.pendingBand())
	}
	note := container.NewVBox(hairline(), &prose.Label{Text: signoff.WhatASignatureIs})
	middle := p.setup()
	if p.roster != nil {
		middle = p.office()
	}
	return container.NewBorder(top, container.NewPadded(note), nil, nil, container.NewPadded(container.NewPadded(middle)))
}

// pendingBand tells that a request waits for its answer.
func (p *officePage) pendingBand() fyne.CanvasObject {
	text := fmt.Sprintf("%s的登记申请还没有办结（密钥代码 %s）。请把申请文件交给名册管理人；管理人交回新的名册文件后，在这里打开，就可以签名了。",
		p.pending.Name, p.pending.Key.Code())
	return container.NewPadded(container.NewBorder(nil, nil, nil,
		container.NewCenter(NewButton(p.w, "再次导出申请…", func() { saveRequest(p.w, p.pending) })),
		&prose.Label{Text: text, Importance: widget.WarningImportance}))
}

// office shows the roster: its office, its people and what can be done.
func (p *officePage) office() fyne.CanvasObject {
	p.people = newLineList(p.w, []column{
		{"姓名", 90}, {"职务", 0}, {"可签级别", 150}, {"密钥代码", 220}, {"状态", 70}, {"这台电脑", 180},
	}, p.setButtons, p.onChoose)
	var lines []line
	for i := range p.roster.People {
		lines = append(lines, p.personLine(&p.roster.People[i]))
	}
	p.buildButtons()
	p.people.setLines(lines)
	empty := container.NewCenter(&widget.Label{Text: "名册中还没有人。请先“登记自己”。"})
	show(empty, len(lines) == 0)
	foot := container.NewVBox(p.personButtons(), p.missing())
	return container.NewBorder(container.NewVBox(p.officeHead(), p.people.head()), foot, nil, nil, container.NewStack(p.people, empty))
}

func (p *officePage) personLine(m *roster.Person) line {
	last := m.Registrations[len(m.Registrations)-1]
	state, importance, here := "在用", widget.SuccessImportance, ""
	if m.Deactivated() {
		state, importance = "已离开", widget.LowImportance
	}
	if p.here[m.ID] {
		here = "密钥在本机"
	}
	if p.actor.Person != nil && p.actor.Person.ID == m.ID {
		here = strings.TrimPrefix(here+"，当前使用者", "，")
	}
	return line{cells: []cell{
		{text: m.Name()},
		{text: m.Post()},
		{text: levelNames(p.roster.Chains[last.Chain], last.Levels)},
		{text: last.Key.Code()},
		{state, importance},
		{text: here},
	}}
}

// officeHead names the office, its code and its levels.
func (p *officePage) officeHead() fyne.CanvasObject {
	r := p.roster
	title := &widget.Label{Text: r.Office, TextStyle: fyne.TextStyle{Bold: true}, SizeName: theme.SizeNameSubHeadingText}
	version := &widget.Label{Text: fmt.Sprintf("名册第%d版，%s更新", r.Version, timeOf(r.At)), Importance: widget.LowImportance}
	code := container.NewHBox(&widget.Label{Text: "名册代码"}, bigCode(r.OfficeKey.Code()))
	var steps []string
	for _, s := range r.Chain() {
		steps = append(steps, s.Name)
	}
	chain := prose.NewLabel("审签级数：" + strings.Join(steps, " → "))
	enrol := NewButton(p.w, p.enrolName(), func() { Enrol(p.w, nil) })
	if p.actor.Person == nil && p.pending == nil {
		enrol.Importance = widget.HighImportance
	}
	buttons := container.NewHBox(
		enrol,
		NewCommandAs(p.w, commands.OpenFile, "打开登记申请…"),
		NewButton(p.w, "导出名册…", func() { saveRoster(p.w) }),
	)
	if p.keeper {
		buttons.Add(NewButton(p.w, "修改审签级数…", p.onChain))
	}
	return container.NewVBox(container.NewBorder(nil, nil, container.NewHBox(title, version), code), chain, container.NewPadded(buttons))
}

func (p *officePage) enrolName() string {
	switch {
	case !p.keeper:
		return "写登记申请…"
	case len(p.roster.People) == 0:
		return "登记自己…"
	}
	return "登记新的人…"
}

func (p *officePage) buildButtons() {
	p.buttons = []*keyButton{
		NewButton(p.w, "设为本机使用者（Enter）", p.onChoose),
		NewButton(p.w, "丢失密码，重新登记…", func() { Enrol(p.w, p.selected()) }),
	}
	p.manage = []*keyButton{
		NewButton(p.w, "换职务或级别…", func() { reassign(p.w, p.roster, p.selected()) }),
		NewButton(p.w, "已离开…", func() { dismiss(p.w, p.selected()) }),
	}
	p.setButtons()
}

func (p *officePage) personButtons() fyne.CanvasObject {
	box := container.NewHBox()
	for _, b := range append(append([]*keyButton{}, p.buttons...), p.manage...) {
		box.Add(b)
	}
	if !p.keeper {
		box.Add(&widget.Label{Text: "登记、换职务和级别，在名册管理人的电脑上办理。", Importance: widget.LowImportance})
	}
	return container.NewPadded(box)
}

func (p *officePage) setButtons() {
	m := p.selected()
	for _, b := range p.buttons {
		enable(b, m != nil)
	}
	for _, b := range p.manage {
		enable(b, m != nil && p.keeper && !m.Deactivated())
	}
}

// missing warns of levels that nobody can sign.
func (p *officePage) missing() fyne.CanvasObject {
	var names []string
	for i, s := range p.roster.Chain() {
		signed := false
		for j := range p.roster.People {
			m := &p.roster.People[j]
			signed = signed || !m.Deactivated() && m.Signs(i+1)
		}
		if !signed {
			names = append(names, "“"+s.Name+"”")
		}
	}
	if names == nil || len(p.roster.People) == 0 {
		return container.NewVBox()
	}
	return &prose.Label{Text: strings.Join(names, "、") + "还没有人可以签，报告送审后会停在那里。请登记可签这一级的人，或者给已登记的人加上这一级。", Importance: widget.WarningImportance}
}

// selected is the person of the chosen line, nil for none.
func (p *officePage) selected() *roster.Person {
	if p.people == nil || p.people.chosen < 0 || p.people.chosen >= len(p.roster.People) {
		return nil
	}
	return &p.roster.People[p.people.chosen]
}

// onChoose makes the chosen person the one who works here.
func (p *officePage) onChoose() {
	m := p.selected()
	if m == nil {
		return
	}
	if err := p.w.Service().SwitchUser(p.w.Context(), m.ID); err != nil {
		Fail(p.w, "choose person", err)
		return
	}
	at := p.people.chosen
	p.reload()
	p.people.choose(at)
	if !p.here[m.ID] {
		Tell(p.w, "本机使用者", m.Name()+"的密钥不在这台电脑上：可以查看和填写报告，不能签名。签名请在本人的电脑上进行。")
	}
}

func (p *officePage) onBack() { p.goBack() }

// Content returns the screen.
func (p *officePage) Content() fyne.CanvasObject { return p.content }

// Shown gives the keyboard to the list.
func (p *officePage) Shown() { p.Refocus() }

// Refocus gives the keyboard to the list of people.
func (p *officePage) Refocus() {
	if p.w.Screen() != Screen(p) || p.people == nil || p.roster == nil || len(p.people.lines) == 0 {
		return
	}
	p.w.Window().Canvas().Focus(p.people)
	at := p.people.chosen
	for i := range p.roster.People {
		if at < 0 && p.actor.Person != nil && p.roster.People[i].ID == p.actor.Person.ID {
			at = i
		}
	}
	p.people.choose(at)
}

// Leave always lets go: nothing is typed here.
func (p *officePage) Leave() bool { return true }

// Actions offers the way back.
func (p *officePage) Actions() commands.Offer {
	return commands.Offer{commands.Back: p.onBack, commands.Cancel: p.onBack}
}

// officeChanged shows the roster anew where it is shown.
func OfficeChanged(w Host) {
	if p, ok := w.Screen().(*officePage); ok {
		p.reload()
		return
	}
	ShowOffice(w)
}

// Topic is the chapter of the manual about this page.
func (p *officePage) Topic() string { return "登记自己" }
