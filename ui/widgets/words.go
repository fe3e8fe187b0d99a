package widgets

import (
	"fmt"
	"strings"
	"time"

	"nianbao/app/deadline"
	"nianbao/app/form"
	"nianbao/app/handover"
	"nianbao/app/report"
	"nianbao/app/roster"

	"fyne.io/fyne/v2/widget"
)

// LevelNames names levels of a chain in short: 初审、审批.
func LevelNames(c roster.Chain, levels []int) string {
	var out []string
	for _, n := range levels {
		if n >= 1 && n <= len(c) {
			out = append(out, c[n-1].Short)
		}
	}
	if out == nil {
		return "不签（只填写）"
	}
	return strings.Join(out, "、")
}

// WithBrackets puts more in brackets behind a text, as a post behind a name; ""
// adds nothing.
func WithBrackets(text, more string) string {
	if more == "" {
		return text
	}
	return text + "（" + more + "）"
}

// EditionNames offers the edition of the year first, then each by its name.
func EditionNames(c *form.Catalog, year int) []string {
	names := []string{"按年度自动选择：" + c.ForYear(year).Name}
	for _, f := range c.Editions() {
		names = append(names, EditionName(f))
	}
	return names
}

// EditionName is how a form is named where one is chosen.
func EditionName(f *form.Form) string { return f.Name + "，" + f.Citation }

// TimeOf writes Unix microseconds as a date and a time of this machine.
func TimeOf(micro int64) string { return time.UnixMicro(micro).Local().Format("2006年1月2日 15:04") }

// PlaceName says what stands at an address.
func PlaceName(r *report.Report, a form.Address) string {
	for _, f := range form.Facts {
		if a == report.Fact(f.ID) {
			return f.Label
		}
	}
	return report.PlaceName(r.Catalog(), r.Form().Edition, a)
}

// PeopleText names who is on a roster.
func PeopleText(r *roster.Roster) string {
	var names []string
	for i := range r.People {
		if m := &r.People[i]; !m.Deactivated() {
			names = append(names, m.Title())
		}
	}
	if names == nil {
		return "还没有"
	}
	return strings.Join(names, "、")
}

// RosterChanges says what a later version of a roster changes.
func RosterChanges(old, now *roster.Roster) string {
	var added, changed, left []string
	for i := range now.People {
		m := &now.People[i]
		was := old.Person(m.ID)
		switch {
		case was == nil:
			added = append(added, m.Title())
		case m.Deactivated() && !was.Deactivated():
			left = append(left, m.Name())
		case len(m.Registrations) > len(was.Registrations):
			changed = append(changed, m.Title())
		}
	}
	var parts []string
	for _, p := range []struct {
		what string
		who  []string
	}{{"新登记", added}, {"重新登记或者换了职务、级别", changed}, {"已离开", left}} {
		if p.who != nil {
			parts = append(parts, p.what+"："+strings.Join(p.who, "、"))
		}
	}
	if !old.Chain().Equal(now.Chain()) {
		parts = append(parts, fmt.Sprintf("审签级数改为%d级", len(now.Chain())))
	}
	if parts == nil {
		return "人员没有变化。"
	}
	return strings.Join(parts, "；") + "。"
}

// HandOverFiles and ReportFiles are what the file dialogs offer. DocumentFiles are those
// of other programs; those of older workbooks are among them, for what is to be done with
// one is only said of a file that can be chosen.
var (
	HandOverFiles = []string{handover.Extension}
	DocumentFiles = []string{".html", ".htm", ".mht", ".mhtml", ".txt", ".docx", ".doc", ".wps", ".xlsx", ".xls", ".et", ".pdf"}
	ReportFiles   = append([]string{".json", handover.Extension}, DocumentFiles...)
)

// When writes a time the way people speak of it.
func When(t, now time.Time) string {
	t, now = t.Local(), now.Local()
	switch {
	case t.Format("20060102") == now.Format("20060102"):
		return "今天 " + t.Format("15:04")
	case t.Year() == now.Year():
		return t.Format("1月2日 15:04")
	}
	return t.Format("2006年1月2日")
}

// UrgencyImportance is the colour of how near a deadline is.
func UrgencyImportance(u deadline.Urgency) widget.Importance {
	switch u {
	case deadline.Soon:
		return widget.WarningImportance
	case deadline.Over:
		return widget.DangerImportance
	}
	return widget.LowImportance
}
