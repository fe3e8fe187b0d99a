package drafts

import (
	"fyne.io/fyne/v2/widget"

	"nianbao/app"
	"nianbao/ui/commands"
	"nianbao/ui/widgets"
)

// Tell shows in the status bar why nothing can be stored, what the window has to
// tell once, what has come into the exchange folder, why the exchange folder cannot be read and why copies are not made.
func (p *List) Tell() {
	var all []widgets.Message
	if trouble := p.w.Service().Trouble(); trouble != nil {
		all = append(all, p.troubleMessage(trouble))
	}
	if p.kept.Notice != "" {
		all = append(all, widgets.Message{Text: p.kept.Notice, Importance: widget.WarningImportance, Action: "知道了", Do: p.answerNotice})
	}
	if news := p.news(); news.Text != "" {
		all = append(all, news)
	}
	for _, text := range []string{p.trouble, p.backup} {
		if text != "" {
			all = append(all, widgets.Message{Text: text, Importance: widget.WarningImportance})
		}
	}
	p.frame.Status.Stand(all)
}

// troubleMessage tells why nothing can be stored, and what to do.
func (p *List) troubleMessage(trouble error) widgets.Message {
	m := widgets.Message{Text: app.Sentence(trouble), Importance: widget.DangerImportance}
	switch app.CodeOf(trouble) {
	case app.Gone:
		m.Action, m.Do = commands.Titled(commands.MoveStore), widgets.Doing(p.w, commands.MoveStore)
	case app.Damaged:
		m.Action, m.Do = commands.Of(commands.Rescue).Label, widgets.Doing(p.w, commands.Rescue)
	default:
		m.Text = "现在不能改动。" + m.Text + "能够写入以后会自动恢复。"
	}
	return m
}

func (p *List) answerNotice() {
	p.kept.Notice = ""
	p.Tell()
	p.Refocus()
}
