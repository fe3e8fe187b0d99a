package store

import (
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf8"

	"nianbao/app/form"
	"nianbao/app/report"
)

// storedChange is a report.Change as the journal keeps it. The names are part
// of the file's layout and must not follow the names in the program.
type storedChange struct {
	Address string `json:"address"`
	At      int    `json:"at,omitempty"`
	Old     string `json:"old"`
	New     string `json:"new"`
}

func encodeChanges(changes []report.Change) (string, error) {
	out := make([]storedChange, len(changes))
	for i, c := range changes {
		// JSON would replace broken bytes, and the edit could never be undone.
		if !utf8.ValidString(c.Old) || !utf8.ValidString(c.New) {
			return "", fmt.Errorf("change of %s is not UTF-8", c.Address)
		}
		out[i] = storedChange{Address: string(c.Address), At: c.At, Old: c.Old, New: c.New}
	}
	text, err := json.Marshal(out)
	return string(text), err
}

func decodeChanges(text string) ([]report.Change, error) {
	var in []storedChange
	if err := json.Unmarshal([]byte(text), &in); err != nil {
		return nil, damaged(err.Error())
	}
	out := make([]report.Change, len(in))
	for i, c := range in {
		out[i] = report.Change{Address: form.Address(c.Address), At: c.At, Old: c.Old, New: c.New}
	}
	return out, nil
}

// splice puts New in the place of Old, At characters into body. One rule does
// for texts and figures: a figure's change begins at 0 and its Old is the
// whole cell. It is false when Old does not stand there.
func splice(body string, c report.Change) (string, bool) {
	start := 0
	for n := c.At; n > 0; n-- {
		if start >= len(body) {
			return "", false
		}
		_, size := utf8.DecodeRuneInString(body[start:])
		start += size
	}
	if !strings.HasPrefix(body[start:], c.Old) {
		return "", false
	}
	return body[:start] + c.New + body[start+len(c.Old):], true
}
