package cli

import (
	"fmt"

	"nianbao/app"
	"nianbao/app/form"
	"nianbao/app/journal"
	"nianbao/app/report"
)

// logBefore shows the record that a report had before its first submission, where
// this workstation has it.
func (c *call) logBefore(s *app.Session) error {
	before, err := c.service.Drafts.Before(c.ctx, s.UID())
	if err != nil {
		return err
	}
	condensed, begun := s.Condensed()
	switch {
	case !begun:
		return &app.Error{Code: app.Forbidden, Sentence: "这份报告的编制记录是完整的，没有留下送审以前的另一份。"}
	case before == nil:
		return &app.Error{Code: app.Forbidden, Sentence: "送审以前的编制记录不在这台电脑上，请在编制人的电脑上查看。"}
	}
	for _, line := range journal.Lines(before, func(a form.Address) string { return report.PlaceName(c.service.Catalog, s.Report().Form().Edition, a) }) {
		fmt.Fprintln(c.Stdout, line)
	}
	if condensed.GoesOnFrom(s.UID(), before) == len(before) {
		_, err = fmt.Fprintln(c.Stderr, "以上记录的 SM3 与现在的编制记录中写的一致。")
	}
	return err
}
