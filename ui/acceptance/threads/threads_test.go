package threads

import (
	"fmt"
	"go/token"
	"os"
	"strings"
	"testing"
)

func TestNothingTouchesTheWindowFromAnotherGoroutine(t *testing.T) {
	p, err := Load("../../..", ".", "./ui/shell", "./ui/drafts", "./ui/editor", "./ui/review", "./ui/exchange", "./ui/office", "./ui/handbook", "./ui/importing", "./ui/opened", "./ui/preview", "./ui/arrivals", "./ui/calendar", "./ui/lastyear", "./ui/look", "./ui/menus", "./ui/register", "./ui/collection", "./ui/widgets", "./ui/grid", "./ui/prose", "./ui/system")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range Check(p) {
		t.Error(f)
	}
}

// Every line of the planted faults that says "away" is found as often as it
// says so, and no other.
func TestPlantedFaultsAreFound(t *testing.T) {
	p, err := Load("testdata/planted", ".")
	if err != nil {
		t.Fatal(err)
	}
	found := map[int]int{}
	for _, f := range Check(p) {
		t.Log(f)
		found[f.At.Line]++
	}
	content, err := os.ReadFile("testdata/planted/planted.go")
	if err != nil {
		t.Fatal(err)
	}
	planted := 0
	for i, line := range strings.Split(string(content), "\n") {
		_, says, _ := strings.Cut(line, "//")
		want := strings.Count(says, "away")
		planted += want
		if found[i+1] != want {
			t.Errorf("%d found, %d planted: %s", found[i+1], want, strings.TrimSpace(line))
		}
	}
	if planted < 10 {
		t.Errorf("only %d faults are planted", planted)
	}
}

func TestAFindingSaysWhereItIsAndWhereFrom(t *testing.T) {
	f := Finding{token.Position{Filename: "a.go", Line: 3, Column: 1}, "widget.Label.SetText", token.Position{Filename: "b.go", Line: 4, Column: 2}}
	if got := fmt.Sprint(f); got != "a.go:3:1: widget.Label.SetText is reached from the goroutine started at b.go:4:2" {
		t.Error(got)
	}
}
