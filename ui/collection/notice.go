package collection

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"nianbao/app/collection/sheets"
	"nianbao/ui/prose"
)

// remark is something there is to say of a sheet.
type remark struct {
	sheet *sheets.Returned
	text  string
}

// Says tells it with the sheet's department and file.
func (r remark) Says() string {
	return r.sheet.Sheet.From + "（“" + r.sheet.Sheet.File + "”）：" + r.text
}

// notice tells over the figures what of the sheets is not there, in whole sentences.
type notice struct {
	said   *prose.Label
	scroll *container.Scroll
	column *fyne.Container
}

func newNotice() *notice {
	n := &notice{said: &prose.Label{Importance: widget.DangerImportance}}
	n.scroll = container.NewVScroll(n.said)
	return n
}

// over is the column with the notice over the rest.
func (n *notice) over(rest fyne.CanvasObject) fyne.CanvasObject {
	n.column = container.New(overRest{n}, n.scroll, rest)
	return n.column
}

// mostTold is how many characters the notice has room for: some four lines.
const mostTold = 220

// tell tells what it has room for, at least the first one, and returns the rest.
func (n *notice) tell(all []remark) (rest []remark) {
	var told []string
	length := 0
	for len(all) > 0 {
		text := all[0].Says()
		if length += len([]rune(text)); length > mostTold && len(told) > 0 {
			break
		}
		told, all = append(told, text), all[1:]
	}
	n.said.SetText(strings.Join(told, "\n"))
	n.column.Refresh()
	return all
}

// overRest gives the notice the height it needs at the width there is, up to some lines.
type overRest struct{ of *notice }

// MinSize is that of the rest, with a line of the notice.
func (l overRest) MinSize(o []fyne.CanvasObject) fyne.Size {
	size := o[1].MinSize()
	if l.of.said.Text != "" {
		size.Height += 2 * theme.TextSize()
	}
	return size
}

// Layout places the notice over the rest.
func (l overRest) Layout(o []fyne.CanvasObject, size fyne.Size) {
	const most = 8 // lines
	height := float32(0)
	if l.of.said.Text != "" {
		l.of.said.Resize(fyne.NewSize(size.Width, l.of.said.MinSize().Height))
		height = min(l.of.said.MinSize().Height, most*1.4*theme.TextSize(), size.Height/3)
	}
	o[0].Resize(fyne.NewSize(size.Width, height))
	o[1].Resize(fyne.NewSize(size.Width, size.Height-height))
	o[1].Move(fyne.NewPos(0, height))
}
