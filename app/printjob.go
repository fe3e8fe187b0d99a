package app

import (
	"context"
	"fmt"
	"strings"

	"nianbao/app/check"
	"nianbao/app/counted"
	"nianbao/app/example"
	"nianbao/app/journal"
	"nianbao/app/notes"
	"nianbao/app/overview"
	"nianbao/app/proof"
	"nianbao/app/provided"
	"nianbao/app/report"
	"nianbao/app/signoff"
)

// PrintJob is a report ready to be printed: a copy of its own, and what every
// page carries.
type PrintJob struct {
	Report    *report.Report
	Watermark string // "" only on an approved report whose signatures all hold
	Why       string // in a sentence, why there is a watermark; "" where there is none, or none is known
	Footer    string
}

// PrintJob returns the report as it stands, for printing. Only an approved one
// prints clean, with the digest of what was approved in the footer.
func (s *Session) PrintJob() PrintJob {
	p := PrintJob{Report: s.report.Clone(), Watermark: s.Watermark(), Why: s.StampText()}
	switch {
	case p.Watermark == "":
		p.Footer = footerOf(p.Report)
	case s.Standing() != proof.Sound && !s.IsExample():
		p.Footer = p.Watermark + "：" + s.Doubts()[0]
	}
	return p
}

// StampText says in a sentence what every page carries, and why; "" for nothing.
func (s *Session) StampText() string {
	stamp, standing := s.Watermark(), s.Standing()
	switch {
	case stamp == "":
		return ""
	case s.IsExample():
		return example.Stamped
	case standing == proof.Unsound:
		return fmt.Sprintf("这份报告的记录验证未通过，每页都印有“%s”字样，不能公布：%s", stamp, s.problems[0])
	case standing == proof.Undated:
		return fmt.Sprintf("每页都印有“%s”字样，核实以前不要公布：%s", stamp, s.Doubts()[0])
	}
	return fmt.Sprintf("报告还没有审批，每页都印有“%s”字样。", stamp)
}

// mostProblems is how many reasons a paper gives why its record does not hold.
const mostProblems = 5

// PrintJobAt returns the report as it was when the act at a journal entry was
// signed. It is clean only where that act approved it.
func (s *Session) PrintJobAt(v signoff.Result) PrintJob {
	p := PrintJob{Report: s.ReportAt(v.Seq)}
	then := journal.Run(s.report.Catalog(), s.summary.UID, s.entries[:min(v.Seq, int64(len(s.entries)))], s.judge)
	switch {
	case s.IsExample():
		p.Watermark = example.Name
	case len(s.problems) > 0 || len(then.Problems) > 0:
		p.Watermark = string(proof.Unsound)
	case s.ProofAt(v).LateText() != "":
		p.Watermark = string(proof.Undated)
	default:
		p.Watermark = then.State.Watermark()
	}
	if p.Watermark == "" {
		p.Footer = footerOf(p.Report)
	}
	return p
}

// footerOf names what was approved: the digest, and the figures that a reader can
// hold against the page itself. How often the office has signed is nobody's concern
// outside of it.
func footerOf(r *report.Report) string {
	text := "审批件"
	for _, k := range overview.Printed(r) {
		text += "　" + k.Name + " " + k.Now.String()
	}
	return text + "\n内容摘要 " + r.Digest().Printed()
}

// PrintJobOf returns a report that was read from a file: nobody has approved it.
func PrintJobOf(r *report.Report) PrintJob { return PrintJob{Report: r, Watermark: "草稿"} }

func (d *Service) options(ctx context.Context, p PrintJob) PrintOptions {
	o := PrintOptions{Watermark: p.Watermark, Footer: p.Footer}
	if d.Settings != nil {
		o.BodyFont, _ = d.Settings.Setting(ctx, SettingBodyFont)
	}
	return o
}

// SignOffForm returns the content of the 审签单 as the report stands. That of a
// record that does not hold says so, whatever the record says.
func (s *Session) SignOffForm() *SignOffForm {
	out := &SignOffForm{
		Title: s.report.Title(), Unit: s.report.Unit(), Year: s.report.Year(), Round: s.state.Round,
		State: s.state.Name(), Digest: s.report.Digest(), Example: s.IsExample(), Problems: firstOf(s.Doubts(), mostProblems),
		Registers: counted.RegisterLines(s.report), Provided: provided.Lines(s.report),
	}
	if standing := s.Standing(); standing != proof.Sound {
		out.State = string(standing)
	}
	if r := s.actor.Roster; r != nil && signoff.OtherUnit(r, out.Unit) != "" {
		out.Roster = fmt.Sprintf("%s，名册代码 %s", r.Office, r.OfficeKey.Code())
	}
	chain := s.state.Chain
	if len(chain) == 0 && s.actor.Roster != nil {
		chain = s.actor.Roster.Chain()
	}
	held := s.validApprovals()
	for i, step := range chain {
		line := SignOffStep{Level: step.Name}
		if a := held[i+1]; a != nil {
			line.Post, line.Name, line.Decision, line.Opinion = a.Post, a.Signer(), a.Kind.Name(), a.Opinion
			line.Time, line.Code = a.Time().Local().Format("2006年1月2日 15:04"), a.Key.Code()
		}
		out.Steps = append(out.Steps, line)
	}
	for _, v := range s.results {
		if held[v.Transition.Level] != v.Transition {
			out.History = append(out.History, v.Transition.Line())
		}
	}
	out.Remarks = s.remarkLines()
	if s.state.OnePerson() {
		out.History = append(out.History, "本单位只设一级审签，送审和签名的是同一人。")
	}
	for _, f := range s.findings {
		if e, holds := s.Explanation(f); holds && f.Severity == check.Explain {
			out.Explanations = append(out.Explanations, f.Message+"说明："+e.Text)
		}
	}
	return out
}

// remarkLines tells what reviewers wrote about places of the report and sent on, a
// line each, and what was done about it: a return speaks of them.
func (s *Session) remarkLines() []string {
	var out []string
	for i, m := range notes.Remarks(s.report) {
		if s.state.Last == nil || m.At > s.state.Last.At {
			continue // not sent yet
		}
		line := fmt.Sprintf("意见 %d　%s（%s）　%s：%s", i+1, m.Name, m.Level, report.PlaceName(s.report.Catalog(), s.report.Form().Edition, m.Address), oneLine(m.Text))
		switch {
		case m.Answer.Text != "":
			line += "　处理：" + oneLine(m.Answer.Text)
		case m.Answer.Done:
			line += "　已处理"
		}
		out = append(out, line)
	}
	return out
}

// oneLine keeps a text on its line: one of its own could pass for another entry.
func oneLine(text string) string { return strings.ReplaceAll(text, "\n", " ") }

// validApprovals returns the approvals that hold now, by level.
func (s *Session) validApprovals() map[int]*signoff.Transition {
	out := map[int]*signoff.Transition{}
	for _, signed := range s.state.Signed {
		if signed.Content != s.report.Digest() {
			continue
		}
		for _, v := range s.results {
			if v.Transition.At == signed.At && v.Transition.Kind == signoff.Approve && v.Transition.Level == signed.Level && v.Problem == "" {
				out[signed.Level] = v.Transition
			}
		}
	}
	return out
}
