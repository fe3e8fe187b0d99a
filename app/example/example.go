// Package example tells the example from reports: a filled-in report to try
// everything on, that is never sent on, signed, handed over, published or counted.
package example

import "nianbao/app/journal"

// Name is what the example is called wherever a report says where it stands, and
// across its pages.
const Name = "示例"

// Stamped says what every page of it carries.
const Stamped = "这是示例，每页都印有“" + Name + "”字样。"

// Note is the note of the first entry in the record of an example. It is stored
// and hashed, and never changes.
const Note = "打开示例"

// Is says whether a record is that of an example. The record tells, and nothing
// beside it: a copy of it, or what is rescued of it, is one too.
func Is(entries []journal.Entry) bool {
	return len(entries) > 0 && entries[0].Kind == journal.Imported && entries[0].Edit.Note == Note
}

// Refusal says that something can be done only with a report.
func Refusal(what string) string {
	return "这是示例，只供练习，不能" + what + "。请新建自己单位的报告。"
}
