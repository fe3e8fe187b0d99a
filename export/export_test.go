package export

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"nianbao/app"
	"nianbao/app/form"
	"nianbao/app/report"
	"nianbao/assets"
	"nianbao/export/outline"
)

// plain is a made-up format, as whoever adds one would write it: a report as
// lines of text.
var plain = app.Format{
	ID: "text", Name: "纯文本", Extension: ".txt", Kinds: []app.DocumentKind{app.ReportDocument},
	Write: func(_ context.Context, d app.Document, o app.PrintOptions, w io.Writer) error {
		if strings.Contains(o.Footer, "x") {
			return errors.New("refused")
		}
		for _, b := range outline.Of(d.Report) {
			if _, err := fmt.Fprintln(w, b.Text); err != nil {
				return err
			}
		}
		return nil
	},
}

// desk is a service that writes the formats of the program, and one more.
func desk(t *testing.T) (*app.Service, *report.Report) {
	t.Helper()
	c, err := form.Load(assets.Forms, "forms")
	if err != nil {
		t.Fatal(err)
	}
	formats := All()
	if err := formats.Register(plain); err != nil {
		t.Fatal(err)
	}
	return &app.Service{Catalog: c, Exporter: formats}, report.New(c, "东海市人民政府", 2025)
}

func TestOneRegistrationMakesAFormat(t *testing.T) {
	d, r := desk(t)
	dir := t.TempDir()
	for name, want := range map[string]string{
		"a.txt": "东海市人民政府2025年政府信息公开工作年度报告\n", "a.TXT": "东海市", "a.pdf": "%PDF-", "a": "%PDF-", "a.doc": "%PDF-",
	} {
		path := filepath.Join(dir, name)
		if err := d.Export(t.Context(), app.PrintJobOf(r), path); err != nil {
			t.Fatal(err)
		}
		if got, err := os.ReadFile(path); err != nil || !strings.HasPrefix(string(got), want) {
			t.Errorf("%s begins with %.40q, %v", name, got, err)
		}
	}
	// What a format does not write is written as before.
	path := filepath.Join(dir, "form.txt")
	if err := d.ExportSignOffForm(t.Context(), &app.SignOffForm{Unit: "东海市人民政府", Year: 2025}, path); err != nil {
		t.Fatal(err)
	}
	if got, err := os.ReadFile(path); err != nil || !strings.HasPrefix(string(got), "%PDF-") {
		t.Errorf("a sign-off form begins with %.40q, %v", got, err)
	}
	var names []string
	for _, f := range d.Formats(app.ReportDocument) {
		names = append(names, f.Name)
	}
	if strings.Join(names, "|") != "PDF|纯文本" || len(d.Formats(app.HandbookDocument)) != 1 {
		t.Errorf("formats of a report: %q", names)
	}
}

func TestWhatCannotBeWrittenLeavesNoTrace(t *testing.T) {
	d, r := desk(t)
	path := filepath.Join(t.TempDir(), "a.txt")
	if err := d.Export(t.Context(), app.PrintJob{Report: r, Footer: "x"}, path); err == nil {
		t.Error("no error")
	}
	if _, err := os.Stat(path); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("there is a file: %v", err)
	}
	d.Exporter = Of()
	if err := d.Export(t.Context(), app.PrintJobOf(r), path); err == nil {
		t.Error("written in no format")
	}
}

func TestTheRegistryRefusesWhatIsNoFormatOfItsOwn(t *testing.T) {
	r := All()
	same, incomplete := plain, plain
	same.Extension, incomplete.Write = ".pdf", nil
	for _, f := range []app.Format{same, incomplete, {}, r.Formats()[0]} {
		if err := r.Register(f); err == nil {
			t.Errorf("%q is registered", f.ID)
		}
	}
	if f, ok := r.ByID("pdf"); !ok || f.Name != "PDF" || f.Extension != ".pdf" || len(f.Kinds) != 5 {
		t.Errorf("PDF is %+v", f)
	}
	if _, ok := r.ByID("text"); ok {
		t.Error("there is a format that nobody registered")
	}
	defer func() {
		if recover() == nil {
			t.Error("two formats of one id stand side by side")
		}
	}()
	Of(plain, plain)
}
