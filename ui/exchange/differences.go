package exchange

import (
	"encoding/json"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"nianbao/app/form"
	"nianbao/app/notes"
	"nianbao/app/proof"
	"nianbao/app/report"
	"nianbao/app/signoff"
	"nianbao/ui/prose"
	"nianbao/ui/widgets"
)

// diffList shows at which places two courses of a report differ: a line for
// each, and below the chosen one in full, side by side.
type diffList struct {
	List        *widgets.List
	Differences []report.Difference
	place       *widget.Label
	ours        *prose.Label
	theirs      *prose.Label
	content     fyne.CanvasObject
}

// newDiffList names both sides. With tick the lines can be ticked.
func newDiffList(w widgets.Host, ours, theirs string, tick func()) *diffList {
	d := &diffList{
		place: &widget.Label{TextStyle: fyne.TextStyle{Bold: true}, Truncation: fyne.TextTruncateEllipsis},
		ours:  &prose.Label{}, theirs: &prose.Label{},
	}
	d.List = widgets.NewList(w, []widgets.Column{{Name: "位置", Width: 380}, {Name: ours, Width: 0}, {Name: theirs, Width: 0}}, d.onChosen, nil)
	d.List.Tick = tick
	side := func(name string, l *prose.Label) fyne.CanvasObject {
		return container.NewVBox(&widget.Label{Text: name, SizeName: theme.SizeNameCaptionText, Importance: widget.LowImportance}, l)
	}
	detail := container.NewVScroll(container.NewGridWithColumns(2, side(ours, d.ours), side(theirs, d.theirs)))
	foot := container.NewBorder(container.NewVBox(widgets.Hairline(), d.place), nil, nil, nil, detail)
	split := container.NewVSplit(container.NewBorder(d.List.Head(), nil, nil, nil, d.List), foot)
	split.SetOffset(0.56)
	d.content = container.New(leastHeight{280}, split) // some lines of the list, and what the chosen one says
	return d
}

// leastHeight keeps a height for its only object.
type leastHeight struct{ height float32 }

// MinSize has the height.
func (l leastHeight) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return objects[0].MinSize().Max(fyne.NewSize(0, l.height))
}

// Layout fills the space.
func (l leastHeight) Layout(objects []fyne.CanvasObject, size fyne.Size) { widgets.Fill(objects, size) }

// set shows other differences.
func (d *diffList) set(differences []report.Difference) {
	d.Differences = differences
	var lines []widgets.Line
	for _, x := range differences {
		ours, theirs := excerpts(shownAt(x, x.Ours), shownAt(x, x.Theirs))
		lines = append(lines, widgets.Line{Cells: widgets.Plain(differAt(x), ours, theirs)})
	}
	d.List.SetLines(lines)
	if len(lines) > 0 {
		d.List.Choose(0)
	}
}

func (d *diffList) onChosen() {
	x := d.Differences[d.List.Chosen]
	d.place.SetText(differAt(x))
	d.ours.SetText(shownAt(x, x.Ours))
	d.theirs.SetText(shownAt(x, x.Theirs))
}

// differAt names a place for the screen.
func differAt(d report.Difference) string {
	for _, f := range form.Facts {
		if d.Address == report.Fact(f.ID) {
			return "单位情况：" + f.Label
		}
	}
	if d.Name == string(d.Address) {
		return "报告信息中的其他内容"
	}
	return d.Name
}

// shownAt writes what stands at a place as a person reads it.
func shownAt(d report.Difference, raw string) string {
	var e notes.Explanation
	switch {
	case raw == "":
		return "（空白）"
	case raw == "yes" && strings.HasPrefix(string(d.Address), string(report.Fact(""))):
		return "是"
	case report.IsNote(d.Address) && json.Unmarshal([]byte(raw), &e) == nil && e.Text != "":
		return e.Text
	}
	if _, origin := report.CutOrigin(d.Address); origin {
		return notes.SaysOrigin(d.Address, raw)
	}
	return raw
}

// excerpts shortens two texts to where they begin to differ.
func excerpts(a, b string) (string, string) {
	const before, most = 8, 24
	x, y := []rune(a), []rune(b)
	same := 0
	for same < len(x) && same < len(y) && x[same] == y[same] {
		same++
	}
	if start := same - before; start > 0 && max(len(x), len(y)) > most {
		return "……" + string(x[start:]), "……" + string(y[start:])
	}
	return a, b
}

// whenAndRound says when somebody signed and, after the first one, in which round.
func whenAndRound(a *signoff.Transition) []string {
	if round := signoff.RoundName(a.Round); round != "" {
		return []string{widgets.TimeOf(a.At), round}
	}
	return []string{widgets.TimeOf(a.At)}
}

// transitionRows lists signed transitions, each with its opinion. Where nobody here has
// compared the roster, none stands out as good.
func transitionRows(transitions []*signoff.Transition, compared bool) fyne.CanvasObject {
	if len(transitions) == 0 {
		return &widget.Label{Text: "还没有人签名。", Importance: widget.LowImportance}
	}
	box := container.NewVBox()
	for _, a := range transitions {
		head := &prose.Label{
			Text: strings.Join(append(whenAndRound(a), a.SignerAndPost(), a.Title()), "　"), Bold: true,
			Importance: map[signoff.Kind]widget.Importance{signoff.Approve: widget.SuccessImportance, signoff.Return: widget.WarningImportance}[a.Kind],
		}
		if !compared {
			head.Importance = widget.MediumImportance
		}
		if a.Opinion == "" {
			box.Add(head)
			continue
		}
		box.Add(container.New(widgets.TightLayout{}, head, prose.NewLabel("“"+a.Opinion+"”")))
	}
	return box
}

// signatureRows lists what was signed, each signature with what it covers, and then
// what nobody signed. Compared says whether somebody here has compared the roster.
func signatureRows(w widgets.Host, p *proof.Proof, edition string, compared bool) fyne.CanvasObject {
	box := container.NewVBox()
	for i := range p.Signatures {
		s := &p.Signatures[i]
		box.Add(transitionRows([]*signoff.Transition{s.Transition}, compared))
		said, importance := s.Says(compared), widget.WarningImportance
		switch {
		case !s.Holds():
			said, importance = s.Problem, widget.DangerImportance
		case s.Late != "":
			said += "：" + s.Late + "。"
		case s.Covers == proof.Earlier:
			said += "，之后有过改动"
		case compared:
			importance = widget.SuccessImportance
		}
		box.Add(&prose.Label{Text: said, Importance: importance, SizeName: theme.SizeNameCaptionText})
	}
	if len(p.Signatures) == 0 {
		box.Add(transitionRows(nil, compared))
	}
	if len(p.After) == 0 {
		return box
	}
	box.Add(widgets.Hairline())
	box.Add(&prose.Label{Text: fmt.Sprintf("没有签名的 %d 条：", len(p.After)), Bold: true, Importance: widget.WarningImportance})
	for i := range p.After {
		box.Add(prose.NewLabel(proof.Line(&p.After[i], func(a form.Address) string { return report.PlaceName(w.Service().Catalog, edition, a) })))
	}
	return box
}
