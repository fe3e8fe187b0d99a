package pdf

import (
	"time"

	"nianbao/app"
	"nianbao/app/collection"
	"nianbao/app/correction"
	"nianbao/app/handbook"
	"nianbao/app/report"
	correctionpages "nianbao/export/pages/correction"
	"nianbao/export/pages/signsheet"
)

// origin is what a PDF says of itself.
type origin struct {
	title, author, subject string
	day                    time.Time // from the document, never from the clock
}

func ofReport(r *report.Report) origin {
	day, err := report.ParseDate(r.Text(report.SignedOn))
	if err != nil {
		day = newYear(r.Year() + 1)
	}
	return origin{title: r.Title(), author: r.Unit(), subject: r.Form().Title, day: day}
}

// ofSheet dates a 审签单 by its last signature.
func ofSheet(s *app.SignOffForm) origin {
	day := newYear(s.Year + 1)
	signed := false
	for _, step := range s.Steps {
		t, err := time.Parse("2006年1月2日 15:04", step.Time)
		if err == nil && (!signed || t.After(day)) {
			day, signed = t, true
		}
	}
	return origin{title: signsheet.Title, author: s.Unit, subject: s.Title, day: day}
}

// ofCorrection dates a 更正说明 by the approval of the correction.
func ofCorrection(s *correction.Statement) origin {
	day, err := time.Parse("2006年1月2日", s.Day)
	if err != nil {
		day = newYear(s.Year + 1)
	}
	return origin{title: s.Title + correctionpages.Title, author: s.Unit, subject: s.Title, day: day}
}

// ofCollection dates a sheet by the end of the year that it asks for.
func ofCollection(s *collection.Sheet) origin {
	return origin{title: s.Heading() + "（" + s.Department + "）", author: s.Unit, subject: s.Form.Title, day: newYear(s.Year + 1)}
}

// ofManual dates the manual by nothing at all: it goes with a version, not
// with a day.
func ofManual(m *handbook.Manual) origin {
	return origin{title: handbook.Title, author: "年报通", subject: "年报通 " + m.Version, day: newYear(2026)}
}

func newYear(year int) time.Time { return time.Date(year, time.January, 1, 0, 0, 0, 0, time.UTC) }

func (d *drawing) describe(of origin) {
	d.pdf.SetCreationDate(of.day)
	d.pdf.SetModificationDate(of.day)
	d.pdf.SetTitle(utf16(of.title), false)
	d.pdf.SetAuthor(utf16(of.author), false)
	d.pdf.SetSubject(utf16(of.subject), false)
	d.pdf.SetCreator(utf16("年报通"), false)
	d.pdf.SetProducer("gofpdf", false)
}
