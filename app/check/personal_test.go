package check_test

import (
	"strings"
	"testing"

	"nianbao/app/apptest"
	"nianbao/app/check"
	"nianbao/app/report"
)

// The number itself is not repeated: what is found goes into lists and logs.
func TestNumbersOfIdentityCardsAreFound(t *testing.T) {
	const number = "440524188001010014" // the one that GB 11643 is explained with
	r := report.New(apptest.Catalog(t), "某县教育局", 2025)
	place := r.Form().Sections[0].Fields[0].Address
	find := func(text string) (found []check.Finding) {
		c, err := r.Set(place, text)
		if err != nil {
			t.Fatal(err)
		}
		if err := r.Apply(report.Edit{Changes: []report.Change{c}}); err != nil {
			t.Fatal(err)
		}
		for _, f := range check.Run(r) {
			if f.Rule == "D-PERSON" {
				found = append(found, f)
			}
		}
		return found
	}
	if found := find("受理一件（4405241880010100）。"); len(found) > 0 {
		t.Errorf("sixteen digits: %v", found)
	}
	found := find("受理张某（" + number + "）一件。")
	if len(found) != 1 || found[0].List() != check.Asked || found[0].At != 5 || found[0].Long != 18 || found[0].Cells[0] != place {
		t.Fatalf("%+v", found)
	}
	if says := found[0].Says(); strings.Contains(says, number) || !strings.Contains(says, "身份证号码") {
		t.Error(says)
	}
}
