package editor

import (
	"encoding/json"
	"strconv"
	"unicode/utf8"

	"fyne.io/fyne/v2/widget"

	"nianbao/app"
	"nianbao/app/form"
	"nianbao/app/report"
	"nianbao/ui/widgets"
)

// keptPlace is where a person was in a report. It is kept beside the drafts, for
// the next time and for the way back from another page, and is no part of the
// report.
type keptPlace struct {
	At    form.Address `json:"at"`
	Caret int          `json:"caret,omitempty"` // characters before it, in a text
	To    form.Address `json:"to,omitempty"`    // the other end of a selection of cells
	Find  string       `json:"find,omitempty"`  // what the bar looks for, "" while it is not open

	Entries int `json:"entries"` // of the record at that time
}

// mostPlaces is how many reports have their place kept, the latest ones.
const mostPlaces = 100

// keptPlaces reads all of them, by the numbers of the reports.
func (e *Editor) keptPlaces() map[string]keptPlace {
	places := map[string]keptPlace{}
	raw := widgets.Setting(e.Host, app.SettingPlaces)
	if raw != "" && json.Unmarshal([]byte(raw), &places) != nil {
		return map[string]keptPlace{}
	}
	return places
}

func (e *Editor) placeKey() string { return strconv.FormatInt(e.Session.ID(), 10) }

// keepPlace keeps where the person is now, where that is elsewhere than before.
func (e *Editor) keepPlace() {
	now := e.whereNow()
	if now == e.kept {
		return
	}
	places := e.keptPlaces()
	places[e.placeKey()] = now
	for len(places) > mostPlaces {
		delete(places, oldest(places))
	}
	raw, _ := json.Marshal(places) // addresses and texts always encode
	if widgets.KeepSetting(e.Host, app.SettingPlaces, string(raw)) {
		e.kept = now
	}
}

// oldest is the report with the lowest number.
func oldest(places map[string]keptPlace) string {
	least, key := int64(-1), ""
	for k := range places {
		if n, _ := strconv.ParseInt(k, 10, 64); least < 0 || n < least {
			least, key = n, k
		}
	}
	return key
}

func (e *Editor) whereNow() keptPlace {
	var p keptPlace
	p.At, p.Caret = e.place()
	if t, ok := e.Parts[e.Current].(*TablePart); ok {
		if _, other := t.Grid.Ends(); other != p.At {
			p.To = other
		}
	}
	if e.Finder.Content.Visible() {
		p.Find = e.Finder.What.Text
	}
	p.Entries = len(e.Session.Entries())
	return p
}

// lastPlace is where the person was: the place that was kept or, where the
// program ended without keeping it, that of the last edit. That asks for no
// storing beside every figure. It is false for a report that was never open here.
func (e *Editor) lastPlace() (keptPlace, bool) {
	p, kept := e.keptPlaces()[e.placeKey()]
	entries := e.Session.Entries()
	if !kept || len(entries) <= p.Entries {
		return p, kept
	}
	changes := entries[len(entries)-1].Edit.Changes
	if len(changes) == 0 {
		return p, true
	}
	c := changes[0]
	return keptPlace{At: c.Address, Caret: c.At + utf8.RuneCountInString(c.New)}, true
}

// returnTo shows a place that was kept, where the report still has it. It says
// whether it has.
func (e *Editor) returnTo(p keptPlace) bool {
	f := e.Report().Form()
	_, info := e.Parts[0].(*InfoPart).Entries[p.At]
	if f.Cell(p.At) == nil && f.Field(p.At) == nil && p.At != report.Preamble && !info {
		return false
	}
	e.GoTo(p.At)
	if t, ok := e.Parts[e.Current].(*TablePart); ok && p.To != "" {
		t.Grid.Select([]form.Address{p.At, p.To})
	}
	if entry := e.textAt(p.At); entry != nil {
		widgets.PutCaret(entry, min(p.Caret, len([]rune(entry.Text))))
	}
	if paragraph := e.paragraphAt(p.At); paragraph != nil {
		paragraph.onCursor()
	}
	if p.Find != "" {
		e.Finder.What.SetText(p.Find)
		e.Finder.appear(false)
	}
	return true
}

// place is where the person is: the address, and how many characters in.
func (e *Editor) place() (form.Address, int) {
	switch p := e.Parts[e.Current].(type) {
	case *TextPart:
		return p.place()
	case *InfoPart:
		return p.place()
	}
	return e.Parts[e.Current].Cursor(), 0
}

func (p *TextPart) place() (form.Address, int) {
	if p.focused == nil {
		return p.first().Address, 0
	}
	return p.focused.Address, p.focused.CursorTextOffset()
}

func (p *InfoPart) place() (form.Address, int) {
	if p.Preamble.focused != nil {
		return p.Preamble.place()
	}
	for a, e := range p.Entries {
		if e == p.last {
			return a, e.CursorTextOffset()
		}
	}
	return report.UnitName, 0
}

// textAt returns the entry of an address on the part that is shown, nil for a cell.
func (e *Editor) textAt(a form.Address) *widget.Entry {
	if p, ok := e.Parts[e.Current].(*InfoPart); ok && p.Entries[a] != nil {
		return &p.Entries[a].Entry
	}
	if f := e.paragraphAt(a); f != nil {
		return &f.Entry
	}
	return nil
}

// paragraphAt returns the paragraph of an address on the part that is shown.
func (e *Editor) paragraphAt(a form.Address) *Paragraph {
	switch p := e.Parts[e.Current].(type) {
	case *TextPart:
		return p.fieldAt(a)
	case *InfoPart:
		return p.Preamble.fieldAt(a)
	}
	return nil
}

// selected is the text that is selected where the person is, "" in a table.
func (e *Editor) selected() string {
	a, _ := e.place()
	if entry := e.textAt(a); entry != nil {
		return entry.SelectedText()
	}
	return ""
}
