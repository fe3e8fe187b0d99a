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

// Digests returns how many digests of lines are kept beside the replays.
func (k *Replays) Digests() (n int) {
	for _, was := range k.kept {
		n += len(was.at.chain)
	}
	return n
}
