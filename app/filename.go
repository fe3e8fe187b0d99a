package app

import (
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"nianbao/app/files"
	"nianbao/app/handover"
	"nianbao/app/proof"
	"nianbao/app/signoff"
)

// finalMark is what the name of a published copy says, and of nothing else.
const finalMark = "公开版"

// hour is the time in the name of what may still change. Two of one hour are told
// apart by a number.
func hour(t time.Time) string {
	t = t.Local()
	return fmt.Sprintf("%d月%d日 %d时", int(t.Month()), t.Day(), t.Hour())
}

// PaperName proposes a name for the printed report: 公开版 where it is approved and
// prints clean, else what is printed across its pages, and when.
func (s *Session) PaperName(ending string) string {
	return PrintJob{Report: s.report, Watermark: s.Watermark()}.Name(s.now(), ending)
}

// Name proposes a name for what is printed, see Session.PaperName.
func (p PrintJob) Name(now time.Time, ending string) string {
	says := finalMark
	if p.Watermark != "" {
		says = strings.ReplaceAll(p.Watermark, "\u3000", " ") + " " + hour(now)
	}
	return files.NameSaying(p.Report.Title(), says, ending)
}

// SignOffFormName proposes a name for the 审签单.
func (s *Session) SignOffFormName(ending string) string {
	says := "审签单"
	if s.state.Stage != signoff.Approved || s.Standing() != proof.Sound {
		says += " " + hour(s.now())
	}
	return files.NameSaying(s.report.Title(), says, ending)
}

// HandOverName proposes a name for the hand-over file: for whom it is, or how far
// the report is.
func HandOverName(s *Session) string {
	says := s.stamped()
	switch names := s.state.EligibleNames(s.actor.Roster); {
	case s.state.Stage == signoff.Approved:
		says = s.StateName()
	case names != "":
		says = "→" + fewNames(names) + " " + s.state.Name()
	case s.state.Returned != nil && s.actor.Roster != nil && s.actor.Roster.Person(s.state.Submitter) != nil:
		says = "→" + s.actor.Roster.Person(s.state.Submitter).Name() + " " + s.state.Name()
	}
	return files.NameSaying(s.report.Title(), says, handover.Extension)
}

// stamped says how far the report is, and when that was.
func (s *Session) stamped() string {
	return s.StateName() + " " + hour(s.now())
}

// fewNames keeps the first of several names: 李四等3人.
func fewNames(names string) string {
	all := strings.Split(names, "、")
	if len(all) <= 2 {
		return names
	}
	return fmt.Sprintf("%s等%d人", all[0], len(all))
}

// mayReplaceFinal refuses to write what is not a published copy under the name
// of one.
func mayReplaceFinal(p PrintJob, path string) error {
	if p.Watermark == "" || !strings.Contains(filepath.Base(path), finalMark) {
		return nil
	}
	return &Error{
		Code: Protected, Err: fmt.Errorf("write a draft to %s", path),
		Sentence: "“" + filepath.Base(path) + "”是公开版的文件名，每页印有“" + p.Watermark + "”的不能写到这里，原有的文件没有改动。请换一个文件名。",
	}
}
