package exchange

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"nianbao/app"
	"nianbao/app/form"
	"nianbao/app/handover"
	"nianbao/app/report"
	"nianbao/app/signoff"
)

// broughtSetting names the setting that keeps the figures of the year before that
// came with a report.
func broughtSetting(uid string) string { return "last_year." + uid }

// brought is what is kept of them.
type brought struct {
	*handover.LastYear
	Signer string `json:"signer,omitempty"` // name of who signed the hand-over that brought them, "" for nobody
	At     int64  `json:"at,omitempty"`     // of that signature, Unix microseconds
}

// LastYearOf returns what a report is compared with: the unit's report of the year
// before that is held here, else the figures of it that came with this one, else
// nil.
func (d Desk) LastYearOf(ctx context.Context, uid, unit string, year int) (*app.LastYear, error) {
	if held, err := d.LastYear(ctx, unit, year); held != nil || err != nil {
		return held, err
	}
	b, err := d.brought(ctx, uid)
	if b == nil || err != nil {
		return nil, err
	}
	r, err := readLastYear(d.Catalog, b.LastYear, unit, year)
	if err != nil {
		return nil, nil // the unit or the year is another one by now
	}
	return &app.LastYear{
		Report: r, Stage: b.Stage, Sound: b.Sound, State: stageNames[b.Stage],
		From: &app.Brought{By: b.By, Signer: b.Signer},
	}, nil
}

// stageNames say where the report of the year before stood where it is held.
var stageNames = map[signoff.Stage]string{signoff.Drafting: "草稿", signoff.Reviewing: "审签中", signoff.Approved: "已审批"}

func (d Desk) brought(ctx context.Context, uid string) (*brought, error) {
	raw, err := d.Settings.Setting(ctx, broughtSetting(uid))
	if err != nil || raw == "" {
		return nil, err
	}
	b := &brought{}
	if json.Unmarshal([]byte(raw), b) != nil || b.LastYear == nil {
		return nil, nil // another program's words: nothing is compared then
	}
	return b, nil
}

// GoesAlong returns the figures of the year before that go along with a report, nil
// where there are none: those of the report held here, else those that came with
// this one. What cannot be read goes along with nothing, and hinders nothing.
func (d Desk) GoesAlong(ctx context.Context, s *app.Session) *handover.LastYear {
	held, err := d.LastYear(ctx, s.Report().Unit(), s.Report().Year())
	switch {
	case err != nil:
		return nil
	case held != nil:
		return figuresOf(held, s.SignerName())
	}
	b, err := d.brought(ctx, s.UID())
	if err != nil || b == nil {
		return nil
	}
	if _, err := readLastYear(d.Catalog, b.LastYear, s.Report().Unit(), s.Report().Year()); err != nil {
		return nil
	}
	return b.LastYear
}

// figuresOf returns the figures of a report that were typed.
func figuresOf(last *app.LastYear, by string) *handover.LastYear {
	out := &handover.LastYear{
		Year: last.Report.Year(), Edition: last.Report.Form().Edition, Stage: last.Stage, Sound: last.Sound, By: by, Figures: []handover.Figure{},
	}
	edition := last.Report.Catalog().Edition(out.Edition)
	for _, t := range last.Report.Form().Tables() {
		for _, c := range t.Inputs() {
			of := edition.Cell(c.Address) // a table laid out by another edition may have others
			if v := last.Report.Figure(c.Address); !v.Blank() && of != nil && !of.Computed {
				out.Figures = append(out.Figures, handover.Figure{Address: c.Address, Value: v.String()})
			}
		}
	}
	slices.SortFunc(out.Figures, func(a, b handover.Figure) int { return strings.Compare(string(a.Address), string(b.Address)) })
	return out
}

var errLastYear = errors.New("文件带来的上年数字不是这份报告上一年度的，或者写法不规范")

// readLastYear makes a report of figures that came in a file. Only figures that the
// edition has, spelt as they are stored, are taken.
func readLastYear(catalog *form.Catalog, l *handover.LastYear, unit string, year int) (*report.Report, error) {
	if l.Year != year-1 {
		return nil, errLastYear
	}
	fields := map[form.Address]string{report.UnitName: unit, report.Year: fmt.Sprint(l.Year), report.Edition: l.Edition}
	for _, f := range l.Figures {
		fields[f.Address] = f.Value
	}
	r, orphaned := report.Restore(catalog, fields)
	if len(orphaned) > 0 || r.Form().Edition != l.Edition {
		return nil, errLastYear
	}
	for _, f := range l.Figures {
		if c := r.Form().Cell(f.Address); c == nil || c.Computed || r.Figure(f.Address).String() != f.Value {
			return nil, errLastYear
		}
	}
	return r, nil
}

// keepLastYear keeps the figures that came with a file, beside its report. Signed
// ones do not give way to others that nobody signed.
func (d Desk) keepLastYear(ctx context.Context, a *ImportPreview) error {
	if a.LastYear == nil {
		return nil
	}
	next := brought{LastYear: a.File.LastYear}
	if signed := a.File.Signed; signed != nil {
		next.Signer, next.At = signed.Name, signed.At
	}
	uid := a.File.Report.UID
	if held, err := d.brought(ctx, uid); err != nil || held != nil && held.Signer != "" && next.Signer == "" {
		return err
	}
	raw, err := json.Marshal(next)
	if err != nil {
		return fmt.Errorf("keep the figures of the year before: %w", err)
	}
	return d.Settings.SetSetting(ctx, broughtSetting(uid), string(raw))
}
