package ui

import (
	"errors"
	"fmt"
	"nianbao/app/notes"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"nianbao/app"
	"nianbao/app/check"
	"nianbao/app/form"
	"nianbao/app/report"
	"nianbao/ui/grid"
	"nianbao/ui/prose"
)

// tablePart is a section with a table: the grid, and under it a line that
// tells what the present cell wants, or why something was refused.
type tablePart struct {
	e       *editor
	section *form.Section
	grid    *grid.Grid
	help    *prose.Label
	zeros   *keyButton
	locked  *widget.Label
	content fyne.CanvasObject
}

func newTablePart(e *editor, s *form.Section) *tablePart {
	p := &tablePart{e: e, section: s}
	p.buildUI()
	return p
}

func (p *tablePart) buildUI() {
	p.grid = grid.New(p.section.Table, grid.Of(p.e.report()))
	p.grid.OnCaret = p.onCaret
	p.grid.OnCommit = p.onCommit
	p.grid.OnPaste = p.onPaste
	p.grid.OnRefused = p.onRefused
	p.grid.OnSelect = p.onSelect
	p.grid.OnShortcut = p.onShortcut
	p.grid.OnKey = p.e.w.Key
	p.help = prose.NewLabel("")
	p.zeros, p.locked = NewButton(p.e.w, "空白格全部填 0（Ctrl+L）", p.onFillZeros), lockMark()
	head := partHead(p.section.Heading, "", container.NewHBox(layout.NewSpacer(), p.locked, p.zeros))
	foot := band(container.New(fixedHeight{58}, p.help))
	p.content = container.NewBorder(head, foot, nil, nil, container.NewPadded(container.New(naturalHeight{p.grid}, p.grid)))
	p.Changed(app.Event{})
}

// Content returns the part.
func (p *tablePart) Content() fyne.CanvasObject { return p.content }

// Shown gives the keyboard to the grid.
func (p *tablePart) Shown() {
	p.e.w.Window().Canvas().Focus(p.grid)
	p.onSelect(p.grid.Active())
}

// Refocus gives the keyboard back to the grid.
func (p *tablePart) Refocus() { p.e.w.Window().Canvas().Focus(p.grid) }

// Leave takes over what is being typed.
func (p *tablePart) Leave() bool { return p.grid.Commit() }

// Changed shows the figures, marks the cells of the findings, and locks the
// table with the report.
func (p *tablePart) Changed(app.Event) {
	reason := p.e.o.lockReason()
	p.grid.Lock(reason)
	show(p.zeros, reason == nil)
	show(p.locked, reason != nil)
	marks := map[form.Address]grid.Mark{}
	for _, f := range p.e.s.Findings() {
		_, explained := notes.ExplanationOf(p.e.report(), f)
		if f.Section == p.section.ID && !explained {
			mark(marks, f)
		}
	}
	p.grid.SetMarks(marks)
	p.grid.Reload()
}

// mark marks both sides of a finding; the gravest mark of a cell stays.
func mark(marks map[form.Address]grid.Mark, f check.Finding) {
	put := func(a form.Address, m grid.Mark) {
		if held, there := marks[a]; !there || m < held {
			marks[a] = m
		}
	}
	switch {
	case f.Rule == "D-BLANK": // blank cells are tinted already
	case f.Severity == check.Error:
		partner := map[form.Address]bool{}
		for _, a := range f.Partners {
			partner[a] = true
			put(a, grid.MarkedPartner)
		}
		for _, a := range f.Cells {
			if !partner[a] {
				put(a, grid.MarkedError)
			}
		}
	default:
		for _, a := range f.Cells {
			put(a, grid.MarkedExplain)
		}
	}
}

// GoTo puts the cursor on a cell.
func (p *tablePart) GoTo(a form.Address) { p.grid.GoTo(a) }

// Cursor returns the cell the cursor stands on.
func (p *tablePart) Cursor() form.Address { return p.grid.Active() }

// onCommit turns what was put into the grid into one edit.
func (p *tablePart) onCommit(note string, inputs []grid.Input) error {
	edit := report.Edit{Note: note}
	for _, in := range inputs {
		c, err := p.e.report().Set(in.Address, in.Raw)
		if err != nil {
			return err
		}
		if c.Old != c.New {
			edit.Changes = append(edit.Changes, c)
		}
	}
	err := p.e.s.Apply(p.e.w.Context(), edit)
	if err != nil && p.e.s.Saved().Pending > 0 {
		p.e.w.Log().Error(note, "error", err)
		return nil // it stands, and the save state tells that it is not stored yet
	}
	return err
}

// onRefused says why something was not taken: beside a cell in the line under
// the table, for a block in a dialog.
func (p *tablePart) onRefused(a form.Address, err error) {
	p.e.w.Log().Info("refused", "address", a, "error", err)
	var refusal *report.Refusal
	if errors.As(err, &refusal) && refusal.Raw != "" {
		p.say(fmt.Sprintf("没有填入“%s”：%s请改正后按 Enter，或者按 Esc 放弃。", shorten(refusal.Raw), app.Sentence(err)))
		return
	}
	if errors.Is(err, report.ErrComputed) {
		p.say(report.ErrComputed.Error() + "。")
		return
	}
	if locked := (lockError{}); errors.As(err, &locked) {
		p.say(sentenceOf(err))
		return
	}
	Tell(p.e.w, "没有完成", sentenceOf(err))
}

// sentenceOf ends an error of the grid as a sentence.
func sentenceOf(err error) string {
	if s := err.Error(); strings.HasSuffix(s, "。") {
		return s
	}
	return err.Error() + "。"
}

func (p *tablePart) say(text string) {
	p.help.Importance = widget.DangerImportance
	p.help.SetText(text)
}

// onSelect explains the cell in short.
func (p *tablePart) onSelect(a form.Address) {
	c := p.e.report().Form().Cell(a)
	if c == nil {
		return
	}
	p.help.Importance = widget.MediumImportance
	p.help.SetText(shortHelp(c) + "（按\u00a0F1\u00a0看完整说明）")
}

// onShortcut carries out undo and redo when no menu has done so.
func (p *tablePart) onShortcut(s fyne.Shortcut) bool {
	switch s.(type) {
	case *fyne.ShortcutUndo:
		p.e.undo()
	case *fyne.ShortcutRedo:
		p.e.redo()
	default:
		return false
	}
	return true
}

// onFillZeros puts 0 into the blank cells, as one edit.
func (p *tablePart) onFillZeros() {
	if !p.grid.Commit() {
		return
	}
	edit := report.Edit{Note: "空白格全部填 0"}
	for _, a := range p.grid.Blanks() {
		edit.Changes = append(edit.Changes, report.Change{Address: a, New: "0"})
	}
	p.e.apply(edit)
	p.Shown()
}

// naturalHeight gives the grid no more height than its table takes: a table of
// four rows is not spread over the window.
type naturalHeight struct{ grid *grid.Grid }

// MinSize is the grid's.
func (l naturalHeight) MinSize([]fyne.CanvasObject) fyne.Size { return l.grid.MinSize() }

// Layout places the grid at the top.
func (l naturalHeight) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	l.grid.Resize(fyne.NewSize(size.Width, min(size.Height, l.grid.ContentHeight(size.Width))))
	l.grid.Move(fyne.NewPos(0, 0))
}

func (p *tablePart) onCaret(o fyne.CanvasObject, entry *widget.Entry) { PlaceCaret(p.e.w, o, entry) }
