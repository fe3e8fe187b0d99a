// Package longtext is a long text that is changed at many places, one after the
// other, as a record that was typed character by character does: each change touches
// the few characters around it, and not the whole text.
//
// Libraries of ropes for Go are trees that are made for texts of megabytes and that
// nobody keeps any more; a paragraph of a report has at most some ten thousand
// characters.
package longtext

import "slices"

// most is how many characters a block has at most. A change moves those of a block or
// two, and counts the blocks between it and the last one.
const most = 512

// Text is a text in blocks. The zero Text is empty.
type Text struct {
	blocks [][]rune // none is empty
	block  int      // that was changed last: the next change is most often near it
	before int      // characters that stand before that block
	steps  int      // characters moved and blocks counted so far, for tests
}

// Of returns the text.
func Of(s string) *Text {
	t := &Text{}
	t.insert(0, 0, []rune(s))
	return t
}

// String returns the text as it stands.
func (t *Text) String() string { return string(slices.Concat(t.blocks...)) }

// Replace puts one text in the place of another, which begins after so many
// characters. It is false, and changes nothing, where that does not stand there.
func (t *Text) Replace(at int, old, now string) bool {
	if at < 0 {
		return false
	}
	block, in := t.find(at)
	if block < 0 || !t.stands(block, in, []rune(old)) {
		return false
	}
	t.remove(block, in, len([]rune(old)))
	t.insert(block, in, []rune(now))
	return true
}

// find returns the block of a place, and how many characters of it stand before that;
// a negative block where the text ends before. A place between two blocks is the end
// of the first.
func (t *Text) find(at int) (block, in int) {
	for t.block > 0 && (at <= t.before || t.block >= len(t.blocks)) {
		t.steps++
		t.block--
		t.before -= len(t.blocks[t.block])
	}
	for t.block < len(t.blocks) && at > t.before+len(t.blocks[t.block]) {
		t.steps++
		t.before += len(t.blocks[t.block])
		t.block++
	}
	if t.block == len(t.blocks) && at > t.before {
		return -1, 0
	}
	return t.block, at - t.before
}

// stands says whether a text stands at a place.
func (t *Text) stands(block, in int, old []rune) bool {
	t.steps += len(old)
	for len(old) > 0 {
		if block >= len(t.blocks) {
			return false
		}
		part := t.blocks[block][in:]
		n := min(len(part), len(old))
		if !slices.Equal(part[:n], old[:n]) {
			return false
		}
		old, block, in = old[n:], block+1, 0
	}
	return true
}

// remove takes out so many characters, which are there.
func (t *Text) remove(block, in, n int) {
	for n > 0 {
		b := t.blocks[block]
		cut := min(n, len(b)-in)
		t.steps += len(b) - in
		if n -= cut; cut == len(b) {
			t.steps += len(t.blocks) - block
			t.blocks = slices.Delete(t.blocks, block, block+1)
			continue
		}
		t.blocks[block] = slices.Delete(b, in, in+cut)
		block, in = block+1, 0
	}
}

// insert puts characters in at a place: where a removal took the whole block away, the
// next one has come there.
func (t *Text) insert(block, in int, now []rune) {
	if len(now) == 0 {
		return
	}
	if block == len(t.blocks) {
		t.blocks = append(t.blocks, nil)
	}
	b := slices.Insert(t.blocks[block], in, now...)
	t.steps += len(b) - in
	if len(b) <= most {
		t.blocks[block] = b
		return
	}
	var parts [][]rune
	for part := range slices.Chunk(b, most/2) { // with room to grow
		parts = append(parts, slices.Clone(part))
	}
	t.steps += len(b) + len(t.blocks) - block
	t.blocks = slices.Replace(t.blocks, block, block+1, parts...)
}

// around returns so many characters from a place on, and up to n before and behind.
func (t *Text) around(at, length, n int) string {
	from := max(at-n, 0)
	block, in := t.find(from)
	if block < 0 {
		return ""
	}
	var out []rune
	for left := at + length + n - from; left > 0 && block < len(t.blocks); block, in = block+1, 0 {
		part := t.blocks[block][in:]
		part = part[:min(len(part), left)]
		out, left = append(out, part...), left-len(part)
	}
	return string(out)
}
