// Package calendar chooses a day by mouse or by keys.
package calendar

import (
	"fmt"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"nianbao/app/report"
	"nianbao/ui/look"
	"nianbao/ui/widgets"
)

// Calendar chooses a day by mouse or by keys. The toolkit's own names its
// months in English and takes no keys.
type Calendar struct {
	widget.BaseWidget
	w       widgets.Host
	Day     time.Time
	Title   *widget.Label
	Chosen  *widget.Label
	Days    []*dayCell
	focused bool
	content *fyne.Container
}

const (
	weeks = 6
	rim   = 2 // of the chosen day
)

// New shows the month of a day, which is chosen.
func New(w widgets.Host, day time.Time) *Calendar {
	c := &Calendar{w: w, Day: day, Title: &widget.Label{Alignment: fyne.TextAlignCenter, TextStyle: fyne.TextStyle{Bold: true}}}
	c.Chosen = &widget.Label{Alignment: fyne.TextAlignCenter}
	cells := container.NewGridWithColumns(7)
	for _, name := range []string{"一", "二", "三", "四", "五", "六", "日"} {
		cells.Add(&widget.Label{Text: name, Alignment: fyne.TextAlignCenter, Importance: widget.LowImportance})
	}
	for range 7 * weeks {
		d := newDayCell(c)
		c.Days = append(c.Days, d)
		cells.Add(d)
	}
	head := container.NewBorder(nil, nil,
		widgets.NewQuiet(w, "‹ 上月（PageUp）", c.previousMonth), widgets.NewQuiet(w, "下月（PageDown） ›", c.nextMonth), c.Title)
	c.content = container.NewVBox(head, cells, c.Chosen)
	c.ExtendBaseWidget(c)
	c.show()
	return c
}

// CreateRenderer shows the month.
func (c *Calendar) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(c.content) }

// show draws the month of the chosen day, from the Monday before it.
func (c *Calendar) show() {
	c.Title.SetText(fmt.Sprintf("%d年%d月", c.Day.Year(), c.Day.Month()))
	c.Chosen.SetText(report.PrintDate(c.Day))
	first := c.Day.AddDate(0, 0, 1-c.Day.Day())
	first = first.AddDate(0, 0, -(int(first.Weekday())+6)%7)
	for i, cell := range c.Days {
		cell.set(first.AddDate(0, 0, i))
	}
}

func (c *Calendar) choose(day time.Time) {
	c.Day = day
	c.show()
}

// addMonths keeps the day, or takes the last one of a shorter month.
func (c *Calendar) addMonths(n int) {
	first := c.Day.AddDate(0, 0, 1-c.Day.Day()).AddDate(0, n, 0)
	last := first.AddDate(0, 1, -1).Day()
	c.choose(first.AddDate(0, 0, min(c.Day.Day(), last)-1))
}

func (c *Calendar) previousMonth() { c.turn(-1) }
func (c *Calendar) nextMonth()     { c.turn(1) }

// turn shows another month and takes the keyboard back from the button.
func (c *Calendar) turn(n int) {
	c.addMonths(n)
	c.w.Window().Canvas().Focus(c)
}

// FocusGained and FocusLost show whether keys choose the day.
func (c *Calendar) FocusGained() { c.focused = true; c.show() }

// FocusLost shows the choice as resting.
func (c *Calendar) FocusLost() { c.focused = false; c.show() }

// TypedRune does nothing.
func (c *Calendar) TypedRune(rune) {}

// TypedKey moves the choice by days, weeks and months.
func (c *Calendar) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyLeft:
		c.choose(c.Day.AddDate(0, 0, -1))
	case fyne.KeyRight:
		c.choose(c.Day.AddDate(0, 0, 1))
	case fyne.KeyUp:
		c.choose(c.Day.AddDate(0, 0, -7))
	case fyne.KeyDown:
		c.choose(c.Day.AddDate(0, 0, 7))
	case fyne.KeyPageUp:
		c.addMonths(-1)
	case fyne.KeyPageDown:
		c.addMonths(1)
	default:
		widgets.PassKey(c.w, ev)
	}
}

// dayCell is one day of the month shown.
type dayCell struct {
	widget.BaseWidget
	calendar *Calendar
	Day      time.Time
	back     *canvas.Rectangle
	text     *canvas.Text
}

func newDayCell(c *Calendar) *dayCell {
	d := &dayCell{calendar: c, back: canvas.NewRectangle(widgets.ColorClear), text: canvas.NewText("", nil)}
	d.text.Alignment = fyne.TextAlignCenter
	d.back.CornerRadius = 3
	d.ExtendBaseWidget(d)
	return d
}

// CreateRenderer shows the number of the day.
func (d *dayCell) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.NewStack(d.back, container.NewPadded(d.text)))
}

func (d *dayCell) set(day time.Time) {
	d.Day = day
	d.text.Text, d.text.TextSize = fmt.Sprint(day.Day()), theme.TextSize()
	d.text.Color = look.Text
	d.back.FillColor, d.back.StrokeColor, d.back.StrokeWidth = widgets.ColorClear, widgets.ColorPrimary, 0
	if day.Month() != d.calendar.Day.Month() {
		d.text.Color = look.Hint
	}
	if day.Equal(d.calendar.Day) {
		d.back.FillColor, d.back.StrokeColor, d.back.StrokeWidth = widgets.ColorChosen, look.Rest, rim
		if d.calendar.focused {
			d.back.StrokeColor = widgets.ColorPrimary
		}
	}
	d.back.Refresh()
	d.text.Refresh()
}

// Tapped chooses the day.
func (d *dayCell) Tapped(*fyne.PointEvent) {
	d.calendar.choose(d.Day)
	d.calendar.w.Window().Canvas().Focus(d.calendar)
}
