package longtext

import (
	"maps"
	"strings"
	"unicode/utf8"
)

// short is up to how many bytes a text is kept in one piece: figures and names are.
const short = 1024

// Texts are what places hold while many changes are made to them. The zero Texts is
// not ready for use, see Begin.
type Texts[K comparable] struct {
	whole map[K]string // as they stand, but for those that are changed in blocks since
	long  map[K]*Text
}

// Begin begins with what places hold.
func Begin[K comparable](held map[K]string) *Texts[K] {
	return &Texts[K]{whole: held, long: map[K]*Text{}}
}

// Get returns what a place holds, "" for nothing.
func (t *Texts[K]) Get(place K) string {
	if long := t.long[place]; long != nil {
		return long.String()
	}
	return t.whole[place]
}

// Long says whether what a place holds is long, so that nobody should ask for all of it
// after each change.
func (t *Texts[K]) Long(place K) bool { return t.long[place] != nil }

// Replace puts one text in the place of another at a place, where it begins after so
// many characters. It is false, and changes nothing, where that does not stand there.
func (t *Texts[K]) Replace(place K, at int, old, now string) bool {
	if long := t.long[place]; long != nil {
		return long.Replace(at, old, now)
	}
	held := t.whole[place]
	if len(held)+len(now) > short {
		long := Of(held)
		if !long.Replace(at, old, now) {
			return false
		}
		t.long[place] = long
		return true
	}
	next, ok := Splice(held, at, old, now)
	if ok {
		t.set(place, next)
	}
	return ok
}

func (t *Texts[K]) set(place K, text string) {
	if text == "" {
		delete(t.whole, place)
	} else {
		t.whole[place] = text
	}
}

// Put lets a place hold a text, whatever it held.
func (t *Texts[K]) Put(place K, text string) {
	delete(t.long, place)
	t.set(place, text)
}

// Around returns a stretch of what a place holds: so many characters from one on, and
// up to around before and behind them.
func (t *Texts[K]) Around(place K, at, length, around int) string {
	if long := t.long[place]; long != nil {
		return long.around(at, length, around)
	}
	return Of(t.whole[place]).around(at, length, around)
}

// Held returns what all places hold, as a map that goes on with the texts.
func (t *Texts[K]) Held() map[K]string {
	for place, long := range t.long {
		t.set(place, long.String())
	}
	clear(t.long)
	return t.whole
}

// Clone returns texts that can go on by themselves.
func (t *Texts[K]) Clone() *Texts[K] { return Begin(maps.Clone(t.Held())) }

// Splice replaces in a text in one piece.
func Splice(held string, at int, old, now string) (string, bool) {
	start := 0
	for ; at > 0 && start < len(held); at-- {
		_, size := utf8.DecodeRuneInString(held[start:])
		start += size
	}
	if at != 0 || !strings.HasPrefix(held[start:], old) {
		return "", false
	}
	return held[:start] + now + held[start+len(old):], true
}
