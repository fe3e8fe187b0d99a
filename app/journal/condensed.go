package journal

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"nianbao/app/form"
	"nianbao/app/keys"
	"nianbao/app/longtext"
)

// Condensed says of a record that it goes on from an earlier one which was left out
// of it: how many entries that had, and what its digest was. The digest is SM3 over
// texts and times to the microsecond: it proves what was left out to whoever has
// it, and tells nobody else.
//
// Who drafted before somebody else went on has only the beginning of it: the digests at
// the places where another person went on tell that, too.
type Condensed struct {
	Entries int
	Digest  keys.Digest
	Earlier []Condensed // such places, in their order; none of them has any
}

// The note of the first entry tells of it. It is stored, hashed and signed.
const (
	condensedNote = "送审时开始的新编制记录，此前 %d 条没有带入，SM3 %s"
	earlierNote   = "；前 %d 条，SM3 %s"
	mostEarlier   = 16
)

var (
	condensedLike = regexp.MustCompile(`^送审时开始的新编制记录，此前 ([1-9][0-9]{0,8}) 条没有带入，SM3 ([0-9a-f]{64})((?:；前 [1-9][0-9]{0,8} 条，SM3 [0-9a-f]{64})*)$`)
	earlierLike   = regexp.MustCompile(`；前 ([1-9][0-9]{0,8}) 条，SM3 ([0-9a-f]{64})`)
)

// CondensedFrom returns what a record that is begun anew says of the one it goes on
// from.
func CondensedFrom(uid string, entries []Entry) Condensed {
	chain := chainOf(uid, entries)
	c := Condensed{Entries: len(entries), Digest: chain[len(chain)-1]}
	for i := 1; i < len(chain)-1; i++ {
		if entries[i].By != entries[i-1].By {
			c.Earlier = append(c.Earlier, Condensed{Entries: i, Digest: chain[i]})
		}
	}
	c.Earlier = c.Earlier[max(len(c.Earlier)-mostEarlier, 0):]
	return c
}

// Note is what the first entry of the new record says.
func (c Condensed) Note() string {
	note := fmt.Sprintf(condensedNote, c.Entries, c.Digest)
	for _, e := range c.Earlier {
		note += fmt.Sprintf(earlierNote, e.Entries, e.Digest)
	}
	return note
}

// CondensedOf says what a record was begun without; false where it is whole.
func CondensedOf(entries []Entry) (Condensed, bool) {
	if len(entries) == 0 || entries[0].Kind != Imported {
		return Condensed{}, false
	}
	found := condensedLike.FindStringSubmatch(entries[0].Edit.Note)
	if found == nil {
		return Condensed{}, false
	}
	c := condensedAt(found[1:])
	for _, earlier := range earlierLike.FindAllStringSubmatch(found[3], -1) {
		c.Earlier = append(c.Earlier, condensedAt(earlier[1:]))
	}
	return c, len(c.Earlier) <= mostEarlier
}

// condensedAt reads a number of entries, and their digest.
func condensedAt(texts []string) Condensed {
	n, _ := strconv.Atoi(texts[0])
	return Condensed{Entries: n, Digest: keys.Digest(texts[1])}
}

// Says tells of it in a sentence.
func (c Condensed) Says() string {
	return fmt.Sprintf("编制记录从送审时开始：送审时，此前 %d 条没有带入这份记录（其中可能有已经删去的文字），由编制人的电脑保留，它们的校验值（SM3）是 %s。", c.Entries, c.Digest.Short())
}

// GoesOnFrom says whether the record was begun anew from another one of the same
// report, whose entries are given, or from one that goes on where those end: at
// which of them, 0 where it was not.
func (c Condensed) GoesOnFrom(uid string, entries []Entry) int {
	chain := chainOf(uid, entries[:min(c.Entries, len(entries))])
	for _, at := range append(slices.Clone(c.Earlier), Condensed{Entries: c.Entries, Digest: c.Digest}) {
		whole := at.Entries == c.Entries || at.Entries == len(entries)
		if whole && at.Entries < len(chain) && chain[at.Entries] == at.Digest {
			return at.Entries
		}
	}
	return 0
}

// Lines tells of entries that were edited, a line each, in their order: when, and
// what became what. Place names an address.
func Lines(entries []Entry, place func(form.Address) string) []string {
	var out []string
	held := longtext.Begin(map[form.Address]string{})
	for i := range entries {
		e := &entries[i]
		for _, c := range e.Edit.Changes {
			began := i == 0 && e.Kind == Imported && held.Get(c.Address) == ""
			if held.Replace(c.Address, c.At, c.Old, c.New); began {
				continue // what it began with
			}
			out = append(out, fmt.Sprintf("%s　%s　%s：“%s”改为“%s”", e.At.Local().Format("2006-01-02 15:04:05"), kindNames[e.Kind], place(c.Address), brief(c.Old), brief(c.New)))
		}
		if i == 0 {
			out = append(out, fmt.Sprintf("%s　%s　%d 处", e.At.Local().Format("2006-01-02 15:04:05"), cmp.Or(e.Edit.Note, kindNames[e.Kind]), len(e.Edit.Changes)))
		}
	}
	return out
}

var kindNames = map[Kind]string{Edited: "填写", Undone: "撤销", Redone: "重做", Imported: "导入", Remarked: "意见"}

// brief is so much of a text as a line has room for.
func brief(text string) string {
	const most = 60
	r := []rune(strings.ReplaceAll(text, "\n", " "))
	if len(r) > most {
		return string(r[:most]) + "…"
	}
	return string(r)
}
