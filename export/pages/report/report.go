// Package report sets an annual report on pages.
package report

import (
	"nianbao/app/report"
	"nianbao/export/pages"
	"nianbao/export/typeset"
)

// Pages lays a report out. The error is an *app.Unprintable when there are
// characters that no font has; there are no pages then.
func Pages(r *report.Report, m typeset.Metrics, o pages.Options) ([]typeset.Page, error) {
	if err := checkReport(r, m, o); err != nil {
		return nil, err
	}
	w := &writer{report: r, metrics: m}
	pages := typeset.Paginate(w.items(), typeset.NewWatermark(m, o.Watermark))
	typeset.Footer{Metrics: m, Text: o.Footer, Number: typeset.Dashed, Style: typeset.NumberStyle, Y: typeset.FooterBaseline}.Add(pages)
	return pages, nil
}

// checkReport looks through a report in the order of the printed document.
func checkReport(r *report.Report, m typeset.Metrics, o pages.Options) error {
	l := &pages.GlyphChecker{Metrics: m}
	l.Check(report.UnitName, "单位全称", r.Unit())
	l.Check(report.Preamble, "引言", r.Text(report.Preamble))
	for _, s := range r.Form().Sections {
		for _, f := range s.Fields {
			l.Check(f.Address, s.Heading+f.Name, r.Text(f.Address))
		}
	}
	l.Check(report.SignedBy, "署名", r.Text(report.SignedBy))
	l.CheckAround(o)
	return l.Err()
}
