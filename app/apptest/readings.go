package apptest

import (
	"archive/zip"
	"bytes"
	"testing"

	"nianbao/app/form"
	"nianbao/app/report"
)

// Zipped makes a container of parts by their names.
func Zipped(t testing.TB, parts map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for name, text := range parts {
		f, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// Put puts a text, or a figure, into a report.
func Put(t testing.TB, r *report.Report, a form.Address, text string) {
	t.Helper()
	c, err := r.Set(a, text)
	if err == nil {
		err = r.Apply(report.Edit{Changes: []report.Change{c}})
	}
	if err != nil {
		t.Fatal(err)
	}
}
