// Package planted touches a window from other goroutines, where it says so.
package planted

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

type screen struct {
	label      *widget.Label
	win        fyne.Window
	background func(work func() error, then func(error))
	part       part
	heard      func()
}

type part interface{ show() }

type box struct{ widget.BaseWidget }

func (b *box) show() { b.Refresh() } // away

func build() *screen {
	s := &screen{label: widget.NewLabel(""), background: onGoroutine, part: &box{}}
	s.heard = s.tell
	return s
}

func onGoroutine(work func() error, then func(error)) {
	go func() {
		err := work()
		fyne.Do(func() { then(err) })
	}()
}

func (s *screen) direct() {
	go func() {
		s.label.SetText("1")                         // away
		fyne.Do(func() { s.label.SetText("2") })     // at home
		fyne.DoAndWait(func() { s.label.Refresh() }) // at home
		_ = s.label.Text                             // away
		_ = fyne.NewSize(1, 2).Width
	}()
	s.label.SetText("3")
}

func (s *screen) named() { go s.tell() }

func (s *screen) tell() {
	s.win.SetTitle("4") // away
	s.further()
}

func (s *screen) further() {
	s.label.Hide() // away
}

func (s *screen) throughAField() {
	s.background(func() error {
		s.label.Show() // away
		return nil
	}, func(error) { s.label.Show() })
}

func (s *screen) throughAParameter(do func() error) { s.background(do, func(error) { s.label.Show() }) }

func (s *screen) caller() {
	s.throughAParameter(s.work)
	s.throughAParameter(func() error {
		wide := widget.NewLabel("5") // away
		return check(func() { wide.Show() }) // away
	})
}

func check(f func()) error {
	f()
	return nil
}

func (s *screen) work() error {
	fyne.CurrentApp().Settings() // away away
	return nil
}

func (s *screen) later() {
	time.AfterFunc(time.Second, func() { s.label.Show() })                    // away
	time.AfterFunc(time.Second, func() { fyne.Do(func() { s.label.Show() }) }) // at home
	time.AfterFunc(time.Second, s.label.Show)                                 // away
	timer := func() { s.win.Show() }                                          // away
	go timer()
}

func (s *screen) throughAnInterface() {
	go func() { s.part.show() }()
	go s.label.Refresh() // away
}
