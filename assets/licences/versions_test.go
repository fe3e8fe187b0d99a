package main

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestWhatIsNoModuleHasAVersionToLookUp(t *testing.T) {
	p := packageOf("SQLite", "blessing")
	if !strings.HasPrefix(p.Version, "3.") || len(p.Refs) != 2 || p.Refs[0].Locator != "pkg:generic/sqlite@"+p.Version || !strings.HasPrefix(p.Refs[1].Locator, "cpe:2.3:a:sqlite:sqlite:3.") {
		t.Errorf("%+v", p)
	}
	works, err := others("../..")
	if err != nil {
		t.Fatal(err)
	}
	named := map[string]bool{}
	for _, w := range works {
		named[w.name] = true
	}
	for name := range builtIn {
		if !named[name] {
			t.Errorf("%s is no work of the program", name)
		}
	}
}

func TestTheLicencesAreReadable(t *testing.T) {
	if got := readable("\xa9 张三 \uFFFD"); got != "© 张三 \uFFFD" {
		t.Errorf("%q", got)
	}
	works, err := worksOf("../..")
	if err != nil {
		t.Fatal(err)
	}
	if !utf8.Valid(write(works)) {
		t.Error("the list is not UTF-8")
	}
}
