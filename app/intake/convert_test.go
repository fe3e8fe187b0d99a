package intake_test

import (
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

var convert = flag.Bool("convert", false, "make the documents in testdata anew with LibreOffice")

// TestConvert makes the documents of testdata:
//
//	go test ./app/intake -run TestConvert -convert
func TestConvert(t *testing.T) {
	if !*convert {
		t.Skip("asked for with -convert")
	}
	out, err := filepath.Abs("testdata")
	if err != nil {
		t.Fatal(err)
	}
	run := func(args ...string) {
		t.Helper()
		cmd := exec.Command("soffice", append([]string{"--headless"}, args...)...)
		if said, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%v: %v: %s", args, err, said)
		}
	}
	for _, s := range shapes {
		dir := t.TempDir()
		page := filepath.Join(dir, s.name+".html")
		if err := os.WriteFile(page, []byte(s.asPage(madeUp(t, 2025))), 0o600); err != nil {
			t.Fatal(err)
		}
		run("--convert-to", "odt", "--outdir", dir, page)
		odt := filepath.Join(dir, s.name+".odt")
		for _, kind := range []string{"docx", "doc", "pdf"} {
			if (kind == "doc" || kind == "pdf") && s.name != "paragraphs" && s.name != "blanks" {
				continue // the large ones
			}
			run("--convert-to", kind, "--outdir", out, odt)
		}
		run("--infilter=HTML (StarCalc)", "--convert-to", "xlsx", "--outdir", out, page)
		if s.name == "plain" {
			run("--infilter=HTML (StarCalc)", "--convert-to", "xls", "--outdir", out, page)
		}
	}
}
