package opened

import (
	"fmt"
	"image/color"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"nianbao/app/correction"
	"nianbao/app/proof"
	"nianbao/app/signoff"
	"nianbao/ui/commands"
	"nianbao/ui/widgets"
)

// Head tells in the frame of a report where it stands, for whom it waits, what
// was done last, and what may be done now.
type Head struct {
	Frame     *widgets.Frame
	Person    *widgets.Select   // who works here; nil where only one does
	Offers    []*widgets.Button // of what is offered
	o         *Report
	other     string   // what the button for the other view is called
	outcome   *Outcome // the page that this is the frame of, nil for another one
	available []Command
	others    int // how many other people of this workstation can act
}

// NewHead makes the frame of a report. Usual commands stand first in its menu.
func NewHead(o *Report, other string, usual ...commands.ID) *Head {
	return newHead(o, other, nil, usual...)
}

// newHead is NewHead; the page of what is left to be done does not lead to itself.
func newHead(o *Report, other string, outcome *Outcome, usual ...commands.ID) *Head {
	b := &Head{o: o, other: other, outcome: outcome}
	b.Frame = widgets.NewFrame(o.Host, o.ShortTitle(), widgets.Doing(o.Host, commands.List), append(usual, commands.Preview, commands.Record, commands.HandOver)...)
	if len(o.local) > 1 {
		b.Person = b.whoWorks()
	}
	b.Refresh()
	o.heads = append(o.heads, b)
	return b
}

// ShortTitle names the report where there is little room: its unit and year.
func (o *Report) ShortTitle() string {
	r := o.Session.Report()
	return fmt.Sprintf("%s %d年", r.Unit(), r.Year())
}

// whoWorks names who works here now, and lets somebody else take over: what is
// changed and signed is put down to that person.
func (b *Head) whoWorks() *widgets.Select {
	var names []string
	for _, a := range b.o.local {
		names = append(names, "使用者："+a.Person.Name())
	}
	s := widgets.NewChoice(b.o.Host, names, nil)
	s.PlaceHolder = "使用者：（未选定）"
	for i, a := range b.o.local {
		if me := b.o.Session.Actor().Person; me != nil && me.ID == a.Person.ID {
			s.SetSelectedIndex(i)
		}
	}
	s.OnChanged = func(string) { b.o.SwitchUser(b.o.local[s.SelectedIndex()].Person.ID, nil) }
	return s
}

// Refresh brings header and status bar up to date, touching only what is another
// now: it is called with every edit.
func (b *Head) Refresh() {
	where, c := b.beside()
	b.Frame.SetTitle(b.o.ShortTitle())
	b.Frame.SetState(b.o.Session.StateName(), b.stateColor(), where, c)
	offers, others := b.o.Available(), b.o.Others()
	if b.Offers == nil || len(others) != b.others || !slices.EqualFunc(offers, b.available, sameOffer) {
		b.available, b.others = offers, len(others)
		b.offer(others)
	}
	b.Frame.Status.Stand(b.noted())
}

func sameOffer(a, b Command) bool { return a.kind == b.kind && a.may == b.may }

func (b *Head) stateColor() color.Color {
	switch b.o.Session.Standing() {
	case proof.Unsound:
		return widgets.ColorError
	case proof.Undated:
		return widgets.ColorExplain
	case proof.Sound:
	}
	return widgets.StateColor(b.o.Session.State())
}

// beside tells the round after the first, for whom the report waits and, in a draft, what was
// done last.
func (b *Head) beside() (string, color.Color) {
	if b.o.Session.IsExample() {
		return "只供练习，可以随意填写，不能送审和移交", widgets.ColorQuiet
	}
	if office := b.o.Session.Actor().Foreign; office != "" {
		return "按“" + office + "”的名册审签，只能查看和验证", widgets.ColorQuiet
	}
	state := b.o.Session.State()
	text := signoff.RoundName(state.Round)
	if state.Round > 1 && state.Stage != signoff.Approved {
		text = "更正中　" + text
	}
	if state.Stage != signoff.Reviewing {
		if last := lastAct(state); last != "" {
			text = joined(text, last)
		}
		if state.Returned != nil {
			return text, widgets.ColorExplain
		}
		return text, widgets.ColorQuiet
	}
	switch names := state.EligibleNames(b.o.Session.Actor().Roster); {
	case b.o.Turn():
		return joined(text, "等您签署"), widgets.ColorPrimary
	case names == "":
		return joined(text, "名册中没有人可签这一级"), widgets.ColorExplain
	default:
		return joined(text, "等待 "+names), widgets.ColorQuiet
	}
}

// joined puts two texts beside each other; the first may be "".
func joined(first, second string) string {
	if first == "" {
		return second
	}
	return first + "　" + second
}

// lastAct tells the last act in a line.
func lastAct(state *signoff.State) string {
	a := state.Last
	if a == nil {
		return ""
	}
	text := fmt.Sprintf("上一步：%s　%s　%s", a.Signer(), a.Title(), a.Time().Local().Format("1月2日 15:04"))
	if a.Opinion != "" {
		text += "　“" + a.Opinion + "”"
	}
	return text
}

// anothers says whether an act is not for anybody here, as the report is another one's to
// hand in.
func (b *Head) anothers(of Command) bool {
	return of.kind == signoff.Submit && !of.may.OK && b.o.Locked() != ""
}

// offer shows what may be done: the likeliest is the button of the page, the
// others stand before it where there is room.
func (b *Head) offer(others []signoff.Actor) {
	var tools []fyne.CanvasObject
	var primary *widgets.Button
	b.Offers = []*widgets.Button{}
	for _, p := range others {
		button := widgets.NewPrimary(b.o.Host, "以"+p.Person.Name()+"的身份审阅", func() { b.o.SwitchUser(p.Person.ID, nil) })
		if primary == nil {
			primary = button
			continue
		}
		button.Importance = widget.MediumImportance
		tools = append(tools, button)
	}
	for _, of := range b.available {
		if b.anothers(of) {
			continue
		}
		button := b.button(of)
		b.Offers = append(b.Offers, button)
		if primary == nil && b.outcome == nil && (of.kind == signoff.Submit || of.kind == signoff.Approve && of.may.OK) {
			button.Importance = widget.HighImportance
			primary = button
			continue
		}
		tools = append(tools, button)
	}
	if primary == nil && b.outcome == nil && b.o.Session.State().Stage != signoff.Drafting {
		primary = widgets.NewPrimary(b.o.Host, "接下来…", b.o.ShowOutcome)
	}
	tools = append(tools, widgets.NewQuiet(b.o.Host, commands.As(commands.Preview, b.other), b.o.Toggle))
	if b.Person != nil {
		tools = append(tools, b.Person)
	}
	b.Frame.SetActions(primary, tools...)
}

// button is that of a transition. One that cannot be carried out now says why when it is
// pressed, where a grey one would leave people guessing.
func (b *Head) button(of Command) *widgets.Button {
	return widgets.NewButton(b.o.Host, commands.Of(commandOf[of.kind]).Name(), of.do)
}

// noted lists what must be known, the gravest first: that something is not
// stored, that the record does not hold, what has come for the report, the last act,
// whose signatures an edit voided, what an edit would cost the person, and why an act is not on offer.
func (b *Head) noted() []widgets.Message {
	var all []widgets.Message
	if trouble := b.o.troubleNote(); trouble != "" {
		all = append(all, widgets.Message{Text: trouble, Importance: widget.DangerImportance})
	}
	damaged := b.o.Session.Problems()
	if len(damaged) > 0 {
		all = append(all, widgets.Message{Text: "记录验证未通过：" + damaged[0] + "程序没有改动任何内容；原因和办法见“审签记录”。", Importance: widget.DangerImportance})
	}
	if doubts := b.o.Session.Doubts(); len(damaged) == 0 && len(doubts) > 0 {
		all = append(all, widgets.Message{Text: string(proof.Undated) + "：" + doubts[0], Importance: widget.DangerImportance})
	}
	all = append(all, b.o.arrives.News())
	if correction.PublishedOf(b.o.Session.SignatureResults()) != nil {
		all = append(all, widgets.Message{Text: correction.Begun(b.o.Session.SignatureResults()).Stands(), Importance: widget.WarningImportance})
	}
	all = append(all, widgets.Message{Text: b.o.Session.VoidedSignatures(), Importance: widget.WarningImportance},
		widgets.Message{Text: b.lossOfLevel(), Importance: widget.WarningImportance}, widgets.Message{Text: lastAct(b.o.Session.State())})
	if i := slices.IndexFunc(b.available, func(of Command) bool { return !of.may.OK }); i >= 0 && len(damaged) == 0 && b.o.Session.Actor().Roster != nil {
		all = append(all, widgets.Message{Text: b.available[i].kind.Name() + "现在不能用：" + b.available[i].may.Reason, Importance: widget.LowImportance})
	}
	return slices.DeleteFunc(all, func(m widgets.Message) bool { return m.Text == "" })
}

// lossOfLevel says which level the person could not sign any more after submitting, ""
// where there is none or the report is not theirs to write in.
func (b *Head) lossOfLevel() string {
	if b.o.Locked() != "" {
		return ""
	}
	return b.o.Session.LossOfEligibility()
}

// SetStatus tells why something was not done, "" takes it away.
func (b *Head) SetStatus(text string) {
	b.Frame.Status.Say(widgets.Message{Text: text, Importance: widget.DangerImportance})
}
