package report

import (
	"errors"

	"nianbao/app/form"
)

// errSpelling is for a value that reads as a right one, in another spelling than
// the only one it is stored in. Taken in, it would count as another value: no
// change could replace it.
var errSpelling = errors.New("写法不规范")

// CheckStored says why a text cannot stand at an address of a report of any
// edition as this program stores it, nil when it can or when it is blank:
// ErrUnknown for a place that there is not, else why the value is none or is
// spelt in another way. What comes from other hands is held to it.
func CheckStored(catalog *form.Catalog, a form.Address, text string) error {
	place, total := CutSourceTotal(a)
	if !total {
		place = a
	}
	found, err := checkFigure(catalog, place, total, text)
	switch {
	case found || total:
		return err
	case IsNote(a) || isField(catalog, a):
		return nil
	case !knowsMeta(catalog, a):
		return ErrUnknown
	case text == "":
		return nil
	case a == Year:
		return checkYear(text)
	case a == SignedOn:
		_, err := ParseDate(text)
		return err
	}
	return nil
}

// checkFigure holds a text to the cells that editions have at an address: the
// computed ones for a total of a source, else those that are filled in. One that
// takes it will do.
func checkFigure(catalog *form.Catalog, a form.Address, computed bool, text string) (found bool, err error) {
	err = ErrUnknown
	for _, f := range catalog.Editions() {
		c := f.Cell(a)
		if c == nil {
			continue
		}
		if found = true; c.Computed != computed {
			continue
		}
		v, parsed := Parse(c.Kind, text)
		switch {
		case parsed != nil:
			err = parsed
		case v.String() != text:
			err = errSpelling
		default:
			return true, nil
		}
	}
	return found, err
}

// cellOfAny returns the cell of an address in any edition, nil where there is none.
func cellOfAny(catalog *form.Catalog, a form.Address) *form.Cell {
	for _, f := range catalog.Editions() {
		if c := f.Cell(a); c != nil {
			return c
		}
	}
	return nil
}

// isField says whether any edition has a text field at a.
func isField(catalog *form.Catalog, a form.Address) bool {
	for _, f := range catalog.Editions() {
		if f.Field(a) != nil {
			return true
		}
	}
	return false
}
