package register

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"nianbao/app/counted"
	"nianbao/app/form"
	"nianbao/app/intake/register"
	"nianbao/app/keys"
	"nianbao/app/report"
	"nianbao/ui/prose"
	"nianbao/ui/widgets"
)

// last is the register that was read last, in memory alone: its rows open at once while
// its file is what it was.
var last *register.Book

// ShowRows shows the rows of its register that a figure counts, read from the file that
// was counted. Where that is gone or another one by now, it says so.
func ShowRows(w widgets.Host, r *report.Report, a form.Address) {
	n, ok := counted.Behind(r, a)
	if !ok {
		widgets.Alert(w, "没有台账中的行", "这一格不是从台账统计的。")
		return
	}
	v := &viewer{w: w, note: n, name: r.Form().Cell(a).Name}
	path := register.FileOf(w.Context(), w.Service().Settings, n)
	if path == "" {
		v.ask("这台电脑没有统计过台账“" + n.File + "”，不知道它在哪里。")
		return
	}
	v.open(path)
}

// viewer finds the register of a figure.
type viewer struct {
	w    widgets.Host
	note counted.Note
	name string // of the figure
}

// open looks whether a file is the register that was counted, and shows the rows.
func (v *viewer) open(path string) {
	var sum keys.Digest
	widgets.Soon(v.w, "正在读台账", func() (err error) {
		sum, err = register.Sum(path)
		return err
	}, func(err error) {
		switch {
		case err != nil && gone(path):
			v.ask("台账“" + v.note.File + "”已经不在原来的位置。")
		case err != nil:
			widgets.Fail(v.w, "read register", err)
		case sum != v.note.SM3:
			v.ask("“" + filepath.Base(path) + "”在统计以后改动过，行号可能对不上，所以不显示。请重新统计，或者找出统计时的那一份。")
		case last != nil && last.SM3 == sum:
			v.show(last)
		default:
			read(v.w, path, "", func(b *register.Book) { v.found(path, b) })
		}
	})
}

// gone says whether there is no file at a path.
func gone(path string) bool {
	_, err := os.Stat(path)
	return errors.Is(err, fs.ErrNotExist)
}

// found keeps the register and where it lies.
func (v *viewer) found(path string, b *register.Book) {
	last = b
	if err := register.RememberFile(v.w.Context(), v.w.Service().Settings, b, path); err != nil {
		v.w.Log().Info("remember register", "error", err) // it is asked for again
	}
	v.show(b)
}

// ask says why the rows cannot be shown, which they are, and offers to choose the file.
func (v *viewer) ask(why string) {
	text := why + "\n这一格统计的是：" + v.note.Says() + "。"
	widgets.Confirm(v.w, "看台账中的行", text, "选台账文件…", func() {
		widgets.PickFile(v.w, "选择台账", files, v.open)
	})
}

func (v *viewer) show(b *register.Book) {
	showLines(v.w, v.name, b, v.note.Places(), register.Remembered(v.w.Context(), v.w.Service().Settings))
}

// showLines lists rows of a register; below stands the whole of the one that is chosen.
func showLines(w widgets.Host, name string, b *register.Book, at []counted.Place, m *register.Mapping) {
	lines := b.Lines(at, m)
	whole := prose.NewLabel("")
	list := widgets.NewList(w, []widgets.Column{{Name: "行", Width: 160}, {Name: "收到日期", Width: 130}, {Name: "申请人"}, {Name: "办理结果"}}, nil, nil)
	list.Changed = func() {
		if i := list.Chosen; i >= 0 {
			whole.SetText(text(lines[i]))
		}
	}
	var shown []widgets.Line
	for i, fields := range lines {
		shown = append(shown, widgets.Line{Cells: widgets.Plain(b.Where(at[i]), one(fields, register.Received), one(fields, register.Applicant), one(fields, register.Outcome))})
	}
	list.SetLines(shown)
	size := widgets.AvailableSize(w, 900, 460)
	detail := container.NewGridWrap(fyne.NewSize(size.Width, size.Height*0.36), container.NewVScroll(whole))
	box := container.NewBorder(container.NewVBox(prose.NewLabel(b.Name+"　"+name), list.Head()), container.NewVBox(widgets.Hairline(), detail), nil, nil, list)
	if len(at) == 0 {
		widgets.Alert(w, "台账中的行", "台账中没有计入这一格的行：0 件。")
		return
	}
	widgets.ShowDialog(w, "台账中的行", container.New(widgets.BoxLayout{Size: size}, box), widgets.NewPrimary(w, "关闭（Esc）", nil))
	list.Choose(0)
	w.Window().Canvas().Focus(list)
}

// one is the field of a role, "" where the row has none.
func one(fields []register.Field, role register.Role) string {
	for _, f := range fields {
		if f.Role == role {
			return f.Text
		}
	}
	return ""
}

// text writes a row: its fields, a line each.
func text(fields []register.Field) string {
	var parts []string
	for _, f := range fields {
		parts = append(parts, f.Label+"："+f.Text)
	}
	return strings.Join(parts, "\n")
}
