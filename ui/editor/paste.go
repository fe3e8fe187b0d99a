package editor

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2/widget"

	"nianbao/app/intake/tables"
	"nianbao/ui/commands"
	"nianbao/ui/widgets"
)

// onPaste enters a block. Where a row was left out, or a space was taken to
// group thousands, it asks before anything lands.
func (p *TablePart) onPaste(m *tables.Mapping) {
	if doubts := doubtsOf(m); doubts != "" {
		widgets.Confirm(p.e.Host, "粘贴前请核对", doubts, "粘贴", func() { p.paste(m) })
		return
	}
	p.paste(m)
}

// paste enters a block as one edit, selects where it went, and tells what came
// of it.
func (p *TablePart) paste(m *tables.Mapping) {
	before := p.e.Session.NextUndo()
	done, err := p.e.Session.Paste(p.e.Host.Context(), m)
	if err != nil && p.e.Session.Saved().Pending == 0 {
		p.OnRefused(p.Grid.Active(), err)
		return
	}
	if err != nil {
		p.e.Host.Log().Error("paste", "error", err) // it stands, and the save state tells that it is not stored yet
	}
	if seq := p.e.Session.NextUndo(); seq != before {
		p.e.pasted[seq] = m.Addresses()
	}
	p.Refocus()
	p.Grid.Reload()
	p.Grid.Select(m.Addresses())
	p.tellPasted(done)
}

// tellPasted says in the status bar what came of a paste.
func (p *TablePart) tellPasted(done *tables.Pasted) {
	m := widgets.Message{Text: done.Sentence()}
	if len(done.Differ) > 0 || done.Missed > 0 {
		m.Importance = widget.WarningImportance
	}
	if len(done.Differ) > 0 && p.e.lookNextAt(done.Differ[0].Address) {
		m.Action, m.Do = commands.As(commands.NextError, "查看"), func() { p.e.showSide(); p.e.nextFinding() }
	}
	p.e.Frame().Status.Say(m)
}

// doubtsOf says what a person should know of a block before it lands, or "".
func doubtsOf(m *tables.Mapping) string {
	const most = 8
	var out []string
	if n := len(m.Missed); n > 0 {
		out = append(out, fmt.Sprintf("有 %d 行对不上本表，不会粘贴：", n))
		for _, r := range m.Missed[:min(n, most)] {
			out = append(out, "　"+r.String())
		}
		if n > most {
			out = append(out, fmt.Sprintf("　……共 %d 行", n))
		}
	}
	if n := len(m.Grouped); n > 0 {
		out = append(out, fmt.Sprintf("有 %d 格数字中间有空格，将按千位分隔读作一个数：", n))
		for _, g := range m.Grouped[:min(n, most)] {
			out = append(out, fmt.Sprintf("　%s“%s”", g.Cell.Name, g.Raw))
		}
	}
	if len(out) == 0 {
		return ""
	}
	return strings.Join(append(out, fmt.Sprintf("其余可以填入 %d 格。现在粘贴吗？", len(m.Cells))), "\n")
}
