package layout

import (
	"nianbao/app"
	"nianbao/app/form"
)

// Options says what each page carries beside its content.
type Options struct {
	Stamp string // drawn across each page, "" for none
	Foot  string // a small line below the text block, "" for none
}

// looker collects the characters that no font has.
type looker struct {
	metrics Metrics
	found   []app.Place
}

func (l *looker) look(a form.Address, where, text string) {
	at := 0
	for _, c := range text {
		if !Blank(c) && !l.metrics.Has(c) {
			l.found = append(l.found, app.Place{Address: a, Where: where, Rune: c, At: at})
		}
		at++
	}
}

// around looks at what each page carries beside its content.
func (l *looker) around(o Options) {
	l.look("", "印在页面上的字样", o.Stamp)
	l.look("", "页脚", o.Foot)
}

// result is nil or an *app.Unprintable.
func (l *looker) result() error {
	if len(l.found) > 0 {
		return &app.Unprintable{Places: l.found}
	}
	return nil
}
