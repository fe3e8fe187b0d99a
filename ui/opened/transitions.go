package opened

import (
	"fmt"
	"slices"

	"nianbao/app/signoff"
	"nianbao/ui/commands"
	"nianbao/ui/widgets"
)

// Command is an act that makes sense where the report stands, and whether it may
// be carried out.
type Command struct {
	kind signoff.Kind
	may  signoff.May
	do   func()
}

// commandOf are the commands of the transitions.
var commandOf = map[signoff.Kind]commands.ID{
	signoff.Submit: commands.Submit, signoff.Approve: commands.Approve, signoff.Return: commands.Return,
	signoff.Withdraw: commands.Withdraw, signoff.Reopen: commands.Reopen,
}

// Available lists what can be done with the report now.
func (o *Report) Available() []Command {
	var out []Command
	for _, k := range o.Session.Available() {
		out = append(out, Command{k, o.may(k), func() { o.sign(k) }})
	}
	return out
}

// may says whether somebody of this workstation may carry out an act; the
// reason is the one for the person who works here.
func (o *Report) may(kind signoff.Kind) signoff.May {
	mine := o.Session.May(kind)
	if !mine.OK && len(o.eligible(kind)) > 0 {
		return signoff.May{OK: true}
	}
	return mine
}

// eligible lists who of this workstation may carry out an act.
func (o *Report) eligible(kind signoff.Kind) []signoff.Actor {
	var out []signoff.Actor
	for _, a := range o.local {
		if o.Session.MayAs(a, kind).OK {
			out = append(out, a)
		}
	}
	return out
}

// Others lists who of this workstation the report waits for, besides the
// person who works here now.
func (o *Report) Others() []signoff.Actor {
	if o.Session.State().Stage != signoff.Reviewing || o.Turn() {
		return nil
	}
	return o.eligible(signoff.Return)
}

// SwitchUser lets another person work here: the report is opened anew as theirs.
func (o *Report) SwitchUser(person string, then func()) {
	if v := o.Current(); v != nil && !v.Leave() {
		return
	}
	if err := o.Host.Service().SwitchUser(o.Host.Context(), person); err != nil {
		widgets.Fail(o.Host, "choose person", err)
		return
	}
	o.Host.OpenReport(o.Session.ID(), then)
}

// Actions adds what the menus can do in the sign-off.
func (o *Report) Actions(a commands.Offer) commands.Offer {
	for _, of := range o.Available() {
		a[commandOf[of.kind]] = of.do
	}
	if a[commands.Save] == nil {
		a[commands.Save] = o.SaveNow
	}
	if framed, ok := o.Host.Screen().(widgets.Framed); ok && framed.Frame().Status.Cancel() != nil {
		a[commands.Cancel] = framed.Frame().Status.Cancel()
	}
	if !o.Session.IsExample() {
		a[commands.HandOver] = o.handOver
	}
	if o.Session.State().Round > 1 {
		a[commands.Correction] = o.exportCorrection
	}
	return a.Add(commands.Offer{
		commands.Record: o.ShowRecord, commands.Preview: o.Toggle, commands.Back: widgets.Doing(o.Host, commands.List),
	})
}

func (o *Report) handOver() {
	if v := o.Current(); v != nil && v.Leave() {
		o.passOn()
	}
}

// signed shows where the report stands after an act, and what comes next.
func (o *Report) signed(a *signoff.Transition) {
	if a.Kind == signoff.Approve || a.Kind == signoff.Return {
		o.NoteSeen()
		o.Seen = int64(len(o.Session.Entries()))
	}
	o.form, o.pages = nil, nil // what they show belongs to before
	if a.Kind == signoff.Withdraw || a.Kind == signoff.Reopen {
		o.showForm()
		o.sayDrafting(a)
		return
	}
	o.showOutcome(a)
}

// waiting says for whom the report waits.
func (o *Report) waiting() string {
	state := o.Session.State()
	if names := state.EligibleNames(o.Session.Actor().Roster); names != "" {
		return fmt.Sprintf("现在%s，等待%s。", state.Name(), names)
	}
	return fmt.Sprintf("现在%s，但是名册中没有可以签这一级的人，请在“审签设置”中登记。", state.Name())
}

// drafter returns who submitted the report, when they work here too.
func (o *Report) drafter() *signoff.Actor {
	i := slices.IndexFunc(o.local, func(a signoff.Actor) bool { return a.Person.ID == o.Session.State().Submitter })
	if i < 0 {
		return nil
	}
	return &o.local[i]
}
