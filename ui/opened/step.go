package opened

import (
	"path/filepath"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"nianbao/app/exchange"
	"nianbao/ui/prose"
	"nianbao/ui/widgets"
)

// step is a line of the page after a signature: what is left to be done, what it is good
// for, and the button.
type step struct {
	deed        Deed
	title, text string
	button      *widgets.Button
	head        *prose.Label
}

func (s *step) row() fyne.CanvasObject {
	s.head = &prose.Label{Text: s.title, Bold: true}
	edge := canvas.NewRectangle(widgets.ColorClear)
	edge.SetMinSize(fyne.NewSize(1, 8))
	said := container.New(widgets.TightLayout{}, s.head, prose.NewLabel(s.text))
	return container.NewVBox(container.NewBorder(nil, nil, nil, container.NewCenter(s.button), said), widgets.Hairline(), edge)
}

// mark says in the line whether this is done, or being done. It is short: the line
// keeps its height.
func (s *step) mark(at lying, done bool) {
	text, importance := s.title, widget.MediumImportance
	switch {
	case at.writing:
		text += "（正在写……）"
	case done && at.There:
		text, importance = "✓ "+text+"（已经有了）", widget.SuccessImportance
	case done:
		text, importance = "✓ "+text+"（已写出）", widget.SuccessImportance
	}
	if s.head.Text != text {
		s.head.Importance = importance
		s.head.SetText(text)
	}
}

// lying is a file that was written after a signature, or is being written.
type lying struct {
	exchange.Placed
	writing bool
}

// written lists where files were written, below all that is left to be done.
type written struct {
	w    widgets.Host
	all  map[Deed]lying
	list *fyne.Container
	said []string
}

func newWritten(w widgets.Host) *written {
	return &written{w: w, all: map[Deed]lying{}, list: container.NewVBox()}
}

// inOrder is the order in which files are listed.
var inOrder = []Deed{Publish, Correct, KeepSheet, PassOn}

// show lists the files, where there are others than are listed.
func (f *written) show() {
	var files []exchange.Placed
	var said []string
	for _, d := range inOrder {
		if at, done := f.all[d]; done && !at.writing {
			files, said = append(files, at.Placed), append(said, f.text(at.Placed))
		}
	}
	if slices.Equal(said, f.said) {
		return
	}
	f.said, f.list.Objects = said, []fyne.CanvasObject{widgets.Tinted(&prose.Label{Text: "文件的位置", Bold: true})}
	for i, at := range files {
		f.list.Add(container.NewBorder(nil, nil, nil, container.NewHBox(
			widgets.NewQuiet(f.w, "打开文件", func() { widgets.OpenPath(f.w, at.Path) }),
			widgets.NewQuiet(f.w, "打开所在文件夹", func() { widgets.Reveal(f.w, at.Path) })),
			&prose.Label{Text: said[i], Importance: widget.SuccessImportance}))
	}
	f.list.Refresh()
}

func (f *written) text(at exchange.Placed) string {
	if at.There {
		return "✓ " + at.Says() + "在 " + filepath.Dir(at.Path)
	}
	return "✓ 已写出：" + filepath.Base(at.Path) + "，在 " + filepath.Dir(at.Path)
}

// message tells of a file in the status bar: the list may be out of sight.
func (f *written) message(at exchange.Placed) widgets.Message {
	text := at.Says()
	if text == "" {
		text = "已写出：" + filepath.Base(at.Path)
	}
	return widgets.Message{Text: text, Importance: widget.SuccessImportance, Action: "打开所在文件夹", Do: func() { widgets.Reveal(f.w, at.Path) }}
}
