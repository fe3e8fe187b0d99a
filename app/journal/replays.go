package journal

import (
	"slices"
	"sync"

	"nianbao/app/form"
	"nianbao/app/keys"
	"nianbao/app/roster"
)

// Replays keeps what the last few journals came to, so that each line is judged
// once: a journal that begins as one of them is gone through from where that one
// ends. That it does is seen by its digest, which covers every line before it.
// Only journals without a problem are kept. The zero Replays is ready for use,
// from several goroutines.
type Replays struct {
	mu   sync.Mutex
	kept []kept // the latest last
}

// kept is a replay at the end of so many lines, judged by one roster.
type kept struct {
	catalog *form.Catalog
	people  keys.Digest // of the roster, "" for none
	lines   int
	at      *replayer
}

const mostKept = 16

// Run is Run of this package. What it returns belongs to the caller.
func (k *Replays) Run(catalog *form.Catalog, uid string, entries []Entry, people *roster.Roster) *Replay {
	now := kept{catalog: catalog, people: digestOf(people)}
	chain := chainOf(uid, entries)
	r := k.begun(now, uid, chain)
	if r == nil {
		r = newReplayer(catalog, uid, people)
	}
	r.chain = chain
	out := r.run(entries)
	if now.lines = len(entries); len(out.Problems) == 0 {
		out.Content() // else it would be made by whoever asks first, on any goroutine
		now.at = r.clone()
		now.at.chain = nil // who goes on from there brings its own
		k.keep(now)
	}
	return out
}

// begun returns the longest replay of how a journal begins, nil where there is
// none.
func (k *Replays) begun(now kept, uid string, chain []keys.Digest) *replayer {
	k.mu.Lock()
	defer k.mu.Unlock()
	var found *replayer
	for _, was := range k.kept {
		if was.catalog != now.catalog || was.people != now.people || was.at.uid != uid || was.lines >= len(chain) {
			continue
		}
		if was.at.out.Digest == chain[was.lines] && (found == nil || was.lines > found.lines) {
			found = was.at
		}
	}
	if found == nil {
		return nil
	}
	return found.clone()
}

func (k *Replays) keep(now kept) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.kept = slices.DeleteFunc(k.kept, func(was kept) bool {
		return was.catalog == now.catalog && was.people == now.people && was.at.uid == now.at.uid && was.at.out.Digest == now.at.out.Digest
	})
	k.kept = append(k.kept[max(len(k.kept)+1-mostKept, 0):], now)
}

// chainOf returns the digest of a journal before its first line and after each,
// as far as its lines can be digested.
func chainOf(uid string, entries []Entry) []keys.Digest {
	chain := make([]keys.Digest, 1, len(entries)+1)
	chain[0] = Origin(uid)
	for i := range entries {
		next, err := Next(chain[i], entries[i])
		if err != nil {
			break
		}
		chain = append(chain, next)
	}
	return chain
}

func digestOf(people *roster.Roster) keys.Digest {
	if people == nil {
		return ""
	}
	return people.Digest()
}

// clone returns a replayer that can go on by itself.
func (r *replayer) clone() *replayer {
	c, out := *r, *r.out
	c.verifier.State = r.verifier.State.Clone()
	out.State = out.State.Clone()
	c.texts = r.texts.Clone()
	out.Held = c.texts.Held()
	out.Results, out.Problems = slices.Clip(out.Results), slices.Clip(out.Problems)
	c.out = &out
	return &c
}
