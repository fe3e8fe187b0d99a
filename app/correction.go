package app

import (
	"context"

	"nianbao/app/correction"
	"nianbao/app/files"
	"nianbao/app/proof"
	"nianbao/app/signoff"
)

// Correction returns what becomes of a report that was opened again after it was
// approved, nil where it was not.
func (s *Session) Correction() *correction.Correction {
	return correction.Of(s.results, s.report, s.ReportAt)
}

// CorrectionStatement returns the 更正说明 of a report. Forbidden where it was not
// opened again after its approval.
func (s *Session) CorrectionStatement() (*correction.Statement, error) {
	c := s.Correction()
	if c == nil {
		return nil, &Error{Code: Forbidden, Sentence: "这份报告没有更正过：审批以后没有撤销审批，没有更正说明。"}
	}
	return correction.StatementOf(c, s.report, s.Watermark()), nil
}

// CorrectionStamp says in a sentence what every page of the 更正说明 carries, and why; ""
// for nothing.
func (s *Session) CorrectionStamp() string {
	if stamp := s.Watermark(); stamp != "" && s.Standing() == proof.Sound {
		return "更正还没有审批，每页都印有“" + stamp + "”字样。"
	}
	return s.StampText()
}

// CorrectionName proposes a name for the 更正说明.
func (s *Session) CorrectionName(ending string) string {
	says := "更正说明"
	if s.state.Stage != signoff.Approved || s.Standing() != proof.Sound {
		says += " " + hour(s.now())
	}
	return files.NameSaying(s.report.Title(), says, ending)
}

// ExportCorrection writes the 更正说明 to a file, see Export.
func (d *Service) ExportCorrection(ctx context.Context, c *correction.Statement, path string) error {
	return d.toFile(ctx, Document{Correction: c}, d.options(ctx, PrintJob{Watermark: c.Watermark}), path)
}
