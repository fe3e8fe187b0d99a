package ui

import (
	"fmt"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"nianbao/app/review"
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
	offers  []*keyButton
	said    string // why something was not done
	content fyne.CanvasObject
	screen  *fyne.Container // to be laid out anew when the band grows or shrinks
	height  float32
}

func newBanner(o *opened, other string) *banner {
	b := &banner{
		o: o, other: other, chip: newChip(), where: &widget.Label{TextStyle: fyne.TextStyle{Bold: true}},
		buttons: container.NewHBox(), notes: container.New(tightLayout{}),
	}
	left := container.NewHBox(container.NewPadded(b.chip.content), container.NewCenter(b.where))
	if len(o.local) > 1 {
		b.person = b.whoWorks()
		left.Add(container.NewCenter(b.person))
	}
	line := container.NewBorder(nil, nil, left, container.NewPadded(b.buttons))
	b.content = container.NewVBox(line, b.notes, hairline())
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
	s := b.o.w.choice(names, nil)
	s.PlaceHolder = "操作人：（未选定）"
	for i, a := range b.o.local {
		if me := b.o.s.Actor().Person; me != nil && me.ID == a.Person.ID {
			s.SetSelectedIndex(i)
		}
	}
	s.OnChanged = func(string) { b.o.become(b.o.local[s.SelectedIndex()].Person.ID) }
	return s
}

// refresh brings the band up to date.
func (b *banner) refresh() {
	b.chip.set(b.stateName(), b.stateColor())
	b.where.SetText(b.whereText())
	b.fillButtons()
	b.fillNotes()
}

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
	case state.Stage == review.Approved:
		return colorFine
	case state.Stage == review.Reviewing:
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
	if state.Stage != review.Reviewing {
		return text
	}
	switch names := state.Waits(b.o.s.Actor().Roster); {
	case b.o.turn():
		return text + "　等您签署"
	case names == "":
		return text + "　名册中没有人可签这一级"
	default:
		return text + "　等待 " + names
	}
}

// lastAct tells the last act in a line.
func lastAct(state *review.State) string {
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
func (b *banner) fillButtons() {
	b.buttons.Objects, b.offers = nil, nil
	for _, p := range b.o.others() {
		b.buttons.Add(b.o.w.primary("以"+p.Person.Name()+"的身份审阅", func() { b.o.become(p.Person.ID) }))
	}
	for _, of := range b.o.offers() {
		label := of.kind.Name() + "（" + actKeys[of.kind] + "）"
		button := b.o.w.button(label, of.do)
		if of.kind == review.Submit || of.kind == review.Approve {
			button = b.o.w.primary(label, of.do)
		}
		if !of.may.OK {
			button.Disable()
		}
		b.offers = append(b.offers, button)
		b.buttons.Add(button)
	}
	b.buttons.Add(b.o.w.quiet("审签记录（Ctrl+J）", b.o.showRecord))
	b.buttons.Add(b.o.w.quiet(b.other+"（F6）", b.o.toggle))
	b.buttons.Add(b.o.w.quiet("移交（Ctrl+M）", b.o.handOver))
	b.buttons.Refresh()
}

// fillNotes puts under the band what must be known: the last act, that the record does not
// hold, whose signatures an edit voided, why an act is not on offer, and why
// something was just refused.
func (b *banner) fillNotes() {
	b.notes.Objects = nil
	add := func(text string, i widget.Importance) {
		if text != "" {
			b.notes.Add(&prose.Label{Text: text, Importance: i})
		}
	}
	add(lastAct(b.o.s.State()), widget.MediumImportance)
	if problems := b.o.s.Problems(); len(problems) > 0 {
		b.notes.Add(redBand("记录核对不上：" + problems[0] + "程序没有改动任何内容；全部说明见“审签记录”。"))
	}
	add(b.o.voided(), widget.WarningImportance)
	add(b.o.forfeits(), widget.WarningImportance)
	for _, of := range b.o.offers() {
		if !of.may.OK {
			add(of.kind.Name()+"现在不能用："+of.may.Reason, widget.LowImportance)
			break
		}
	}
	add(b.said, widget.DangerImportance)
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

// say tells why something was not done, "" takes it away.
func (b *banner) say(text string) {
	if b.said == text {
		return
	}
	b.said = text
	b.fillNotes()
}

// redBand is a warning that must not be missed.
func redBand(text string) fyne.CanvasObject {
	back := canvas.NewRectangle(colorErrorBand)
	return container.NewStack(back, &prose.Label{Text: text, Importance: widget.DangerImportance, Bold: true})
}

// chip shows a state as a word on a coloured ground.
type chip struct {
	text    *canvas.Text
	back    *canvas.Rectangle
	content fyne.CanvasObject
}

func newChip() *chip {
	c := &chip{text: canvas.NewText("", color.White), back: canvas.NewRectangle(colorQuiet)}
	c.text.TextStyle.Bold = true
	c.back.CornerRadius = 4
	c.content = container.NewCenter(container.NewStack(c.back, container.New(layout.NewCustomPaddedLayout(3, 3, 8, 8), c.text)))
	return c
}

func (c *chip) set(text string, ground color.Color) {
	c.text.Text, c.text.TextSize, c.back.FillColor = text, theme.TextSize(), ground
	c.text.Refresh()
	c.back.Refresh()
	c.content.Refresh()
}
