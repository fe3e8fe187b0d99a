// Package canonical reads and writes JSON in the one way that encoding/json writes the
// structs of this program, without looking at types while it does so: a record of many
// thousand lines is read, and each line of it hashed, in that form.
//
// A Reader takes nothing but that form, and need not take all of it: where it stops,
// the caller decodes with encoding/json, encodes again and compares, which is slow and
// has the last word. General libraries for fast JSON take every spelling of a text, so
// that one would still have to write all of it again.
package canonical

import (
	"encoding/base64"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Reader goes through a text of JSON. Once something is not in its canonical form, it
// stays where it is and everything read from it is blank.
type Reader struct {
	text   string
	at     int
	failed bool
}

// Read returns a reader of a text. What is read from it shares its memory.
func Read(text string) *Reader { return &Reader{text: text} }

// OK says whether everything so far was in canonical form.
func (r *Reader) OK() bool { return !r.failed }

// At returns how many bytes have been read.
func (r *Reader) At() int { return r.at }

// Ended says whether all has been read.
func (r *Reader) Ended() bool { return !r.failed && r.at == len(r.text) }

// Need says what has to be so of what was read.
func (r *Reader) Need(so bool) { r.failed = r.failed || !so }

// Has reads these characters where they come next, and says whether they do.
func (r *Reader) Has(s string) bool {
	if r.failed || !strings.HasPrefix(r.text[r.at:], s) {
		return false
	}
	r.at += len(s)
	return true
}

// Must reads these characters, which have to come next.
func (r *Reader) Must(s string) {
	if !r.Has(s) {
		r.failed = true
	}
}

// Next says whether another element of a list comes, which began with its bracket, and
// reads what stands before it; so many were read. The bracket at the end is read, too.
func (r *Reader) Next(read int) bool {
	if r.Has("]") {
		return false
	}
	if read > 0 {
		r.Must(",")
	}
	return !r.failed
}

// Int reads a whole number.
func (r *Reader) Int() int64 {
	const most = 20 // characters of an int64
	from := r.at
	for end := min(len(r.text), from+most); r.at < end && (r.text[r.at] == '-' || '0' <= r.text[r.at] && r.text[r.at] <= '9'); {
		r.at++
	}
	n, err := strconv.ParseInt(r.text[from:r.at], 10, 64)
	if r.failed || err != nil || strconv.FormatInt(n, 10) != r.text[from:r.at] {
		r.failed = true
		return 0
	}
	return n
}

// Text reads a text. Of what has to be escaped it knows line breaks, quotes and
// backslashes.
func (r *Reader) Text() string {
	r.Must(`"`)
	if r.failed {
		return ""
	}
	from, escaped := r.at, false
	for ; r.at < len(r.text); r.at++ {
		switch c := r.text[r.at]; {
		case c == '"':
			text := r.text[from:r.at]
			r.at++
			return r.plain(text, escaped)
		case c == '\\':
			escaped = true
			r.at++
		case c < ' ':
			r.failed = true
			return ""
		}
	}
	r.at, r.failed = len(r.text), true
	return ""
}

// SomeText reads a name, with what stands before it, and a text, where they come next:
// a blank text would be left out.
func (r *Reader) SomeText(name string) string {
	if !r.Has(name) {
		return ""
	}
	s := r.Text()
	r.Need(s != "")
	return s
}

// SomeInt reads a name, with what stands before it, and a number, where they come next:
// 0 would be left out.
func (r *Reader) SomeInt(name string) int64 {
	if !r.Has(name) {
		return 0
	}
	n := r.Int()
	r.Need(n != 0)
	return n
}

// plain returns what stands between quotes.
func (r *Reader) plain(text string, escaped bool) string {
	if !utf8.ValidString(text) || separates(text) {
		r.failed = true
		return ""
	}
	if !escaped {
		return text
	}
	var out strings.Builder
	out.Grow(len(text))
	for {
		before, behind, found := strings.Cut(text, `\`)
		out.WriteString(before)
		if !found {
			return out.String()
		}
		c := byte(0)
		if behind != "" {
			c = behind[0]
		}
		switch c {
		case 'n':
			out.WriteByte('\n')
		case 't':
			out.WriteByte('\t')
		case '"', '\\':
			out.WriteByte(c)
		default:
			r.failed = true
			return ""
		}
		text = behind[1:]
	}
}

// separates says whether there is one of the two characters in a text that stand for the
// end of a line and are always escaped: U+2028 and U+2029.
func separates(s string) bool {
	for {
		i := strings.IndexByte(s, 0xe2)
		if i < 0 {
			return false
		}
		if s = s[i:]; strings.HasPrefix(s, "\u2028") || strings.HasPrefix(s, "\u2029") {
			return true
		}
		s = s[1:]
	}
}

// Bytes reads bytes in base 64.
func (r *Reader) Bytes() []byte {
	text := r.Text()
	out, err := base64.StdEncoding.Strict().DecodeString(text)
	if r.failed || err != nil || base64.StdEncoding.EncodedLen(len(out)) != len(text) { // line breaks are left out when it is decoded
		r.failed = true
		return nil
	}
	return out
}

// SomeBytes reads a name, with what stands before it, and bytes, where they come next:
// none would be left out.
func (r *Reader) SomeBytes(name string) []byte {
	if !r.Has(name) {
		return nil
	}
	b := r.Bytes()
	r.Need(len(b) > 0)
	return b
}

// Value reads an object or a list, whatever is in it, and returns it as it stands: who
// asked for it is to see whether it is canonical.
func (r *Reader) Value() string {
	from, depth := r.at, 0
	r.Need(from < len(r.text) && (r.text[from] == '{' || r.text[from] == '['))
	for ; !r.failed && r.at < len(r.text); r.at++ {
		switch r.text[r.at] {
		case '{', '[':
			depth++
		case '}', ']':
			depth--
		case '"':
			for r.at++; r.at < len(r.text) && r.text[r.at] != '"'; r.at++ {
				if r.text[r.at] == '\\' {
					r.at++
				}
			}
		}
		if depth == 0 {
			r.at++
			return r.text[from:r.at]
		}
	}
	r.at, r.failed = min(r.at, len(r.text)), true
	return ""
}
