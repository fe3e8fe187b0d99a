package widgets

import (
	"encoding/json"
	"time"

	"nianbao/app"
)

// storeAfter is how long after its first key that is not stored something typed
// is stored, whether or not the typing goes on.
const storeAfter = 600 * time.Millisecond

// Storing stores what is being typed: every field that can be written in for
// longer than a moment tells one of each key.
type Storing struct {
	w     Host
	store func()
	due   bool
}

// NewStoring returns one that calls store, on the main goroutine.
func NewStoring(w Host, store func()) *Storing { return &Storing{w: w, store: store} }

// Typed says that something differs from what is stored.
func (s *Storing) Typed() {
	if s.due {
		return
	}
	s.due = true
	s.w.Later(storeAfter, func() {
		s.due = false
		s.store()
	})
}

// Now stores what is due to be stored.
func (s *Storing) Now() {
	if s.due {
		s.store()
	}
}

// StoreTyped stores what is being typed into a dialog.
func StoreTyped(w Host) {
	if e, ok := w.Window().Canvas().Focused().(*NoteEntry); ok && e.storing != nil {
		e.storing.Now()
	}
}

// unfinished is a text that was being written in a dialog, and which one. There
// is one at most, as there is one such dialog.
type unfinished struct {
	Place string `json:"place"`
	Text  string `json:"text"`
}

func readUnfinished(w Host) (u unfinished) {
	if raw := Setting(w, app.SettingUnfinished); raw != "" && json.Unmarshal([]byte(raw), &u) != nil {
		return unfinished{}
	}
	return u
}

// keepUnfinished stores it, the zero one for none.
func keepUnfinished(w Host, u unfinished) {
	value := ""
	if u != (unfinished{}) {
		raw, _ := json.Marshal(u) // texts always encode
		value = string(raw)
	}
	KeepSetting(w, app.SettingUnfinished, value)
}
