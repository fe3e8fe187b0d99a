package exchange

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"nianbao/app"
	"nianbao/app/form"
	"nianbao/app/longtext"
	"nianbao/app/personal"
	"nianbao/app/report"
)

const (
	idDigits     = 18 // characters of the number of an identity card, which a text must have at least
	aroundNumber = 64 // characters beside a change that a number may reach to, with blanks in it
)

// Travels says before a hand-over, in sentences, which numbers of identity cards
// would go along: those that stand in the report, and those that were deleted and
// are still in the record, which nobody can take out of it. Before a submission that
// begins a new record those that stand in the report are all there is.
func Travels(s *app.Session, anew bool) []string {
	held := longtext.Begin(map[form.Address]string{})
	var places []string // each with its number, in the order in which they were typed
	seen := map[string]bool{}
	note := func(where, text string, gone func(number string) bool) {
		for _, number := range personal.IDNumbers(text) {
			said := where + "中的 " + personal.Masked(number)
			if gone(number) && anew {
				continue
			}
			if gone(number) {
				said += "（已经删去，还在编制记录中）"
			}
			if !seen[where+number] {
				seen[where+number] = true
				places = append(places, said)
			}
		}
	}
	now := s.Report()
	for i := range s.Entries() {
		e := &s.Entries()[i]
		if e.Transition != nil {
			note(e.Transition.Name+"写的审签意见", e.Transition.Opinion, func(string) bool { return false })
		}
		for _, c := range e.Edit.Changes {
			held.Replace(c.Address, c.At, c.Old, c.New)
			// A number that a change completes stands around it.
			if text := held.Around(c.Address, c.At, utf8.RuneCountInString(c.New), aroundNumber); utf8.RuneCountInString(text) >= idDigits {
				where := report.PlaceName(now.Catalog(), now.Form().Edition, c.Address)
				note(where, text, func(number string) bool { return !slices.Contains(personal.IDNumbers(now.Raw(c.Address)), number) })
			}
		}
	}
	if places == nil {
		return nil
	}
	return []string{fmt.Sprintf("文件中有身份证号码：%s。移交后，收到文件的人看得到。请确认可以移交；不应当公开的，请先从报告中删去。", strings.Join(places, "；"))}
}
