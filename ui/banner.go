package ui

import (
	"fmt"
	"image/color"
	"nianbao/app/signoff"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"nianbao/ui/commands"
	"nianbao/ui/prose"
)

// banner is the band under the head of a report: where it stands, for whom it
// waits, what was done last, and what may be done now.
type banner struct {
	o       *opened
	other   string // what the button for the other view is called
	chip    *chip
	where   *widget.Label
	person  *keySelect // who works here; only where several people do
	buttons *fyne.Container
	notes   *fyne.Container
	lead    *fyne.Container // room for what a small window has no head for, at the left
	tail    *fyne.Container // and before the buttons
	line    *fyne.Container
	room    float32      // how wide a line is, where it should be only one; 0 for any
	rarer   []*keyButton // that the menu has too
	offered []offer
	offers  []*keyButton // of what is offered
	others  int          // how many other people of this workstation can act
	shown   []bandNote
	said    string // why something was not done
	content fyne.CanvasObject
	screen  *fyne.Container // to be laid out anew when the band grows or shrinks
	height  float32
}

func newBanner(o *opened, other string) *banner {
	b := &banner{
		o: o, other: other, chip: newChip(), where: &widget.Label{TextStyle: fyne.TextStyle{Bold: true}},
		buttons: container.NewHBox(), notes: container.New(tightLayout{}), lead: container.NewPadded(), tail: container.NewPadded(),
	}
	b.lead.Hide()
	b.tail.Hide()
	left := container.NewHBox(b.lead, container.NewPadded(b.chip.content), container.NewCenter(b.where))
	if len(o.local) > 1 {
		b.person = b.whoWorks()
		left.Add(container.NewCenter(b.person))
	}
	b.notes.Hide()
	b.line = container.New(&bandLayout{}, left, container.NewPadded(container.NewHBox(b.tail, b.buttons)))
	b.content = container.NewVBox(b.line, b.notes, hairline())
	b.refresh()
	return b
}

// whoWorks names who works here now, and lets somebody else take over: what is
// changed and signed is put down to that person.
func (b *banner) whoWorks() *keySelect {
	var names []string
	for _, a := range b.o.local {
		names = append(names, "操作人："+a.Person.Name())
	}
	s := NewChoice(b.o.w, names, nil)
	s.PlaceHolder = "操作人：（未选定）"
	for i, a := range b.o.local {
		if me := b.o.s.Actor().Person; me != nil && me.ID == a.Person.ID {
			s.SetSelectedIndex(i)
		}
	}
	s.OnChanged = func(string) { b.o.become(b.o.local[s.SelectedIndex()].Person.ID) }
	return s
}

// refresh brings the band up to date, touching only what is another now: it
// is called with every edit.
func (b *banner) refresh() {
	if name := b.stateName(); name != b.chip.text.Text {
		b.chip.set(name, b.stateColor())
	}
	where := b.whereText()
	another := where != b.where.Text
	if another {
		b.where.SetText(where)
	}
	offers, others := b.o.offers(), b.o.others()
	if b.buttons.Objects == nil || len(others) != b.others || !slices.EqualFunc(offers, b.offered, sameOffer) {
		b.offered, b.others = offers, len(others)
		b.fillButtons(others)
		another = true
	}
	if another {
		b.spare()
	}
	b.fillNotes()
	b.relayout()
}

func sameOffer(a, b offer) bool { return a.kind == b.kind && a.may == b.may }

func (b *banner) stateName() string {
	if len(b.o.s.Problems()) > 0 {
		return "核对不符"
	}
	return b.o.s.State().Name()
}

func (b *banner) stateColor() color.Color {
	state := b.o.s.State()
	switch {
	case len(b.o.s.Problems()) > 0:
		return colorError
	case state.Stage == signoff.Approved:
		return colorFine
	case state.Stage == signoff.Reviewing:
		return colorPrimary
	case state.Returned != nil:
		return colorExplain
	}
	return colorQuiet
}

// whereText tells the round and for whom the report waits.
func (b *banner) whereText() string {
	state := b.o.s.State()
	text := fmt.Sprintf("第%d轮", state.Round)
	if state.Stage != signoff.Reviewing {
		return text
	}
	switch names := state.EligibleNames(b.o.s.Actor().Roster); {
	case b.o.turn():
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
func (b *banner) fillButtons(others []signoff.Actor) {
	b.buttons.Objects, b.offers = nil, nil
	for _, p := range others {
		b.buttons.Add(NewPrimary(b.o.w, "以"+p.Person.Name()+"的身份审阅", func() { b.o.become(p.Person.ID) }))
	}
	for _, of := range b.offered {
		label := of.kind.Name() + "（" + commands.Of(commandOf[of.kind]).Key.String() + "）"
		button := NewButton(b.o.w, label, of.do)
		if of.kind == signoff.Submit || of.kind == signoff.Approve {
			button = NewPrimary(b.o.w, label, of.do)
		}
		switch {
		case of.may.OK:
		case b.o.s.Actor().Roster == nil:
			// An office that does not sign here yet is told when it asks, not on
			// every screen.
			button.Importance = widget.MediumImportance
		default:
			button.Disable()
		}
		b.offers = append(b.offers, button)
		b.buttons.Add(button)
	}
	record, handOver := NewQuiet(b.o.w, "审签记录（Ctrl+J）", b.o.showRecord), NewQuiet(b.o.w, "移交（Ctrl+M）", b.o.handOver)
	b.rarer = []*keyButton{record, handOver}
	b.buttons.Add(record)
	b.buttons.Add(NewQuiet(b.o.w, b.other+"（F6）", b.o.toggle))
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
func (b *banner) noted() []bandNote {
	var all []bandNote
	if trouble := b.o.troubleNote(); trouble != "" {
		all = append(all, bandNote{text: trouble, red: true})
	}
	damaged := b.o.s.Problems()
	if len(damaged) > 0 {
		all = append(all, bandNote{text: "记录核对不上：" + damaged[0] + "程序没有改动任何内容；全部说明见“审签记录”。", red: true})
	}
	all = append(all, bandNote{text: lastAct(b.o.s.State())}, bandNote{text: b.o.voided(), importance: widget.WarningImportance},
		bandNote{text: b.o.forfeits(), importance: widget.WarningImportance})
	if i := slices.IndexFunc(b.offered, func(of offer) bool { return !of.may.OK }); i >= 0 && len(damaged) == 0 && b.o.s.Actor().Roster != nil {
		all = append(all, bandNote{text: b.offered[i].kind.Name() + "现在不能用：" + b.offered[i].may.Reason, importance: widget.LowImportance})
	}
	all = append(all, bandNote{text: b.said, importance: widget.DangerImportance})
	return slices.DeleteFunc(all, func(n bandNote) bool { return n.text == "" })
}

func (b *banner) fillNotes() {
	all := b.noted()
	if slices.Equal(all, b.shown) {
		return
	}
	b.shown = all
	b.notes.Objects = nil
	for _, n := range all {
		if n.red {
			b.notes.Add(redBand(n.text))
			continue
		}
		b.notes.Add(&prose.Label{Text: n.text, Importance: n.importance})
	}
	show(b.notes, len(all) > 0)
	b.notes.Refresh()
	b.relayout()
}

// relayout gives the band the room its notes take now.
func (b *banner) relayout() {
	if b.screen == nil {
		return
	}
	for range 2 { // a text knows its height only after it was given a width
		if h := b.content.MinSize().Height; h != b.height {
			b.height = h
			b.screen.Layout.Layout(b.screen.Objects, b.screen.Size())
		}
	}
}

// fit takes over how wide the band is, and whether it should be one line.
func (b *banner) fit(width float32, oneLine bool) {
	b.room = 0
	if oneLine {
		b.room = width
	}
	b.spare()
	b.relayout()
}

// spare leaves the rarer buttons out where they would take a second line.
func (b *banner) spare() {
	for _, r := range b.rarer {
		show(r, true)
	}
	band := b.line.Layout.(*bandLayout)
	tight := band.tight(b.line.Objects, b.room)
	for _, r := range b.rarer {
		show(r, !tight)
	}
}

// say tells why something was not done, "" takes it away.
func (b *banner) say(text string) {
	if b.said == text {
		return
	}
	b.said = text
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
