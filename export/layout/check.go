package layout

import (
	"nianbao/app"
	"nianbao/app/form"
	"nianbao/app/report"
)

// looker collects the characters that no font has.
type looker struct {
	metrics Metrics
	found   []app.Place
}

func (l *looker) look(a form.Address, where, text string) {
	at := 0
	for _, c := range text {
		if !Blank(c) && !l.metrics.Has(c) {
			l.found = append(l.found, app.Place{Address: a, Where: where, Rune: c, At: at})
		}
		at++
	}
}

// around looks at what each page carries beside its content.
func (l *looker) around(o Options) {
	l.look("", "印在页面上的字样", o.Stamp)
	l.look("", "页脚", o.Foot)
}

// result is nil or an *app.Unprintable.
func (l *looker) result() error {
	if len(l.found) > 0 {
		return &app.Unprintable{Places: l.found}
	}
	return nil
}

// checkReport looks through a report in the order of the printed document.
func checkReport(r *report.Report, m Metrics, o Options) error {
	l := &looker{metrics: m}
	l.look(report.UnitName, "单位全称", r.Unit())
	l.look(report.Preamble, "引言", r.Text(report.Preamble))
	for _, s := range r.Form().Sections {
		for _, f := range s.Fields {
			l.look(f.Address, s.Heading+f.Name, r.Text(f.Address))
		}
	}
	l.look(report.SignedBy, "署名", r.Text(report.SignedBy))
	l.around(o)
	return l.result()
}

// Blank says whether a character is set as a space or ends a line, so that it
// needs no glyph.
func Blank(r rune) bool { return isSpace(r) || isOddBlank(r) || isLineEnd(r) }
