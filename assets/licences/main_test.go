package main

import (
	"bytes"
	"errors"
	"os"
	"testing"
)

// The list in the project is the one of what is linked now. Made anew by
// go run ./assets/licences.
func TestTheListIsOfWhatIsLinked(t *testing.T) {
	works, err := worksOf("../..")
	if err != nil {
		t.Error(err)
	}
	want := write(works)
	got, err := os.ReadFile("licences.txt")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(bytes.ReplaceAll(got, []byte("\r\n"), []byte("\n")), want) {
		t.Error("licences.txt is not of what is linked: go run ./assets/licences")
	}
}

func TestALicenceThatAsksMoreIsRefused(t *testing.T) {
	for _, text := range []string{
		"GNU GENERAL PUBLIC LICENSE\n  Version 3, 29 June 2007\n",
		"                   GNU LESSER GENERAL PUBLIC LICENSE\n",
		"Mozilla Public License Version 2.0\n==================================\n",
		"All rights reserved.\n",
		"Dual licensed: GNU General Public License, or\nPermission is hereby granted, free of charge, to any person\nThe above copyright notice and this permission notice shall be included\n",
		"",
	} {
		if kind, err := classify(text); !errors.Is(err, errNotPermissive) {
			t.Errorf("%q passes as %q: %v", text, kind, err)
		}
	}
	if kind, err := classify("Permission is hereby granted,\n free of charge, …\nThe above copyright notice and this permission\nnotice shall be included …"); kind != "MIT" || err != nil {
		t.Errorf("%q, %v", kind, err)
	}
}
