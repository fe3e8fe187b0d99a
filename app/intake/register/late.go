package register

import (
	"fmt"
	"slices"
	"strconv"
	"time"

	"nianbao/app/counted"
	"nianbao/app/report"
)

// The working days in which an application is to be answered (《条例》第三十三条), and
// those by which that may be put off.
const (
	daysToAnswer = 20
	daysMore     = 20
)

// Late is a row that may have been answered too late. It is for the office to look at,
// and no finding of the report: a register does not say everything.
type Late struct {
	At        counted.Place
	From      time.Time // the day that the days are counted from
	Clarified bool      // that is when the applicant said more
	To        time.Time // the day of the answer, or the last that was counted
	Open      bool      // there is none yet
	Days      int       // working days used
	Limit     int
	Consulted int  // working days that were taken off
	Known     bool // the register says how long others were consulted
}

// Says tells of the row in Chinese.
func (l Late) Says() string {
	from, to := "收到", "答复"
	if l.Clarified {
		from = "收到补正"
	}
	if l.Open {
		to = "还没有答复，算到"
	}
	text := fmt.Sprintf("用了 %d 个工作日，期限 %d 个：%s%s，%s%s", l.Days, l.Limit, report.PrintDate(l.From), from, to, report.PrintDate(l.To))
	switch {
	case !l.Known:
		text += "；征求意见的时间台账中没有，不知道"
	case l.Consulted > 0:
		text += fmt.Sprintf("；已扣除征求意见 %d 个工作日", l.Consulted)
	}
	return text
}

// late notes a row that may have been answered too late. The days run from the day after
// the application came, or after what the applicant was asked to add did.
func (c *counter) late(r *reader, a *application, open bool) {
	l := Late{At: a.at, From: a.received, To: a.answered, Limit: daysToAnswer}
	switch clarified, err := r.date(Clarified); {
	case err != nil:
		c.look(a.at, "补正到达日期无法识别，没有查是否超期")
		return
	case !clarified.IsZero():
		l.From, l.Clarified = clarified, true
	}
	if extended(r.text(Extended)) {
		l.Limit += daysMore
	}
	if l.To.IsZero() {
		if !open {
			return // closed on a day that is not known
		}
		l.Open, l.To = true, time.Date(c.year.Year, time.December, 31, 0, 0, 0, 0, time.UTC)
		if today := c.year.Today; !today.IsZero() && today.Before(l.To) {
			l.To = today
		}
	}
	l.Consulted, l.Known = c.consulted(r)
	for _, year := range c.year.Calendar.Unknown(l.From, l.To) {
		if !slices.Contains(c.UnknownYears, year) {
			c.UnknownYears = append(c.UnknownYears, year)
		}
	}
	l.Days = c.year.Calendar.Between(l.From, l.To) - l.Consulted
	if l.Days > l.Limit {
		c.Late = append(c.Late, l)
	}
}

// no is what stands in a column where something did not happen.
var no = []string{"", "否", "无", "未", "不", "没有", "未延期", "不延期", "未延长", "0", "n", "no"}

// extended says whether a register says that the time was extended.
func extended(text string) bool { return !slices.Contains(no, foldWord(text)) }

// consulted returns how many working days others were consulted, and whether the
// register says so.
func (c *counter) consulted(r *reader) (days int, known bool) {
	if r.has(ConsultDays) {
		text := r.text(ConsultDays)
		if slices.Contains(no, foldWord(text)) {
			return 0, true
		}
		n, err := strconv.Atoi(text)
		return max(n, 0), err == nil
	}
	if !r.has(ConsultFrom) || !r.has(ConsultTo) {
		return 0, false
	}
	from, err := r.date(ConsultFrom)
	to, bad := r.date(ConsultTo)
	switch {
	case err != nil || bad != nil || from.IsZero() != to.IsZero():
		return 0, false
	case from.IsZero():
		return 0, true
	}
	return c.year.Calendar.Between(from, to), true
}
