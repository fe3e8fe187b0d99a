package opened

import (
	"fmt"
	"image/color"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"nianbao/app/signoff"
	"nianbao/ui/commands"
	"nianbao/ui/prose"
	"nianbao/ui/widgets"
)

// StatusBar is the band under the head of a report: where it stands, for whom it
// waits, what was done last, and what may be done now.
type StatusBar struct {
	o         *Report
	other     string // what the button for the other view is called
	badge     *widgets.Badge
	where     *widget.Label
	Person    *widgets.Select // who works here; only where several people do
	buttons   *fyne.Container
	notes     *fyne.Container
	Lead      *fyne.Container // room for what a small window has no head for, at the left
	Tail      *fyne.Container // and before the buttons
	line      *fyne.Container
	room      float32           // how wide a line is, where it should be only one; 0 for any
	rarer     []*widgets.Button // that the menu has too
	available []Command
	Offers    []*widgets.Button // of what is offered
	others    int               // how many other people of this workstation can act
	shown     []bandNote
	Said      string // why something was not done
	Content   fyne.CanvasObject
	Screen    *fyne.Container // to be laid out anew when the band grows or shrinks
	height    float32
}

// NewStatusBar says where a report stands, with a way to its other screen.
func NewStatusBar(o *Report, other string) *StatusBar {
	b := &StatusBar{
		o: o, other: other, badge: widgets.NewBadge(), where: &widget.Label{TextStyle: fyne.TextStyle{Bold: true}},
		buttons: container.NewHBox(), notes: container.New(widgets.TightLayout{}), Lead: container.NewPadded(), Tail: container.NewPadded(),
	}
	b.Lead.Hide()
	b.Tail.Hide()
	left := container.NewHBox(b.Lead, container.NewPadded(b.badge.Content), container.NewCenter(b.where))
	if len(o.local) > 1 {
		b.Person = b.whoWorks()
		left.Add(container.NewCenter(b.Person))
	}
	b.notes.Hide()
	b.line = container.New(&bandLayout{}, left, container.NewPadded(container.NewHBox(b.Tail, b.buttons)))
	b.Content = container.NewVBox(b.line, b.notes, widgets.Hairline())
	b.Refresh()
	return b
}

// whoWorks names who works here now, and lets somebody else take over: what is
// changed and signed is put down to that person.
func (b *StatusBar) whoWorks() *widgets.Select {
	var names []string
	for _, a := range b.o.local {
		names = append(names, "操作人："+a.Person.Name())
	}
	s := widgets.NewChoice(b.o.Host, names, nil)
	s.PlaceHolder = "操作人：（未选定）"
	for i, a := range b.o.local {
		if me := b.o.Session.Actor().Person; me != nil && me.ID == a.Person.ID {
			s.SetSelectedIndex(i)
		}
	}
	s.OnChanged = func(string) { b.o.SwitchUser(b.o.local[s.SelectedIndex()].Person.ID, nil) }
	return s
}

// Refresh brings the band up to date, touching only what is another now: it
// is called with every edit.
func (b *StatusBar) Refresh() {
	if name := b.stateName(); name != b.badge.Text.Text {
		b.badge.Set(name, b.stateColor())
	}
	where := b.whereText()
	another := where != b.where.Text
	if another {
		b.where.SetText(where)
	}
	offers, others := b.o.Available(), b.o.Others()
	if b.buttons.Objects == nil || len(others) != b.others || !slices.EqualFunc(offers, b.available, sameOffer) {
		b.available, b.others = offers, len(others)
		b.fillButtons(others)
		another = true
	}
	if another {
		b.spare()
	}
	b.fillNotes()
	b.Relayout()
}

func sameOffer(a, b Command) bool { return a.kind == b.kind && a.may == b.may }

func (b *StatusBar) stateName() string {
	if len(b.o.Session.Problems()) > 0 {
		return "核对不符"
	}
	return b.o.Session.State().Name()
}

func (b *StatusBar) stateColor() color.Color {
	state := b.o.Session.State()
	switch {
	case len(b.o.Session.Problems()) > 0:
		return widgets.ColorError
	case state.Stage == signoff.Approved:
		return widgets.ColorFine
	case state.Stage == signoff.Reviewing:
		return widgets.ColorPrimary
	case state.Returned != nil:
		return widgets.ColorExplain
	}
	return widgets.ColorQuiet
}

// whereText tells the round and for whom the report waits.
func (b *StatusBar) whereText() string {
	state := b.o.Session.State()
	text := fmt.Sprintf("第%d轮", state.Round)
	if state.Stage != signoff.Reviewing {
		return text
	}
	switch names := state.EligibleNames(b.o.Session.Actor().Roster); {
	case b.o.Turn():
		return text + "　等您签署"
	case names == "":
		return text + "　名册中没有人可签这一级"
	default:
		return text + "　等待 " + names
	}
}

// lastAct tells the last act in a line.
func lastAct(state *signoff.State) string {
	a := state.Last
	if a == nil {
		return ""
	}
	text := fmt.Sprintf("上一步：%s　%s　%s", a.Time().Local().Format("1月2日 15:04"), a.Name, a.Title())
	if a.Opinion != "" {
		text += "　“" + a.Opinion + "”"
	}
	return text
}

// fillButtons offers what may be done, the likeliest first.
func (b *StatusBar) fillButtons(others []signoff.Actor) {
	b.buttons.Objects, b.Offers = nil, nil
	for _, p := range others {
		b.buttons.Add(widgets.NewPrimary(b.o.Host, "以"+p.Person.Name()+"的身份审阅", func() { b.o.SwitchUser(p.Person.ID, nil) }))
	}
	for _, of := range b.available {
		label := commands.Titled(commandOf[of.kind])
		button := widgets.NewButton(b.o.Host, label, of.do)
		if of.kind == signoff.Submit || of.kind == signoff.Approve {
			button = widgets.NewPrimary(b.o.Host, label, of.do)
		}
		switch {
		case of.may.OK:
		case b.o.Session.Actor().Roster == nil:
			// An office that does not sign here yet is told when it asks, not on
			// every screen.
			button.Importance = widget.MediumImportance
		default:
			button.Disable()
		}
		b.Offers = append(b.Offers, button)
		b.buttons.Add(button)
	}
	record, handOver := widgets.NewQuiet(b.o.Host, commands.Titled(commands.Record), b.o.ShowRecord), widgets.NewQuiet(b.o.Host, commands.Titled(commands.HandOver), b.o.handOver)
	b.rarer = []*widgets.Button{record, handOver}
	b.buttons.Add(record)
	b.buttons.Add(widgets.NewQuiet(b.o.Host, commands.As(commands.Preview, b.other), b.o.Toggle))
	b.buttons.Add(handOver)
	b.buttons.Refresh()
}

// bandNote is a line under the band.
type bandNote struct {
	text       string
	importance widget.Importance
	red        bool // on a red ground: it must not be missed
}

// noted lists what must be known: that the record does not hold, the last act, whose signatures an edit voided, what an edit would cost the person, why an
// act is not on offer, and why something was just refused.
func (b *StatusBar) noted() []bandNote {
	var all []bandNote
	if trouble := b.o.troubleNote(); trouble != "" {
		all = append(all, bandNote{text: trouble, red: true})
	}
	damaged := b.o.Session.Problems()
	if len(damaged) > 0 {
		all = append(all, bandNote{text: "记录核对不上：" + damaged[0] + "程序没有改动任何内容；全部说明见“审签记录”。", red: true})
	}
	all = append(all, bandNote{text: lastAct(b.o.Session.State())}, bandNote{text: b.o.Session.VoidedSignatures(), importance: widget.WarningImportance},
		bandNote{text: b.o.Session.LossOfEligibility(), importance: widget.WarningImportance})
	if i := slices.IndexFunc(b.available, func(of Command) bool { return !of.may.OK }); i >= 0 && len(damaged) == 0 && b.o.Session.Actor().Roster != nil {
		all = append(all, bandNote{text: b.available[i].kind.Name() + "现在不能用：" + b.available[i].may.Reason, importance: widget.LowImportance})
	}
	all = append(all, bandNote{text: b.Said, importance: widget.DangerImportance})
	return slices.DeleteFunc(all, func(n bandNote) bool { return n.text == "" })
}

func (b *StatusBar) fillNotes() {
	all := b.noted()
	if slices.Equal(all, b.shown) {
		return
	}
	b.shown = all
	b.notes.Objects = nil
	for _, n := range all {
		if n.red {
			b.notes.Add(widgets.Warning(n.text))
			continue
		}
		b.notes.Add(&prose.Label{Text: n.text, Importance: n.importance})
	}
	widgets.SetVisible(b.notes, len(all) > 0)
	b.notes.Refresh()
	b.Relayout()
}

// Relayout gives the band the room its notes take now.
func (b *StatusBar) Relayout() {
	if b.Screen == nil {
		return
	}
	for range 2 { // a text knows its height only after it was given a width
		if h := b.Content.MinSize().Height; h != b.height {
			b.height = h
			b.Screen.Layout.Layout(b.Screen.Objects, b.Screen.Size())
		}
	}
}

// Fit takes over how wide the band is, and whether it should be one line.
func (b *StatusBar) Fit(width float32, oneLine bool) {
	b.room = 0
	if oneLine {
		b.room = width
	}
	b.spare()
	b.Relayout()
}

// spare leaves the rarer buttons out where they would take a second line.
func (b *StatusBar) spare() {
	for _, r := range b.rarer {
		widgets.SetVisible(r, true)
	}
	band := b.line.Layout.(*bandLayout)
	tight := band.tight(b.line.Objects, b.room)
	for _, r := range b.rarer {
		widgets.SetVisible(r, !tight)
	}
}

// SetStatus tells why something was not done, "" takes it away.
func (b *StatusBar) SetStatus(text string) {
	if b.Said == text {
		return
	}
	b.Said = text
	b.fillNotes()
}

// bandLayout puts the buttons at the right of the state or, where there is no
// room beside it, below.
type bandLayout struct{ width float32 }

// MinSize is one row, or two at a width known to be too small for one.
func (l *bandLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	left, right := objects[0].MinSize(), objects[1].MinSize()
	size := left.Max(right)
	if l.tight(objects, l.width) {
		size.Height = left.Height + right.Height
	}
	return size
}

func (*bandLayout) tight(objects []fyne.CanvasObject, width float32) bool {
	return width > 0 && objects[0].MinSize().Width+objects[1].MinSize().Width > width
}

// Layout places both.
func (l *bandLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	left, right := objects[0].MinSize(), objects[1].MinSize()
	at := fyne.NewPos(size.Width-right.Width, 0)
	if l.tight(objects, size.Width) {
		at.Y = left.Height
	}
	objects[0].Move(fyne.NewPos(0, 0))
	if at.Y == 0 {
		left.Height = size.Height // in the middle, as the buttons are
	}
	objects[0].Resize(left)
	objects[1].Move(at)
	objects[1].Resize(right)
}
