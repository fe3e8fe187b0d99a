package document

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// known are the keys of a document.
var known = []string{"format", "unit", "year", "edition", "layouts", "tables", "text", "signed_by", "signed_on", "contact", "facts", "printed"}

// keys goes through the keys of a JSON text, which must be sound. A key given
// twice in one object is a *Problem: the second would silently replace the
// first. It returns the keys of the document that nobody reads.
func keys(content []byte) (unknown []string, err error) {
	dec := json.NewDecoder(bytes.NewReader(content))
	var open []*level
	for {
		token, err := dec.Token()
		if err != nil {
			return unknown, nil // the end
		}
		var in *level
		if len(open) > 0 {
			in = open[len(open)-1]
		}
		switch t := token.(type) {
		case json.Delim:
			in.value()
			if t == '}' || t == ']' {
				open = open[:len(open)-1]
				continue
			}
			open = append(open, &level{object: t == '{'})
		case string:
			if !in.isKey() {
				in.value()
				continue
			}
			if in.twice(t) {
				return nil, &Problem{Where: lineAt(content, dec.InputOffset()), Reason: fmt.Sprintf("“%s”给出了两次，请只保留一次", t)}
			}
			if len(open) == 1 && !slices.Contains(known, strings.ToLower(t)) {
				unknown = append(unknown, t)
			}
		default:
			in.value()
		}
	}
}

// level is an object or a list that is open while the keys are gone through.
type level struct {
	object  bool
	inValue bool // the key was there, its value comes
	seen    map[string]bool
}

// isKey says whether the next text is a key.
func (l *level) isKey() bool { return l != nil && l.object && !l.inValue }

// value notes that a value, or the beginning or end of one, was read.
func (l *level) value() {
	if l != nil {
		l.inValue = false
	}
}

// twice notes a key and says whether it was there before. Case is no
// difference, as it is none to the reader.
func (l *level) twice(key string) bool {
	l.inValue = true
	key = strings.ToLower(key)
	if l.seen == nil {
		l.seen = map[string]bool{}
	}
	before := l.seen[key]
	l.seen[key] = true
	return before
}
