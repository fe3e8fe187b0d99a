package app_test

import (
	"context"
	"strings"
	"testing"

	"nianbao/app/form"
	"nianbao/app/intake/tables"
)

// The line after a paste counts figures, not blanks, and says what was cleared.
func TestAPasteTellsWhatItFilledAndCleared(t *testing.T) {
	s := open(t, &shelf{})
	set(t, s, "requests.received.business", "7")
	m := &tables.Mapping{}
	for a, raw := range map[form.Address]string{"requests.received.natural_person": "3", "requests.received.business": "", "requests.received.research": ""} {
		m.Cells = append(m.Cells, tables.MappedCell{Cell: s.Report().Form().Cell(a), Raw: raw})
	}
	p, err := s.Paste(context.Background(), m)
	if err != nil {
		t.Fatal(err)
	}
	if p.Filled != 1 || p.Blanks != 2 || p.Cleared != 1 {
		t.Errorf("%+v", p)
	}
	if said := p.Sentence(); !strings.HasPrefix(said, "已粘贴 1 格，另有 2 格为空白（其中 1 格原来有数，已清空，可以撤销）。") {
		t.Errorf("%q", said)
	}
}
