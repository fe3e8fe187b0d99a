// Package pages holds what all printed documents have in common; each kind of
// document is a package below it.
package pages

import (
	"nianbao/app"
	"nianbao/app/form"
	"nianbao/export/text"
	"nianbao/export/typeset"
)

// Options says what each page carries beside its content.
type Options struct {
	Watermark string // drawn across each page, "" for none
	Footer    string // a small line below the text block, "" for none
}

// GlyphChecker collects the characters that no font has.
type GlyphChecker struct {
	Metrics typeset.Metrics
	found   []app.Place
}

// Check looks at a text that stands at an address, "" for none; where is what a
// person calls it.
func (l *GlyphChecker) Check(a form.Address, where, content string) {
	at := 0
	for _, c := range content {
		if !text.Blank(c) && !l.Metrics.Has(c) {
			l.found = append(l.found, app.Place{Address: a, Where: where, Rune: c, At: at})
		}
		at++
	}
}

// CheckAround looks at what each page carries beside its content.
func (l *GlyphChecker) CheckAround(o Options) {
	l.Check("", "印在页面上的字样", o.Watermark)
	l.Check("", "页脚", o.Footer)
}

// Err is nil or an *app.Unprintable.
func (l *GlyphChecker) Err() error {
	if len(l.found) > 0 {
		return &app.Unprintable{Places: l.found}
	}
	return nil
}
