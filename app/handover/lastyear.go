package handover

import (
	"encoding/json"
	"slices"
	"strings"
	"unicode/utf8"

	"nianbao/app/form"
	"nianbao/app/keys"
	"nianbao/app/report"
	"nianbao/app/signoff"
)

// LastYear is what the workstation of whoever hands a report over holds of the
// unit's report of the year before: the figures that the next reader compares with.
// It stands beside the record and is signed only with the hand-over.
type LastYear struct {
	Year    int           `json:"year"`
	Edition string        `json:"edition"` // of its form
	Stage   signoff.Stage `json:"stage"`   // where it stood there
	Sound   bool          `json:"sound"`   // its record and every signature in it held there
	By      string        `json:"by"`      // name of who had it, "" where nobody was chosen; not signed
	Figures []Figure      `json:"figures"` // those that were typed, by their addresses
}

// Figure is a figure as it is stored: there is one way to write each.
type Figure struct {
	Address form.Address `json:"address"`
	Value   string       `json:"value"`
}

// The bounds of figures of the year before: more than any edition has.
const (
	maxFigures    = 500
	maxFigureText = 64 // bytes, of an address and of a figure
	maxName       = 64 // characters
)

// Digest names the figures in the signature of a hand-over; "" for none.
func (l *LastYear) Digest() keys.Digest {
	if l == nil {
		return ""
	}
	body, _ := json.Marshal(l) // texts and numbers always encode
	return keys.Sum([]byte("nianbao last year\n"), body)
}

// check says why the figures of a year before cannot be of this program, whatever
// form they are of.
func (l *LastYear) check() error {
	if l == nil {
		return nil
	}
	if len(l.Figures) > maxFigures || utf8.RuneCountInString(l.By) > maxName || len(l.Edition) > maxFigureText {
		return ErrTooBig
	}
	if !report.Plain(l.By) || !slices.Contains([]signoff.Stage{signoff.Drafting, signoff.Reviewing, signoff.Approved}, l.Stage) {
		return ErrChanged
	}
	for i, f := range l.Figures {
		if len(f.Address) > maxFigureText || len(f.Value) > maxFigureText {
			return ErrTooBig
		}
		if f.Value == "" || i > 0 && strings.Compare(string(l.Figures[i-1].Address), string(f.Address)) >= 0 {
			return ErrChanged
		}
	}
	return nil
}
