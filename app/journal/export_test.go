package journal

import (
	"nianbao/app/form"
	"nianbao/app/roster"
)

// Begun returns how many lines of a journal would not be judged again.
func (k *Replays) Begun(catalog *form.Catalog, uid string, entries []Entry, people *roster.Roster) int {
	r := k.begun(kept{catalog: catalog, people: digestOf(people)}, uid, chainOf(uid, entries))
	if r == nil {
		return 0
	}
	return r.lines
}

// Kept returns how many replays are kept.
func (k *Replays) Kept() int { return len(k.kept) }
