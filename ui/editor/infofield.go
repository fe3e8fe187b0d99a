package editor

import (
	"errors"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"nianbao/app"
	"nianbao/app/form"
	"nianbao/app/report"
	"nianbao/ui/widgets"
)

// infoField is an entry of the report's information: beside it stands how it was
// understood, or why it was not taken. What was typed stays until a person
// changes it. Nothing moves when something is said: a click that leaves the
// entry must find what it was meant for.
type infoField struct {
	p       *InfoPart
	address form.Address
	entry   *widgets.Entry
	beside  *widget.Label
	back    *widgets.Button // takes back what was not taken
	content fyne.CanvasObject
	dirty   bool // typed in, and not left
	refused bool // what stands in the entry when it was left is not in the report
}

// fieldWidths are how many characters wide the entries are.
var fieldWidths = map[form.Address]float32{
	report.Year: 6, report.SignedOn: 13, report.ContactPostcode: 8, report.ContactPhone: 18, report.ContactEmail: 22,
}

const usualWidth = 30

// fieldRow lays a field out, so many characters wide in whatever size text is shown, and
// what stands beside it. Where the window has no room for that the field gives way.
type fieldRow struct {
	chars float32
	rest  fyne.CanvasObject // takes what is left, nil for nothing
}

// leastChars is what remains of a field in a narrow window.
const leastChars = 10

func (l fieldRow) width(chars float32) float32 {
	return chars*theme.TextSize() + 4*theme.InnerPadding()
}

// beside is the width of what stands beside the field.
func (l fieldRow) beside(o []fyne.CanvasObject) (width float32) {
	for _, more := range o[1:] {
		if more.Visible() {
			width += theme.Padding() + more.MinSize().Width
		}
	}
	return width
}

// MinSize has a field of a few characters.
func (l fieldRow) MinSize(o []fyne.CanvasObject) fyne.Size {
	out := fyne.NewSize(l.width(min(l.chars, leastChars))+l.beside(o), 0)
	for _, each := range o {
		if each.Visible() {
			out.Height = max(out.Height, each.MinSize().Height)
		}
	}
	return out
}

// Layout places them from left to right.
func (l fieldRow) Layout(o []fyne.CanvasObject, size fyne.Size) {
	x := min(l.width(l.chars), size.Width-l.beside(o))
	o[0].Move(fyne.NewPos(0, 0))
	o[0].Resize(fyne.NewSize(x, size.Height))
	left := size.Width - x - l.beside(o)
	for _, more := range o[1:] {
		if !more.Visible() {
			continue
		}
		width := more.MinSize().Width
		if more == l.rest {
			width += left
		}
		x += theme.Padding()
		more.Move(fyne.NewPos(x, 0))
		more.Resize(fyne.NewSize(width, size.Height))
		x += width
	}
}

func newInfoField(p *InfoPart, a form.Address, hint string, more ...fyne.CanvasObject) *infoField {
	f := &infoField{p: p, address: a, beside: &widget.Label{Truncation: fyne.TextTruncateEllipsis}}
	f.entry = widgets.NewEntry(p.e.Host, "", hint)
	f.entry.ReadOnlyGuard = p.e.Opened.Guard()
	f.entry.Got = func() { p.last, p.Preamble.focused = f.entry, nil }
	f.entry.Left = func() { f.store() }
	f.entry.Escape = f.takeBack
	f.entry.OnChanged = f.onTyped
	f.back = widgets.NewQuiet(p.e.Host, "恢复（Esc）", func() { f.takeBack() })
	f.back.Hide()
	width := fieldWidths[a]
	if width == 0 {
		width = usualWidth
	}
	row := append([]fyne.CanvasObject{p.overlay.Over(f.entry)}, more...)
	f.content = container.New(fieldRow{width, f.beside}, append(row, f.beside, f.back)...)
	return f
}

// shown is how what the report holds stands in the entry: dates as they are
// printed.
func (f *infoField) shown() string {
	text := f.p.e.Report().Text(f.address)
	if f.address == report.SignedOn {
		if day, err := report.ParseDate(text); err == nil {
			return report.PrintDate(day)
		}
	}
	return text
}

// onTyped stores what is typed before long, and shows how a date is understood.
func (f *infoField) onTyped(text string) {
	if text == f.shown() && !f.dirty { // shown by the program
		return
	}
	if f.address == report.SignedOn {
		f.explain(text)
	} else if !f.refused {
		f.say("", widget.LowImportance) // what was said was of the text before
	}
	f.dirty = true
	f.p.e.showTyping()
	f.p.e.storing.Typed()
}

// explain shows beside the entry how a date is understood, or what is unusual
// about a contact.
func (f *infoField) explain(text string) {
	if f.address != report.SignedOn {
		f.say(f.p.e.Report().ContactDoubt(f.address), widget.WarningImportance)
		return
	}
	said := ""
	if day, err := report.ReadDate(text); err == nil {
		said = report.Weekday(day)
		if text != report.PrintDate(day) {
			said = "读作" + report.PrintDate(day) + "，" + said
		}
	}
	f.say(said, widget.LowImportance)
}

// storeTyped stores what stands in the entry so far. What cannot be taken may
// be half typed: that is told when the entry is left.
func (f *infoField) storeTyped() {
	if !f.dirty {
		return
	}
	if err := f.p.e.Set(f.address, f.entry.Text); err != nil && f.p.e.Session.Saved().Pending == 0 {
		f.p.e.Host.Log().Debug("not stored yet", "address", f.address, "error", err)
		return
	}
	f.p.e.showSaved()
}

// store puts the entry's text into the report when it is left. What is not
// taken stays in the entry, with the reason under it.
func (f *infoField) store() bool {
	f.dirty = false
	defer f.p.e.showSaved()
	if f.entry.Text == f.shown() {
		f.accept()
		return true
	}
	err := f.p.e.Set(f.address, f.entry.Text)
	if said := inPlace(err); said != "" {
		f.refuse(said)
		return false
	}
	if !f.p.e.applied("store report information", err) {
		return false
	}
	f.accept()
	return true
}

// inPlace is what is said under an entry of a text that was not taken, "" where
// the window says it.
func inPlace(err error) string {
	var refusal *report.Refusal
	switch code := app.CodeOf(err); {
	case err == nil:
		return ""
	case errors.As(err, &refusal), code == app.Exists, code == app.Forbidden, code == app.Invalid:
		return app.Sentence(err)
	}
	return ""
}

func (f *infoField) refuse(why string) {
	f.refused = true
	f.say("没有保存："+why, widget.DangerImportance)
	f.p.e.SetStatus(f.beside.Text + "请改正，或者按 Esc 恢复原来的内容。")
}

// accept shows what the report holds, and what is to be said of it.
func (f *infoField) accept() {
	if f.refused {
		f.refused = false
		f.p.e.SetStatus("")
	}
	if text := f.shown(); f.entry.Text != text {
		widgets.SetText(&f.entry.Entry, text, utf8.RuneCountInString(text))
	}
	f.explain(f.entry.Text)
}

func (f *infoField) say(text string, importance widget.Importance) {
	widgets.SetVisible(f.back, f.refused)
	f.beside.Importance = importance
	f.beside.SetText(text)
}

// changed brings the entry up to date with the report, but for what is being
// typed and what was not taken.
func (f *infoField) changed() {
	if !f.refused && !f.dirty {
		f.accept()
	}
}

// takeOver goes on with what stands in another entry of the same place.
func (f *infoField) takeOver(from *infoField) {
	from.entry.Left = nil
	if !from.dirty && !from.refused {
		return
	}
	f.dirty, f.refused = from.dirty, from.refused
	f.entry.SetText(from.entry.Text)
	f.say(from.beside.Text, from.beside.Importance)
}

// takeBack shows again what the report holds. It says whether anything else
// stood there.
func (f *infoField) takeBack() bool {
	if c, err := f.p.e.Report().Set(f.address, f.entry.Text); err == nil && c.Old == c.New && !f.refused {
		return false
	}
	f.dirty = false
	f.accept()
	f.p.e.showSaved()
	f.p.e.Host.Window().Canvas().Focus(f.entry)
	return true
}
