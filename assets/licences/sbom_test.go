package main

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"
	"time"
)

func TestTheSBOMHasWhatIsLinked(t *testing.T) {
	works, err := worksOf("../..")
	if err != nil {
		t.Fatal(err)
	}
	made := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	b := sbomOf(works, "1.2.3", made)
	id := regexp.MustCompile(`^SPDXRef-[A-Za-z0-9.-]+$`)
	ids, purls := map[string]bool{b.ID: true}, 0
	for _, p := range b.Packages {
		if ids[p.ID] || !id.MatchString(p.ID) || p.Name == "" || p.Declared == "" || p.Download == "" {
			t.Errorf("%+v", p)
		}
		ids[p.ID] = true
		purls += len(p.Refs)
	}
	if len(b.Relations) != len(b.Packages) || purls < 35 || b.Creation.Created != "2026-01-02T03:04:05Z" || !strings.HasPrefix(b.Namespace, "https://") {
		t.Errorf("%d packages, %d of them modules, %d relations, %+v", len(b.Packages), purls, len(b.Relations), b.Creation)
	}
	for _, r := range b.Relations {
		if !ids[r.Element] || !ids[r.Related] {
			t.Errorf("%+v", r)
		}
	}
	again, err := json.Marshal(sbomOf(works, "1.2.3", made))
	if err != nil {
		t.Fatal(err)
	}
	if first, _ := json.Marshal(b); string(first) != string(again) {
		t.Error("it is another one each time")
	}
	// Each licence of its own has its text.
	for _, p := range b.Packages {
		for _, ref := range regexp.MustCompile(`LicenseRef-[A-Za-z0-9.-]+`).FindAllString(p.Declared, -1) {
			found := false
			for _, e := range b.Extracted {
				found = found || e.ID == ref && e.Text != ""
			}
			if !found {
				t.Errorf("%s of %s has no text", ref, p.Name)
			}
		}
	}
}
