package origin

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"nianbao/app/example"
	"nianbao/app/journal"
	"nianbao/app/report"
)

// What an edit says that it did. These words are stored in the record, hashed and
// signed, and shown in the menu beside 撤销: each is made and understood here.
const (
	Pasting      = "粘贴"
	Zeroing      = "空白填 0"
	Filling      = "向下填充"
	Creating     = "新建报告"
	Collecting   = "收回报送表" // the collection sheets of departments
	Choosing     = "选用"    // places of a record that went on separately
	Replacing    = "替换"
	ReplacingAll = "全部替换"
	Stating      = "声明单位情况" // which fills what the office has not with 0
	Rescuing     = "救回记录缺失以后的内容"

	// Clipboard stands for a file where a whole document was pasted.
	Clipboard = "剪贴板"

	typing    = "录入"
	reading   = "读入"
	counting  = "统计台账"
	importing = "导入报告"
)

// Typing is what an edit says that types a figure.
func Typing(name string) string { return typing + name }

// PastingInto is what an edit says that pastes one figure into a cell.
func PastingInto(name string) string { return Pasting + name }

// Reading is what an edit says that takes something over from a file.
func Reading(file string) string { return reading + file }

// Counting is what an edit says that counts a register.
func Counting(file string) string { return counting + file }

// Importing is what the first entry of a report says that was made of a file, "" for
// one without a name.
func Importing(file string) string { return importing + file }

// Carrying is what an edit says that carries over what goes on from the year before.
func Carrying(year int) string { return fmt.Sprintf("以%d年的报告为底", year) }

var carrying = regexp.MustCompile(`^以([0-9]{4})年的报告为底$`)

// enteredBefore begins what edits said that were typed or pasted into one place, before
// the two were told apart, and what those of texts still say.
var enteredBefore = []string{"填写", "编写", "修改报告信息"}

// understand tells how an entry brought in what it did.
func understand(e *journal.Entry) (k Kind, file string, year int) {
	note, _ := cutBefore(e)
	if e.Kind == journal.Imported && e.Seq == 1 {
		return begun(note)
	}
	for _, known := range []struct {
		kind  Kind
		notes []string
	}{{Pasted, []string{Pasting}}, {Typed, []string{typing, Filling}}, {Entered, enteredBefore}, {Provided, []string{Collecting}}, {Zeroed, []string{Zeroing}}, {Declared, []string{Stating}}, {Chosen, []string{Choosing}}, {Replaced, []string{Replacing, ReplacingAll}}} {
		for _, begins := range known.notes {
			if strings.HasPrefix(note, begins) {
				return known.kind, "", 0
			}
		}
	}
	if name, is := strings.CutPrefix(note, reading); is && name == Clipboard {
		return Pasted, "", 0
	} else if is {
		return File, fileName(name), 0
	}
	if name, is := strings.CutPrefix(note, counting); is {
		return Counted, fileName(name), 0
	}
	if found := carrying.FindStringSubmatch(note); found != nil {
		year, _ = strconv.Atoi(found[1])
		return LastYear, "", year
	}
	return Unknown, "", 0
}

// begun tells how what stands in the first entry of a record came in.
func begun(note string) (k Kind, file string, year int) {
	switch {
	case strings.HasPrefix(note, importing):
		return File, fileName(strings.TrimPrefix(note, importing)), 0
	case note == Creating:
		return Declared, "", 0
	case note == example.Note:
		return Example, "", 0
	}
	return Unknown, "", 0
}

// fileName is a name as it can be shown: what a record says may come from other hands.
func fileName(name string) string {
	const most = 200
	if !report.Plain(name) || len([]rune(name)) > most || strings.ContainsAny(name, "\n\t") {
		return ""
	}
	return name
}
