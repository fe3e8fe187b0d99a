package layout

import (
	"nianbao/app"
	"nianbao/app/form"
	"nianbao/app/report"
)

// missing lists the characters of a report that no font has, in the order
// of the printed document.
func missing(r *report.Report, m Metrics, o Options) []app.Place {
	var out []app.Place
	look := func(a form.Address, where, text string) {
		at := 0
		for _, c := range text {
			if !isBlank(c) && !m.Has(c) {
				out = append(out, app.Place{Address: a, Where: where, Rune: c, At: at})
			}
			at++
		}
	}
	look(report.UnitName, "单位全称", r.Unit())
	look(report.Preamble, "引言", r.Text(report.Preamble))
	for _, s := range r.Form().Sections {
		for _, f := range s.Fields {
			look(f.Address, s.Heading+f.Name, r.Text(f.Address))
		}
	}
	look(report.SignedBy, "署名", r.Text(report.SignedBy))
	look("", "印在页面上的字样", o.Stamp)
	look("", "页脚", o.Foot)
	return out
}

// isBlank says whether a character is set as a space or ends a line, so that
// it needs no glyph.
func isBlank(r rune) bool { return isSpace(r) || isOddBlank(r) || isLineEnd(r) }
