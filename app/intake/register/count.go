package register

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"nianbao/app/counted"
	"nianbao/app/form"
	"nianbao/app/workdays"
)

// Year is what a register is counted for.
type Year struct {
	Form     *form.Form
	Year     int
	Calendar *workdays.Calendar // nil: weekdays are working days
	Today    time.Time          // zero: after the year
}

// Count is what a register comes to. Each row counts in two cells of the table of
// applications, where it came from and what became of it, or in none and is listed.
type Count struct {
	Cells    map[form.Address][]counted.Place // each input cell that was counted, also those of no row
	Rows     int                              // that are applications
	Skipped  []Skipped                        // rows that are none
	Left     []Remark                         // rows that count nowhere, and why
	Look     []Remark                         // rows that count and should be looked at
	Late     []Late                           // rows that may have been answered too late
	Unmapped []Word                           // words that nobody mapped
	Excess   []Role                           // columns of too many words
	Missing  []Role                           // columns without which nothing can be counted
	Channels []Tally                          // of what was received in the year; none where there are too many
	Ways     int                              // how many channels the register names
	Outcomes []Tally                          // by the rows of the form
	Disputes bool                             // the register says what went to court

	Received, CarriedIn, Closed, CarriedOut int

	ConsultKnown bool  // the register says how long others were consulted
	UnknownYears []int // of which the days of rest are not known
	NoTwice      bool  // no column says which rows are the same

	reasons map[counted.Reason][]counted.Place // of the rows that count nowhere, and of hidden ones
}

// mostChannels is how many ways there may be in which applications come.
const mostChannels = 20

// noChannel is where nothing says how an application came.
const noChannel = "没有登记方式"

// Remark is what there is to say of a row.
type Remark struct {
	At  counted.Place
	Why string
}

// Tally is how often something stands in a register.
type Tally struct {
	Name  string
	Count int
}

// counter counts row by row.
type counter struct {
	*Count
	m    *Mapping
	l    *layout
	year Year

	seen     map[string]counted.Place
	meant    map[Role]*meanings
	channels map[string]*Tally // by text
}

// Count counts the rows of some sheets. Nothing is counted where a column is missing.
func (b *Book) Count(m *Mapping, sheets []int, y Year) *Count {
	c := &counter{
		Count: &Count{Cells: map[form.Address][]counted.Place{}, reasons: map[counted.Reason][]counted.Place{}}, m: m, year: y, l: layoutOf(y.Form),
		seen: map[string]counted.Place{}, meant: map[Role]*meanings{}, channels: map[string]*Tally{},
	}
	c.Missing = b.missing(m, sheets)
	if len(c.Missing) > 0 || c.l == nil {
		return c.Count
	}
	for _, role := range words {
		c.meant[role] = newMeanings(m, c.l, role)
	}
	c.begin(b, sheets)
	c.Skipped = b.each(m, sheets, c.add)
	for _, skipped := range c.Skipped {
		if skipped.Why == hiddenRow {
			c.reasons[counted.Hidden] = append(c.reasons[counted.Hidden], skipped.At)
		}
	}
	for _, role := range words {
		if len(c.meant[role].byKey) > mostWords {
			c.Excess = append(c.Excess, role)
		}
	}
	if len(c.Excess) > 0 {
		return &Count{Excess: c.Excess, Rows: c.Rows}
	}
	c.end()
	return c.Count
}

// missing lists the roles that no column of a sheet has.
func (b *Book) missing(m *Mapping, sheets []int) []Role {
	var out []Role
	for _, number := range sheets {
		l := b.Sheet(number)
		if l == nil {
			continue
		}
		has := map[Role]bool{Kind: m.Kind != ""}
		for i := range l.Columns {
			has[m.Role(&l.Columns[i])] = true
		}
		for _, role := range []Role{Received, Kind, Outcome} {
			if !has[role] && !slices.Contains(out, role) {
				out = append(out, role)
			}
		}
	}
	if len(sheets) == 0 {
		return []Role{Received, Kind, Outcome}
	}
	return out
}

// begin lays out the cells that will be counted.
func (c *counter) begin(b *Book, sheets []int) {
	for _, kind := range c.l.kinds {
		for _, row := range append([]string{c.l.received, c.l.carriedIn, c.l.carryOut}, c.l.outcomes...) {
			c.Cells[c.l.cell(row, kind.ID)] = nil
		}
	}
	has := b.has(c.m, sheets)
	c.ConsultKnown = has[ConsultDays] || has[ConsultFrom] && has[ConsultTo]
	c.NoTwice = !has[Number] && !(has[Applicant] && has[Subject])
	if c.l.disputes == nil {
		return
	}
	for role := range disputeGroups {
		if has[role] || has[Suit] && role != Reconsideration {
			c.Disputes = true
			for _, t := range disputeResults {
				c.Cells[c.l.dispute(role, t.ID)] = nil
			}
		}
	}
}

// has are the roles that columns of some sheets have.
func (b *Book) has(m *Mapping, sheets []int) map[Role]bool {
	has := map[Role]bool{}
	for _, number := range sheets {
		if l := b.Sheet(number); l != nil {
			for i := range l.Columns {
				has[m.Role(&l.Columns[i])] = true
			}
		}
	}
	return has
}

// application is a row that is an application.
type application struct {
	at                 counted.Place
	received, answered time.Time
	kind, outcome      string // targets
}

// add counts a row.
func (c *counter) add(r *reader) {
	c.Rows++
	a := application{at: r.place()}
	kind, outcome, disputes := c.mapped(r, &a)
	if twice := c.twice(r); twice != "" {
		if c.m.CountOnce {
			c.leave(a.at, counted.Twice, twice+"，没有再计")
			return
		}
		c.look(a.at, twice+"，计了两次")
	}
	if reason, why := c.readDates(r, &a); why != "" {
		c.leave(a.at, reason, why)
		return
	}
	switch {
	case r.unsaved():
		c.leave(a.at, counted.Unsaved, errUnsaved.Error())
	case !kind && r.text(Kind) == "":
		c.leave(a.at, counted.NoKind, "没有申请人类别")
	case !kind:
		c.leave(a.at, counted.UnmappedKind, unmapped("申请人类别", r.text(Kind)))
	case !outcome && r.word(Outcome) == "":
		c.leave(a.at, counted.NoOutcome, "没有办理结果")
	case !outcome:
		c.leave(a.at, counted.UnmappedOutcome, unmapped("办理结果", r.word(Outcome)))
	case !disputes:
		c.leave(a.at, counted.UnmappedDispute, "复议、诉讼的结果没有对应")
	case a.outcome == NoApplication:
		c.leave(a.at, counted.NoApplication, "不是政府信息公开申请")
	default:
		c.place(r, &a)
	}
}

func unmapped(what, word string) string { return fmt.Sprintf("%s“%s”没有对应", what, word) }

// mapped looks up what the words of a row mean.
func (c *counter) mapped(r *reader, a *application) (kind, outcome, disputes bool) {
	a.kind = c.m.Kind
	if r.has(Kind) {
		a.kind = c.word(r, Kind)
	}
	a.outcome = c.word(r, Outcome)
	disputes = true
	for role := range disputeGroups {
		disputes = disputes && (r.text(role) == "" || c.word(r, role) != "")
	}
	disputes = disputes && (r.text(Suit) == "" || c.word(r, Suit) != "")
	// A row without an outcome is open, as long as no date says that it was answered.
	outcome = a.outcome != "" || r.word(Outcome) == "" && r.text(Answered) == ""
	return a.kind != "", outcome, disputes
}

// word looks up what a word of a row means, "" where nobody said so.
func (c *counter) word(r *reader, role Role) string {
	if w := c.meant[role].of(r); w != nil {
		return w.Target
	}
	return ""
}

// twice says that a row appears a second time, "" where it does not.
func (c *counter) twice(r *reader) string {
	key := ""
	day := r.text(Received)
	switch number, who, what := r.text(Number), r.text(Applicant), r.text(Subject); {
	case number != "":
		key = "n" + number + " " + day
	case who != "" && what != "":
		key = "w" + who + " " + what + " " + day
	default:
		return ""
	}
	first, there := c.seen[key]
	if !there {
		c.seen[key] = r.place()
		return ""
	}
	where := fmt.Sprintf("第 %d 行", first.Row)
	if first.Sheet != r.list.Number {
		where = fmt.Sprintf("第 %d 张表", first.Sheet) + where
	}
	return "与" + where + "重复"
}

// readDates reads the dates that a row is counted by. It says why they will not do, ""
// where they do.
func (c *counter) readDates(r *reader, a *application) (reason counted.Reason, why string) {
	var err error
	if a.received, err = r.date(Received); err != nil {
		return counted.UnreadReceived, "收到日期无法识别：" + err.Error()
	}
	if a.answered, err = r.date(Answered); err != nil {
		return counted.UnreadAnswered, "答复日期无法识别：" + err.Error()
	}
	switch answered := !a.answered.IsZero(); {
	case a.received.IsZero():
		return counted.NoReceived, "没有收到日期"
	case answered && a.answered.Before(a.received):
		return counted.AnsweredEarly, "答复日期早于收到日期"
	case a.received.Year() > c.year.Year:
		return counted.ReceivedLater, fmt.Sprintf("%d年收到，不在统计期限内", a.received.Year())
	case answered && a.answered.Year() < c.year.Year:
		return counted.ClosedBefore, fmt.Sprintf("%d年已经办结，不在统计期限内", a.answered.Year())
	}
	return "", ""
}

// place counts a row where it belongs.
func (c *counter) place(r *reader, a *application) {
	entry := c.l.received
	if a.received.Year() < c.year.Year {
		entry = c.l.carriedIn
	}
	exit := a.outcome
	switch {
	case a.outcome == "" || a.outcome == StillOpen || a.answered.Year() > c.year.Year:
		exit = c.l.carryOut
		if a.outcome == StillOpen && !a.answered.IsZero() && a.answered.Year() == c.year.Year {
			c.look(a.at, "有答复日期，办理结果是没有办结，按没有办结计")
		}
	case a.answered.IsZero() && r.has(Answered):
		c.look(a.at, "有办理结果，没有答复日期，按本年办结计")
	}
	c.put(c.l.cell(entry, a.kind), a.at)
	c.put(c.l.cell(exit, a.kind), a.at)
	if entry == c.l.received {
		c.channel(r.text(Channel))
	}
	c.disputes(r, a.at)
	c.late(r, a, exit == c.l.carryOut)
}

func (c *counter) put(a form.Address, at counted.Place) { c.Cells[a] = append(c.Cells[a], at) }

// channel counts how an application came.
func (c *counter) channel(text string) {
	if c.channels[text] == nil {
		c.channels[text] = &Tally{Name: cmp.Or(text, noChannel)}
	}
	c.channels[text].Count++
}

// disputes counts what became of a decision that was contested. What the words mean was
// looked up before.
func (c *counter) disputes(r *reader, at counted.Place) {
	if !c.Disputes {
		return
	}
	means := func(role Role) string {
		if w := c.meant[role].byText[r.text(role)]; w != nil {
			return w.Target
		}
		return ""
	}
	reconsidered := false
	for role := range disputeGroups {
		if target := means(role); target != "" && target != NoCase {
			c.put(c.l.dispute(role, target), at)
			reconsidered = reconsidered || role == Reconsideration
		}
	}
	if target := means(Suit); target != "" && target != NoCase {
		group := DirectSuit
		if reconsidered {
			group = SuitAfter
		}
		c.put(c.l.dispute(group, target), at)
	}
}

// leave leaves a row out. The reason is kept with the report; why it was, which may have
// words of the row in it, is only shown.
func (c *counter) leave(at counted.Place, reason counted.Reason, why string) {
	c.Left, c.reasons[reason] = append(c.Left, Remark{at, why}), append(c.reasons[reason], at)
}

func (c *counter) look(at counted.Place, why string) { c.Look = append(c.Look, Remark{at, why}) }

// end adds up.
func (c *counter) end() {
	for _, role := range words {
		for _, w := range c.meant[role].inOrder {
			if w.Target == "" {
				c.Unmapped = append(c.Unmapped, *w)
			}
		}
	}
	slices.SortFunc(c.Unmapped, func(a, b Word) int {
		return cmp.Or(cmp.Compare(slices.Index(words, a.Role), slices.Index(words, b.Role)), cmp.Compare(len(b.Rows), len(a.Rows)), cmp.Compare(a.Text, b.Text))
	})
	if c.Ways = len(c.channels); c.Ways > mostChannels { // of a column of something else
		c.channels = nil
	}
	for _, t := range c.channels {
		c.Channels = append(c.Channels, *t)
	}
	slices.SortFunc(c.Channels, func(a, b Tally) int { return cmp.Or(b.Count-a.Count, cmp.Compare(a.Name, b.Name)) })
	row := func(id string) (n int) {
		for _, kind := range c.l.kinds {
			n += len(c.Cells[c.l.cell(id, kind.ID)])
		}
		return n
	}
	c.Received, c.CarriedIn, c.CarriedOut = row(c.l.received), row(c.l.carriedIn), row(c.l.carryOut)
	for _, id := range c.l.outcomes {
		n := row(id)
		c.Closed += n
		if n > 0 {
			c.Outcomes = append(c.Outcomes, Tally{c.l.table.RowNames[id], n})
		}
	}
}
