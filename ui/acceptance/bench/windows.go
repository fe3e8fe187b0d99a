//go:build bench && linux

package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"runtime/debug"

	"fyne.io/fyne/v2"
	fyneapp "fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"nianbao/app/check"
	"nianbao/app/document"
	"nianbao/app/form"
	"nianbao/app/report"
	"nianbao/assets"
	"nianbao/ui/acceptance/bench/blank"
	"nianbao/ui/grid"
)

// The windows this program shows instead of measuring when it is told to.
const (
	showGrid  = "grid"  // 表三, filled
	showEntry = "entry" // nothing but Fyne's entry
	showEmpty = "empty" // two words, in both fonts
	showPlain = "plain" // two words, in the toolkit's own fonts
)

// show opens one of the windows and returns when it is closed.
func show(what string) error {
	a := fyneapp.NewWithID("cn.nianbao.bench")
	if what == showPlain {
		debug.SetGCPercent(100) // as in a program that knows nothing of it
	} else {
		a.Settings().SetTheme(blank.Theme())
	}
	w := a.NewWindow(what)
	w.Resize(fyne.NewSize(blank.Width, blank.Height))
	w.CenterOnScreen()
	switch what {
	case showGrid:
		g, err := newGrid()
		if err != nil {
			return err
		}
		w.SetContent(container.NewStack(g))
		w.Canvas().Focus(g)
	case showEntry:
		e := widget.NewEntry()
		w.SetContent(container.NewVBox(layout.NewSpacer(), e, layout.NewSpacer()))
		w.Canvas().Focus(e)
	case showPlain:
		w.SetContent(container.NewCenter(widget.NewLabel("plain window")))
	default:
		w.SetContent(blank.Words())
	}
	w.ShowAndRun()
	return nil
}

// newGrid shows 表三 of the example. What is put into it is applied, totalled
// and checked as in the program, but not stored.
func newGrid() (*grid.Grid, error) {
	r, err := example()
	if err != nil {
		return nil, err
	}
	g := grid.New(r.Form().Table("requests"), grid.Of(r))
	g.OnCommit = func(note string, inputs []grid.Input) error {
		edit := report.Edit{Note: note}
		for _, in := range inputs {
			c, err := r.Set(in.Address, in.Raw)
			if err != nil {
				return err
			}
			edit.Changes = append(edit.Changes, c)
		}
		if err := r.Apply(edit); err != nil {
			return err
		}
		g.SetMarks(marks(check.Run(r)))
		return nil
	}
	return g, nil
}

func marks(findings []check.Finding) map[form.Address]grid.Mark {
	out := map[form.Address]grid.Mark{}
	for _, f := range findings {
		for _, a := range f.Cells {
			out[a] = grid.MarkedError
		}
	}
	return out
}

func catalog() (*form.Catalog, error) { return form.Load(assets.Forms, "forms") }

// example returns the bundled example report.
func example() (*report.Report, error) {
	c, err := catalog()
	if err != nil {
		return nil, err
	}
	return document.Read(bytes.NewReader(assets.Example), c)
}

// shower returns the command that shows one of this program's own windows.
func shower(what string) (*exec.Cmd, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, fmt.Errorf("find this program: %w", err)
	}
	return exec.Command(self, "-show", what), nil
}
