package notes

import (
	"encoding/json"
	"errors"
	"strings"

	"nianbao/app/carry"
	"nianbao/app/counted"
	"nianbao/app/form"
	"nianbao/app/provided"
	"nianbao/app/report"
)

// Reasons why a note is none of this program's.
var (
	errKind     = errors.New("没有这种意见或说明")
	errSpelling = errors.New("写法不规范")
	errHidden   = errors.New("含有看不见的字符")
)

// CheckStored says why a text cannot stand beside a report as this program stores
// it, nil when it can: a note of a kind that nobody reads, or with members that
// nobody sees, would travel unread through all signatures. Blank is no note.
func CheckStored(a form.Address, text string) error {
	var note any
	var said func() string
	_, origin := report.CutOrigin(a)
	switch id := a[strings.LastIndex(string(a), ".")+1:]; {
	case id == "":
		return errKind
	case origin:
		if text != "" && !isOrigin(a, text) {
			return errSpelling
		}
		return nil
	case report.IsRemark(a):
		m := &Remark{}
		note, said = m, func() string { return m.Text + m.Name + m.Level }
	case report.IsAnswer(a):
		m := &Answer{}
		note, said = m, func() string { return m.Text + m.By }
	case report.IsExplanation(a):
		m := &Explanation{}
		note, said = m, func() string { return m.Text + m.By }
	default:
		return errKind
	}
	if text == "" {
		return nil
	}
	if json.Unmarshal([]byte(text), note) != nil || encode(note) != text {
		return errSpelling
	}
	if !report.Plain(said()) {
		return errHidden
	}
	return nil
}

// isOrigin says whether a note of where a figure comes from is in the spelling that is
// stored.
func isOrigin(a form.Address, text string) bool {
	switch {
	case report.IsCarried(a):
		return carry.Checked(text)
	case report.IsCounted(a):
		_, ok := counted.Read(text)
		return ok
	case report.IsRegister(a):
		_, ok := counted.ReadRegister(text)
		return ok
	}
	_, ok := provided.Read(text)
	return ok
}

// SaysOrigin tells in Chinese what a stored note says of where a figure comes from (the
// year before, rows of a register, or a department), or of how much of a register counts.
// It is "" for what is no such note in the spelling that is stored.
func SaysOrigin(a form.Address, text string) string {
	switch {
	case report.IsCarried(a) && carry.Checked(text):
		return carry.SaysNote(text)
	case report.IsCounted(a):
		return counted.SaysNote(text)
	case report.IsRegister(a):
		return counted.SaysRegister(text)
	case report.IsProvided(a):
		return provided.SaysNote(text)
	}
	return ""
}
