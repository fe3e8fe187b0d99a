package editor

import (
	"strings"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"nianbao/app"
	"nianbao/app/form"
	"nianbao/app/report"
	"nianbao/ui/commands"
	"nianbao/ui/importing"
	"nianbao/ui/widgets"
)

// Paragraph is the entry of one text field. It grows with its text, tells the
// part about every key, and leaves undo to the report.
//
// Its lines are broken by the toolkit's entry, which breaks between any two
// characters: a line may begin with ， or 。 while it is written. Where the entry
// breaks lines is decided inside of it by the width of characters alone, and caret,
// selection and clicks go by those lines, so that nothing from outside can move a
// break without changing the text. The distance of lines is that of the font, 1.45 of
// its size. On the pages that are shown and printed marks stand where they belong.
type Paragraph struct {
	widget.Entry
	part    *TextPart
	Address form.Address
	widgets.ReadOnlyGuard
	ring    widgets.Ring
	clicked bool // the mouse is what leads here, under which nothing may move

	texts   []*widget.RichText // that draw the text and the hint
	zoomed  bool               // it has been shown in a size of its own
	shownAt int                // in per cent of the usual size, 0 as long as it is shown in that
}

// CreateRenderer draws the field with its ring.
func (p *Paragraph) CreateRenderer() fyne.WidgetRenderer {
	p.ExtendBaseWidget(p)
	r := p.ring.AroundField(&p.Entry)
	p.texts = textsOf(r.Objects())
	return r
}

func newParagraph(part *TextPart, a form.Address) *Paragraph {
	p := &Paragraph{part: part, Address: a, ReadOnlyGuard: part.e.Opened.Guard()}
	p.MultiLine = true
	p.Wrapping = fyne.TextWrapBreak
	p.ExtendBaseWidget(p)
	p.OnChanged = p.onChanged
	p.OnCursorChanged = p.onCursor
	return p
}

func (p *Paragraph) onChanged(string) {
	p.fit()
	p.part.typed(p)
}

func (p *Paragraph) onCursor() {
	p.part.follow(p)
	widgets.PlaceCaret(p.part.e.Host, p, &p.Entry)
}

// Resize fits the height to the text at the new width.
func (p *Paragraph) Resize(size fyne.Size) {
	p.Entry.Resize(size)
	p.fit()
}

// leastRows is the height of an empty field.
const leastRows = 3

// fit shows as many rows as the text takes, so that the page scrolls and not
// each field by itself.
func (p *Paragraph) fit() {
	inner := p.Size().Width - 4*p.Theme().Size("padding") - 8
	if inner < 100 {
		return
	}
	rows := 0
	start := 0
	for i, r := range p.Text + "\n" {
		if r == '\n' {
			width := fyne.MeasureText(p.Text[start:i], p.Theme().Size("text"), fyne.TextStyle{}).Width
			rows += 1 + int(width/inner)
			start = i + 1
		}
	}
	rows = max(rows, leastRows)
	if rows != p.part.rows[p.Address] {
		p.part.rows[p.Address] = rows
		p.SetMinRowsVisible(rows)
		p.part.relayout()
	}
}

// TypedKey passes on the keys that are the window's.
func (p *Paragraph) TypedKey(ev *fyne.KeyEvent) {
	if widgets.IsMenuKey(ev) {
		p.menu(widgets.UnderCaret(p, &p.Entry))
		return
	}
	if widgets.IsWindowKey(ev.Name) || ev.Name == fyne.KeyEscape { // of which a text makes no use
		p.part.e.Host.Key(ev)
		return
	}
	if p.StopsKey(ev, true) {
		return
	}
	p.Entry.TypedKey(ev)
	if widgets.IsEnter(ev.Name) {
		p.endWord("\n")
	}
}

// show puts another text into the entry, as after a step back. The caret goes to
// the end of what is another now.
func (p *Paragraph) show(text string) {
	was, is := []rune(p.Text), []rune(text)
	end := len(is)
	for n := len(was); n > 0 && end > 0 && was[n-1] == is[end-1]; n-- {
		end--
	}
	widgets.SetText(&p.Entry, text, end)
	if p.part.focused == p {
		widgets.PutCaret(&p.Entry, end)
	}
}

// TappedSecondary opens the menu.
func (p *Paragraph) TappedSecondary(ev *fyne.PointEvent) { p.menu(ev.AbsolutePosition) }

func (p *Paragraph) menu(at fyne.Position) {
	widgets.TextMenu(p.part.e.Host, p, p.IsLocked(), at, commands.Undo, commands.Redo, "", commands.Find, commands.Replace, commands.Origin, commands.Explain)
}

// DoubleTapped selects a word.
func (p *Paragraph) DoubleTapped(ev *fyne.PointEvent) { widgets.DoubleTap(&p.Entry, ev) }

// TypedShortcut refuses a paste that the field cannot hold before it lands,
// and goes to the ends of the text, which the toolkit's entry does not know.
func (p *Paragraph) TypedShortcut(s fyne.Shortcut) {
	if p.StopsShortcut(s) {
		return
	}
	if far, ok := s.(*desktop.CustomShortcut); ok && far.Modifier == fyne.KeyModifierControl {
		switch far.KeyName {
		case fyne.KeyHome:
			p.press(fyne.KeyPageUp, fyne.KeyHome)
			return
		case fyne.KeyEnd:
			p.press(fyne.KeyPageDown, fyne.KeyEnd)
			return
		}
	}
	if paste, ok := s.(*fyne.ShortcutPaste); ok {
		text := paste.Clipboard.Content()
		switch {
		case text == "":
			p.part.e.SetStatus("剪贴板中没有可以粘贴的文字（可能是图片）。年度报告的文字部分只能粘贴文字。")
			return
		case utf8.RuneCountInString(p.Text)+utf8.RuneCountInString(text) > report.MaxText:
			p.part.e.SetStatus(app.Sentence(&report.Refusal{Address: p.Address, Err: report.ErrLongText}))
			return
		case importing.Split(p.part.e.Host, text, p.part.section, func() {
			p.Entry.TypedShortcut(p.mended(&fyne.ShortcutPaste{Clipboard: heldText{paste.Clipboard, text}}, text))
		}):
			return
		}
		s = p.mended(paste, text)
	}
	p.Entry.TypedShortcut(s)
}

// mended returns a paste of what is stored of a text, so that the cursor ends
// up behind it, and says what was changed.
func (p *Paragraph) mended(paste *fyne.ShortcutPaste, text string) fyne.Shortcut {
	clean, mended := report.Clean(text)
	if clean == text {
		return paste
	}
	if says := report.Tell(mended); len(says) > 0 {
		p.part.e.SetStatus("粘贴的文字中，" + strings.Join(says, "；") + "。")
	}
	return &fyne.ShortcutPaste{Clipboard: heldText{paste.Clipboard, clean}}
}

// heldText is a clipboard that gives another text than the one it holds.
type heldText struct {
	fyne.Clipboard
	text string
}

// Content returns the text.
func (h heldText) Content() string { return h.text }

func (p *Paragraph) press(keys ...fyne.KeyName) {
	for _, k := range keys {
		p.Entry.TypedKey(&fyne.KeyEvent{Name: k})
	}
}

// TypedRune stops at the longest text a field takes.
func (p *Paragraph) TypedRune(r rune) {
	if p.Refuses() {
		return
	}
	if len(p.Text) < report.MaxText || utf8.RuneCountInString(p.Text) < report.MaxText {
		p.Entry.TypedRune(r)
		p.endWord(string(r))
	}
}

// endWord stores what was typed at the end of a word, so that a step back takes
// a word.
func (p *Paragraph) endWord(typed string) {
	if report.EndsWord(typed) {
		p.part.flush(p)
	}
}

// AcceptsTab lets Tab go to the next field: a tab has no place in a report.
func (p *Paragraph) AcceptsTab() bool { return false }

// FocusGained notes where the person is and brings the field into view.
func (p *Paragraph) FocusGained() {
	p.Entry.FocusGained()
	p.ring.Gain(p)
	p.part.focused = p
	p.part.tellLast()
	if !p.clicked {
		p.part.showWhole(p)
	}
	p.onCursor()
}

// MouseDown puts the caret where the mouse is.
func (p *Paragraph) MouseDown(ev *desktop.MouseEvent) {
	p.clicked = true
	p.Entry.MouseDown(ev)
	p.clicked = false
}

// FocusLost stores what was typed.
func (p *Paragraph) FocusLost() {
	p.Entry.FocusLost()
	p.ring.Lose(p)
	p.part.flush(p)
}
