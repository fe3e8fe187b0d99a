package drafts

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2/widget"

	"nianbao/app"
	"nianbao/app/check"
	"nianbao/app/deadline"
	"nianbao/app/example"
	"nianbao/app/exchange"
	"nianbao/ui/widgets"
)

// startRow is a draft or a file; a heading is neither.
type startRow struct {
	Draft *app.Summary
	File  *exchange.File
}

// key tells a row from the others, also after the list was read anew.
func (r startRow) key() string {
	switch {
	case r.Draft != nil:
		return fmt.Sprint(r.Draft.ID)
	case r.File != nil:
		return r.File.Path
	}
	return ""
}

// group is a part of the list under a heading.
type group struct {
	heading string
	lines   []widgets.Line
	rows    []startRow
}

func (g *group) add(l widgets.Line, r startRow) {
	g.lines, g.rows = append(g.lines, l), append(g.rows, r)
}

// fill makes the lines: what waits for the person stands first, under a
// heading, when there is anything.
func (p *List) fill(query string) []widgets.Line {
	waiting, fresh, rest := &group{heading: "待我处理"}, &group{heading: "移交文件夹中的其他新文件"}, &group{heading: "其他报告"}
	practice := &group{heading: example.Name}
	now := p.w.Service().Now()
	for i := range p.Files {
		f := &p.Files[i]
		switch {
		case p.State.Selected != everyState || p.Year.Selected != everyYear: // of which a file knows nothing
		case !matchesAll(fileWords(f), query):
		case f.Mine:
			waiting.add(fileLine(f, now), startRow{File: f})
		default:
			fresh.add(fileLine(f, now), startRow{File: f})
		}
	}
	for i := range p.all {
		s := &p.all[i]
		switch {
		case p.State.Selected != everyState && p.State.Selected != s.Shown():
		case p.Year.Selected != everyYear && p.Year.Selected != strconv.Itoa(s.Year)+"年":
		case query != "" && !matchesAll(s.Unit+" "+strconv.Itoa(s.Year)+"年 "+s.Shown(), query):
		case s.Example:
			practice.add(p.lineOf(s, now), startRow{Draft: s})
		case p.mine[s.ID]:
			waiting.add(p.lineOf(s, now), startRow{Draft: s})
		default:
			rest.add(p.lineOf(s, now), startRow{Draft: s})
		}
	}
	return p.gather(waiting, fresh, rest, practice)
}

// gather puts the groups one under the other. Without anything that waits or
// has come, the list needs no headings.
func (p *List) gather(waiting, fresh, rest, practice *group) []widgets.Line {
	headed := len(waiting.rows)+len(fresh.rows) > 0
	var lines []widgets.Line
	for _, g := range []*group{waiting, fresh, rest, practice} {
		if headed && len(g.rows) > 0 {
			heading := g.heading
			if g != practice { // of which there is one, and it is no report
				heading = fmt.Sprintf("%s（%d）", heading, len(g.rows))
			}
			p.rows, lines = append(p.rows, startRow{}), append(lines, widgets.Line{Heading: heading})
		}
		lines = append(lines, g.lines...)
		p.add(g)
	}
	return lines
}

func (p *List) add(g *group) {
	p.rows = append(p.rows, g.rows...)
	for _, r := range g.rows {
		if r.Draft != nil {
			p.Visible = append(p.Visible, *r.Draft)
		}
	}
}

// matchesAll says whether every word of the query stands in s.
func matchesAll(s, query string) bool {
	for _, word := range strings.Fields(query) {
		if !strings.Contains(s, word) {
			return false
		}
	}
	return true
}

// lineOf returns the line of a draft, made once: a key in the search field must
// not make ten thousand anew.
func (p *List) lineOf(s *app.Summary, now time.Time) widgets.Line {
	l, made := p.made[s.ID]
	if !made {
		l = p.draftLine(s, now)
		p.made[s.ID] = l
	}
	return l
}

// draftLine is one draft of the list.
func (p *List) draftLine(s *app.Summary, now time.Time) widgets.Line {
	due, urgency := deadline.Of(s.Unit, p.units[s.Unit].Kind).Due(s.Year, s.Stage, now)
	if s.Example {
		due = ""
	}
	findings := findingsCell(s.Left)
	if p.superseded(s.ID) {
		findings = widgets.Cell{Text: "移交文件夹中有新的", Importance: widget.WarningImportance}
	}
	state := p.stateOf(s)
	unit := s.Unit
	if against := p.correct[s.ID]; against != "" {
		unit += "（" + against + "）"
	}
	return widgets.Line{Cells: []widgets.Cell{
		{Text: unit},
		{Text: fmt.Sprintf("%d年", s.Year)},
		state,
		{Text: fmt.Sprintf("已填 %d / %d", s.Filled, s.Total)},
		findings,
		dueCell(due, urgency),
		{Text: widgets.When(s.Changed, now)},
	}}
}

// dueCell tells of a deadline; one that is far off is said as the rest of the line is.
func dueCell(due string, urgency deadline.Urgency) widgets.Cell {
	if urgency == deadline.NoHurry {
		return widgets.Cell{Text: due}
	}
	return widgets.Cell{Text: due, Importance: widgets.UrgencyImportance(urgency)}
}

// findingsCell says what is open, in the color of the gravest list; nothing as long
// as nobody has counted it.
func findingsCell(l check.Left) widgets.Cell {
	switch {
	case !l.Counted:
		return widgets.Cell{}
	case l.Wrong > 0:
		return widgets.Cell{Text: l.String(), Importance: widget.DangerImportance}
	case l.String() != "":
		return widgets.Cell{Text: l.String(), Importance: widget.WarningImportance}
	}
	return widgets.Cell{Text: "表格未发现问题", Importance: widget.SuccessImportance}
}

// What is open is counted when the list has been on the screen for a moment, in so
// many drafts at once.
const (
	countAfter    = time.Second
	countedAtOnce = 50
)

// count counts what is open in drafts that a version before stored, beside the
// list, which shows it as it is known.
func (p *List) count() {
	if p.counting || p.w.Screen() != p { // the next list goes on
		return
	}
	var wanting []app.Summary
	for i := range p.all {
		if s := &p.all[i]; !s.Left.Counted && !p.tried[s.ID] && len(wanting) < countedAtOnce {
			wanting = append(wanting, *s)
			p.tried[s.ID] = true
		}
	}
	if len(wanting) == 0 {
		return
	}
	p.counting = true
	var counted map[int64]check.Left
	p.w.Background(func() (err error) {
		counted, err = p.w.Service().CountLeft(p.w.Context(), wanting)
		return err
	}, func(err error) {
		p.counting = false
		if err != nil {
			p.w.Log().Error("count what is open", "error", err) // it is counted anew the next time
		}
		p.showCounted(counted)
		p.count()
	})
}

// showCounted shows what was counted in the lines as they stand: the choice and the
// place stay.
func (p *List) showCounted(counted map[int64]check.Left) {
	for i := range p.all {
		if l, known := counted[p.all[i].ID]; known {
			p.all[i].Left = l
			delete(p.made, p.all[i].ID)
		}
	}
	for i := range p.Visible {
		if l, known := counted[p.Visible[i].ID]; known {
			p.Visible[i].Left = l
		}
	}
	p.remake()
}

// remake brings the lines up to date in their places.
func (p *List) remake() {
	now := p.w.Service().Now()
	for i, r := range p.rows {
		if r.Draft != nil && i < len(p.List.Lines) {
			p.List.Lines[i] = p.lineOf(r.Draft, now)
		}
	}
	p.List.Refresh()
}
