package counted

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"nianbao/app/form"
	"nianbao/app/keys"
	"nianbao/app/report"
)

// Register says beside a table how much counts of the register that it was counted from.
// Of rows that count nowhere it has the numbers and one of the known reasons: no word of
// a row can stand in it.
type Register struct {
	File   string      `json:"file"`
	SM3    keys.Digest `json:"sm3"`
	Rows   int         `json:"rows"`             // that are applications
	Left   []Left      `json:"left"`             // of them, those that count nowhere; in the order of the reasons
	Hidden *Left       `json:"hidden,omitempty"` // rows that were not looked at since they are hidden, nil for none
}

// Left are rows that are left out for one reason.
type Left struct {
	Why   Reason `json:"why"`
	Count int    `json:"count"`
	Rows  []Rows `json:"rows"` // none where all rows that are left out are too many to be noted
}

// Reason is why a row counts nowhere.
type Reason string

// The reasons. They are stored.
const (
	Twice           Reason = "twice"
	UnreadReceived  Reason = "unread_received"
	UnreadAnswered  Reason = "unread_answered"
	NoReceived      Reason = "no_received"
	AnsweredEarly   Reason = "answered_early"
	ReceivedLater   Reason = "received_later"
	ClosedBefore    Reason = "closed_before"
	Unsaved         Reason = "unsaved"
	NoKind          Reason = "no_kind"
	UnmappedKind    Reason = "unmapped_kind"
	NoOutcome       Reason = "no_outcome"
	UnmappedOutcome Reason = "unmapped_outcome"
	UnmappedDispute Reason = "unmapped_dispute"
	NoApplication   Reason = "no_application"
	Hidden          Reason = "hidden" // the row itself, in the workbook
)

// Reasons are all reasons, in the order in which they are told.
var Reasons = []Reason{
	UnmappedOutcome, NoOutcome, UnmappedKind, NoKind, UnmappedDispute, NoReceived, UnreadReceived, UnreadAnswered, AnsweredEarly,
	ReceivedLater, ClosedBefore, Twice, NoApplication, Unsaved, Hidden,
}

// reasons says in Chinese what each is.
var reasons = map[Reason]string{
	Twice: "重复登记", UnreadReceived: "收到日期无法识别", UnreadAnswered: "答复日期无法识别", NoReceived: "没有收到日期", AnsweredEarly: "答复日期早于收到日期",
	ReceivedLater: "报告年度以后收到", ClosedBefore: "报告年度以前已经办结", Unsaved: "公式没有保存结果", NoKind: "没有申请人类别", UnmappedKind: "申请人类别的用语没有对应",
	NoOutcome: "没有办理结果", UnmappedOutcome: "办理结果的用语没有对应", UnmappedDispute: "复议、诉讼结果的用语没有对应", NoApplication: "不是政府信息公开申请", Hidden: "隐藏的行",
}

// mostNoted is the longest that a note of a register may be, in characters: a place of a
// report takes report.MaxText.
const mostNoted = 15_000

// OfRegister makes the note of a register of so many rows that are applications, of
// which those of each reason are left out; hidden ones are none of them.
func OfRegister(file string, sm3 keys.Digest, rows int, left map[Reason][]Place) Register {
	n := Register{File: file, SM3: sm3, Rows: rows, Left: []Left{}}
	for _, why := range Reasons {
		if len(left[why]) == 0 {
			continue
		}
		l := Left{why, len(left[why]), Of(file, sm3, left[why]).Rows}
		if why == Hidden {
			n.Hidden = &l
			continue
		}
		n.Left = append(n.Left, l)
	}
	if len(n.Encode()) > mostNoted { // then how many they are has to do
		for _, l := range n.lists() {
			l.Rows = []Rows{}
		}
	}
	return n
}

// lists are the lists of rows in the note.
func (n *Register) lists() []*Left {
	var out []*Left
	for i := range n.Left {
		out = append(out, &n.Left[i])
	}
	if n.Hidden != nil {
		out = append(out, n.Hidden)
	}
	return out
}

// Encode returns the note in the one spelling that is stored.
func (n Register) Encode() string {
	body, _ := json.Marshal(n) // texts and numbers always encode
	return string(body)
}

// ReadRegister reads a stored note; false where it is none in the spelling that is
// stored, or does not add up.
func ReadRegister(text string) (Register, bool) {
	var n Register
	if json.Unmarshal([]byte(text), &n) != nil || n.Encode() != text || n.Left == nil || !named(n.File) || !n.SM3.Valid() {
		return Register{}, false
	}
	last, left := -1, 0
	for _, l := range n.Left {
		at := slices.Index(Reasons, l.Why)
		if at <= last || l.Why == Hidden || !l.valid() {
			return Register{}, false
		}
		last, left = at, left+l.Count
	}
	if n.Hidden != nil && (n.Hidden.Why != Hidden || !n.Hidden.valid()) {
		return Register{}, false
	}
	return n, n.Rows >= left && n.Rows <= maxSheet*maxRow
}

// valid says whether as many rows are named as there are, or none.
func (l *Left) valid() bool {
	if l.Rows == nil || l.Count < 1 || l.Count > maxSheet*maxRow {
		return false
	}
	count, ok := countRows(l.Rows)
	return ok && (count == l.Count || len(l.Rows) == 0)
}

// LeftOut is how many rows count nowhere, without those that are hidden.
func (n Register) LeftOut() int {
	left := 0
	for _, l := range n.Left {
		left += l.Count
	}
	return left
}

// Says tells in Chinese how much counts, and why not the rest: 台账 25 行，计入 22 行，3 行
// 没有计入：….
func (n Register) Says() string {
	if n.Rows == 0 {
		return "台账中" + n.says()
	}
	return "台账 " + n.says()
}

// SaysFile tells it with the name of the register.
func (n Register) SaysFile() string { return "台账“" + n.File + "”：" + n.says() }

func (n Register) says() string {
	left := n.LeftOut()
	var text string
	switch {
	case n.Rows == 0:
		text = "没有申请"
	case left == 0:
		text = fmt.Sprintf("%d 行，全部计入", n.Rows)
	default:
		var parts []string
		for _, l := range n.Left {
			parts = append(parts, l.says())
		}
		text = fmt.Sprintf("%d 行，计入 %d 行，%d 行没有计入：%s", n.Rows, n.Rows-left, left, strings.Join(parts, "，"))
	}
	if n.Hidden != nil {
		text += "；另有" + n.Hidden.says() + "没有统计"
	}
	return text
}

// says tells of rows that are left out: 没有办理结果 2 行（第 5、9 行）.
func (l Left) says() string {
	text := fmt.Sprintf("%s %d 行", reasons[l.Why], l.Count)
	if len(l.Rows) > 0 {
		text += "（" + short(rowsText(l.Rows)) + "）"
	}
	return text
}

// SaysRegister tells in Chinese what a stored note says, "" where it is none.
func SaysRegister(text string) string {
	n, ok := ReadRegister(text)
	if !ok {
		return ""
	}
	return n.SaysFile()
}

// RegisterOf returns how much counts of the register that a figure, or a total, was
// counted from; false where that was not noted: records of before do not have it.
func RegisterOf(r *report.Report, a form.Address) (Register, bool) {
	s := r.Form().SectionOf(a)
	if s == nil || s.Table == nil {
		return Register{}, false
	}
	n, ok := registerAt(r, s.Table)
	if !ok {
		return Register{}, false
	}
	behind, ok := Behind(r, a)
	return n, ok && behind.SM3 == n.SM3
}

func registerAt(r *report.Report, t *form.Table) (Register, bool) {
	raw := r.Text(report.RegisterAt(t.ID))
	if raw == "" {
		return Register{}, false
	}
	return ReadRegister(raw)
}

// Registers lists what was noted of the registers that figures were counted from, in the
// order of the form, each once.
func Registers(r *report.Report) []Register {
	var out []Register
	for _, t := range r.Form().Tables() {
		n, ok := registerAt(r, t)
		counts := func(c *form.Cell) bool {
			note, is := At(r, c.Address)
			return is && note.SM3 == n.SM3
		}
		if ok && slices.ContainsFunc(t.Inputs(), counts) && !slices.ContainsFunc(out, func(o Register) bool { return o.Encode() == n.Encode() }) {
			out = append(out, n)
		}
	}
	return out
}

// RegisterLines tells of them in Chinese, a line each.
func RegisterLines(r *report.Report) []string {
	var out []string
	for _, n := range Registers(r) {
		out = append(out, n.SaysFile()+"。")
	}
	return out
}

// Whole says whether every row of it counts.
func (n Register) Whole() bool { return len(n.Left) == 0 && n.Hidden == nil }

// RegistersTold tells of them in Chinese in sentences, "" for none. Of several it says
// which they are.
func RegistersTold(r *report.Report) string {
	all := Registers(r)
	text := ""
	for _, n := range all {
		if len(all) > 1 {
			text += n.SaysFile() + "。"
		} else {
			text += n.Says() + "。"
		}
	}
	return text
}
