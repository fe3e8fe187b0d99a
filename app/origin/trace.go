// Package origin tells of any place of a report where what stands there came from:
// typed, pasted, from a file, from rows of a register, from the report of the year
// before, or from a department. All is told from the record and the notes beside the
// figures, and no more than they prove.
package origin

import (
	"unicode/utf8"

	"nianbao/app/form"
	"nianbao/app/journal"
	"nianbao/app/report"
	"nianbao/app/roster"
)

// Trace is a record gone through: which entry each place has its content from.
type Trace struct {
	entries   []journal.Entry
	people    *roster.Roster // who the ids in it are of, nil for nobody known
	condensed bool           // it goes on from another record that was left out
	now       map[form.Address]state
	made      []map[form.Address]made // by each entry, for those that undo and redo it
}

// state is where the content of a place is from.
type state struct {
	whole int64 // the entry that put in what stands there, or the beginning of a text; 0 for none
	last  int64 // the last that changed it: another one only for texts
	runes int   // how much stands there
}

// made is what an entry did to a place.
type made struct{ before, after state }

// Of goes through a record. The roster says who its people are; nil for nobody known.
func Of(entries []journal.Entry, people *roster.Roster) *Trace {
	t := &Trace{entries: entries, people: people, now: map[form.Address]state{}, made: make([]map[form.Address]made, len(entries))}
	_, t.condensed = journal.CondensedOf(entries)
	for i := range entries {
		t.take(i, &entries[i])
	}
	return t
}

// take goes on by one entry. To undo an edit gives back what a place had before it, and
// where that was from; to redo it, what it had after it.
func (t *Trace) take(i int, e *journal.Entry) {
	did := make(map[form.Address]made, len(e.Edit.Changes))
	t.made[i] = did
	var then map[form.Address]made // by the entry that is undone or redone
	if of := int(e.Of) - 1; (e.Kind == journal.Undone || e.Kind == journal.Redone) && of >= 0 && of < i {
		then = t.made[of]
	}
	for _, c := range e.Edit.Changes {
		was, seen := did[c.Address]
		if !seen {
			was.before, was.after = t.now[c.Address], t.now[c.Address]
		}
		was.after = changed(was.after, c, e.Seq)
		switch m, known := then[c.Address]; {
		case known && e.Kind == journal.Undone:
			was.after = m.before
		case known:
			was.after = m.after
		}
		did[c.Address] = was
	}
	for a, m := range did {
		t.now[a] = m.after
	}
}

// changed is where the content of a place is from after an entry changed it.
func changed(s state, c report.Change, seq int64) state {
	all := c.At == 0 && utf8.RuneCountInString(c.Old) >= s.runes
	s.runes += utf8.RuneCountInString(c.New) - utf8.RuneCountInString(c.Old)
	if s.last = seq; all {
		s.whole = seq
	}
	return s
}

// entry returns an entry by its number, nil for none.
func (t *Trace) entry(seq int64) *journal.Entry {
	if seq < 1 || seq > int64(len(t.entries)) {
		return nil
	}
	return &t.entries[seq-1]
}

// name is who made an entry.
func (t *Trace) name(e *journal.Entry) string {
	switch {
	case e.By == "":
		return "未选定使用者"
	case t.people == nil || t.people.Person(e.By) == nil:
		return "名册中没有的人"
	}
	return t.people.Person(e.By).Name()
}
