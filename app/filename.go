package app

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"nianbao/app/handover"
	"nianbao/app/signoff"
)

// longestName is how long a proposed file name may be, in bytes: systems take
// 255, and a number or a second ending may have to go on it.
const longestName = 200

// full are the characters that some system does not take in a file's name,
// with what is read the same and taken everywhere.
var full = strings.NewReplacer("/", "／", `\`, "＼", ":", "：", "*", "＊", "?", "？", `"`, "＂", "<", "＜", ">", "＞", "|", "｜")

// FileName returns a name, with its ending, as every system takes it: Windows
// too, whatever the name of a unit is made of.
func FileName(name string) string {
	ending := filepath.Ext(name)
	return fileName(strings.TrimSuffix(name, ending), "", ending)
}

// FileNameSaying returns a file name that says behind its title what the file
// is: 甲局2025年政府信息公开工作年度报告（公开版）.pdf. However long the title, it ends
// with what it says. See FileName.
func FileNameSaying(title, says, ending string) string {
	for {
		tail := "（" + plain(says) + "）"
		if len(tail)+len(ending) <= longestName/2 {
			return fileName(title, tail, ending)
		}
		_, size := utf8.DecodeLastRuneInString(says)
		says = says[:len(says)-size]
	}
}

func fileName(stem, tail, ending string) string {
	stem = plain(stem)
	for len(stem)+len(tail)+len(ending) > longestName {
		_, size := utf8.DecodeLastRuneInString(stem)
		stem = stem[:len(stem)-size]
	}
	// At its ends Windows drops spaces and dots, and a dot in front hides a file.
	stem = strings.TrimRight(strings.TrimLeft(stem, ". "), ". ")
	if stem == "" {
		stem = "报告"
	}
	if isDevice(stem) {
		stem = "_" + stem
	}
	return stem + tail + ending
}

// plain returns a text without what some system does not take in a name.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n', r == '\t':
			return ' '
		case unicode.IsControl(r), unicode.Is(unicode.Cf, r), r == utf8.RuneError:
			return -1
		}
		return r
	}, full.Replace(s))
}

// FreePath returns a path that nothing is at: path itself, or with the first free
// number before its ending.
func FreePath(path string) string {
	ending := filepath.Ext(path)
	stem := strings.TrimSuffix(path, ending)
	for n := 2; ; n++ {
		if _, err := os.Lstat(path); err != nil {
			return path
		}
		path = fmt.Sprintf("%s（%d）%s", stem, n, ending)
	}
}

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
	return FileNameSaying(p.Report.Title(), says, ending)
}

// SignOffFormName proposes a name for the 审签单.
func (s *Session) SignOffFormName(ending string) string {
	says := "审签单"
	if s.state.Stage != signoff.Approved {
		says += " " + hour(s.now())
	}
	return FileNameSaying(s.report.Title(), says, ending)
}

// HandOverName proposes a name for the hand-over file: for whom it is, or how far
// the report is.
func HandOverName(s *Session) string {
	says := s.stamped()
	switch names := s.state.EligibleNames(s.actor.Roster); {
	case s.state.Stage == signoff.Approved:
		says = s.state.Name()
	case names != "":
		says = "待" + fewNames(names) + strings.TrimPrefix(s.state.Name(), "待")
	}
	return FileNameSaying(s.report.Title(), says, handover.Extension)
}

// stamped says how far the report is, and when that was.
func (s *Session) stamped() string {
	return s.state.Name() + " " + hour(s.now())
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
		Sentence: "“" + filepath.Base(path) + "”是公开版的文件名，没有审批的报告不能写到这里，原有的文件没有改动。请换一个文件名。",
	}
}

// isDevice says whether Windows takes a name for a device, whatever its ending.
func isDevice(stem string) bool {
	name, _, _ := strings.Cut(strings.ToUpper(stem), ".")
	name = strings.TrimRight(name, " ")
	switch name {
	case "CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", "CLOCK$":
		return true
	}
	number, found := strings.CutPrefix(name, "COM")
	if !found {
		number, found = strings.CutPrefix(name, "LPT")
	}
	return found && utf8.RuneCountInString(number) == 1 && strings.ContainsAny(number, "0123456789¹²³")
}
