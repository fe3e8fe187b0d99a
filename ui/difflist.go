package ui

import (
	"encoding/json"
	"fmt"
	"nianbao/app/form"
	"nianbao/app/notes"
	"nianbao/app/signoff"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"nianbao/app"
	"nianbao/app/report"
	"nianbao/ui/prose"
)

// diffList shows at which places two courses of a report differ: a line for
// each, and below the chosen one in full, side by side.
type diffList struct {
	list        *lineList
	differences []app.Difference
	place       *widget.Label
	ours        *prose.Label
	theirs      *prose.Label
	content     fyne.CanvasObject
}

// newDiffList names both sides. With tick the lines can be ticked.
func newDiffList(w Host, ours, theirs string, tick func()) *diffList {
	d := &diffList{
		place: &widget.Label{TextStyle: fyne.TextStyle{Bold: true}, Truncation: fyne.TextTruncateEllipsis},
		ours:  &prose.Label{}, theirs: &prose.Label{},
	}
	d.list = newLineList(w, []column{{"位置", 380}, {ours, 0}, {theirs, 0}}, d.onChosen, nil)
	d.list.tick = tick
	side := func(name string, l *prose.Label) fyne.CanvasObject {
		return container.NewVBox(&widget.Label{Text: name, SizeName: theme.SizeNameCaptionText, Importance: widget.LowImportance}, l)
	}
	detail := container.NewVScroll(container.NewGridWithColumns(2, side(ours, d.ours), side(theirs, d.theirs)))
	foot := container.NewBorder(container.NewVBox(hairline(), d.place), nil, nil, nil, detail)
	split := container.NewVSplit(container.NewBorder(d.list.head(), nil, nil, nil, d.list), foot)
	split.SetOffset(0.56)
	d.content = split
	return d
}

// set shows other differences.
func (d *diffList) set(differences []app.Difference) {
	d.differences = differences
	var lines []line
	for _, x := range differences {
		ours, theirs := excerpts(shownAt(x, x.Ours), shownAt(x, x.Theirs))
		lines = append(lines, line{cells: plain(differAt(x), ours, theirs)})
	}
	d.list.setLines(lines)
	if len(lines) > 0 {
		d.list.choose(0)
	}
}

func (d *diffList) onChosen() {
	x := d.differences[d.list.chosen]
	d.place.SetText(differAt(x))
	d.ours.SetText(shownAt(x, x.Ours))
	d.theirs.SetText(shownAt(x, x.Theirs))
}

// differAt names a place for the screen.
func differAt(d app.Difference) string {
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
func shownAt(d app.Difference, raw string) string {
	var e notes.Explanation
	switch {
	case raw == "":
		return "（空白）"
	case raw == "yes" && strings.HasPrefix(string(d.Address), string(report.Fact(""))):
		return "是"
	case report.IsNote(d.Address) && json.Unmarshal([]byte(raw), &e) == nil && e.Text != "":
		return e.Text
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

// actRows lists signed acts, each with its opinion.
func actRows(acts []*signoff.Transition) fyne.CanvasObject {
	if len(acts) == 0 {
		return &widget.Label{Text: "还没有人签名。", Importance: widget.LowImportance}
	}
	box := container.NewVBox()
	for _, a := range acts {
		head := &prose.Label{
			Text: fmt.Sprintf("%s　第%d轮　%s　%s", timeOf(a.At), a.Round, titled(a.Name, a.Post), a.Title()), Bold: true,
			Importance: map[signoff.Kind]widget.Importance{signoff.Approve: widget.SuccessImportance, signoff.Return: widget.WarningImportance}[a.Kind],
		}
		if a.Opinion == "" {
			box.Add(head)
			continue
		}
		box.Add(container.New(tightLayout{}, head, prose.NewLabel("“"+a.Opinion+"”")))
	}
	return box
}
