package pdf_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"nianbao/app/handbook"
	"nianbao/assets"
	"nianbao/export/pdf"
)

func shippedManual(t *testing.T) *handbook.Manual {
	t.Helper()
	m, err := handbook.Load(assets.Manual, "manual")
	if err != nil {
		t.Fatal(err)
	}
	m.Version = "1.2.3"
	return m
}

func printedManual(t *testing.T, m *handbook.Manual) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := (pdf.Printer{}).PrintHandbook(context.Background(), m, &b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestEveryTextOfTheManualIsInThePDF reads the PDF again. Page numbers may
// stand within a paragraph, and a picture may stand behind the text it was
// written before.
func TestEveryTextOfTheManualIsInThePDF(t *testing.T) {
	needPdftotext(t)
	m := shippedManual(t)
	got := extract(t, t.TempDir(), printedManual(t, m))
	if !strings.HasPrefix(got, bare(handbook.Title)) || !strings.Contains(got, "1.2.3") {
		t.Errorf("begins with %.60s", got)
	}
	for _, part := range m.Parts {
		if strings.Count(got, bare(part.Title)) != 2 {
			t.Errorf("%s stands there %d times", part.Title, strings.Count(got, bare(part.Title)))
		}
		for _, c := range part.Chapters {
			if strings.Count(got, bare(c.Title)) < 2 { // once in the contents
				t.Errorf("there is no heading %s", c.Title)
			}
			for _, b := range c.Blocks {
				if !strings.Contains(got, bare(b.Text.String())) {
					t.Errorf("%s: %s is not there", c.Title, b.Text)
				}
			}
		}
	}
}

func TestTheManualHasItsBookmarksAndPictures(t *testing.T) {
	m := shippedManual(t)
	data := printedManual(t, m)
	pictures := map[string]bool{}
	for _, at := range m.Places() {
		c := m.Chapter(at)
		if bytes.Count(data, titleOf(c.Title)) != 1 {
			t.Errorf("%s has no bookmark", c.Title)
		}
		for _, b := range c.Blocks {
			if b.Kind == handbook.Picture {
				pictures[b.File] = true
			}
		}
	}
	if n := bytes.Count(data, []byte("/Subtype /Image")); n != len(pictures) {
		t.Errorf("%d pictures, want %d", n, len(pictures))
	}
	if len(data) > 2<<20 {
		t.Errorf("the PDF has %d bytes", len(data))
	}
	for range 3 {
		if !bytes.Equal(data, printedManual(t, m)) {
			t.Fatal("the same manual gives other bytes")
		}
	}
}

// Readers that are strict complain of nothing.
func TestTheManualIsASoundPDF(t *testing.T) {
	if _, err := exec.LookPath("pdfinfo"); err != nil {
		t.Skip("pdfinfo is not installed")
	}
	path := filepath.Join(t.TempDir(), "m.pdf")
	if err := os.WriteFile(path, printedManual(t, shippedManual(t)), 0o644); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("pdfinfo", path).CombinedOutput()
	if err != nil || strings.Contains(string(out), "Error") || strings.Contains(string(out), "Warning") {
		t.Errorf("%v %s", err, out)
	}
}

func TestPrintingTheManualStopsWhenAsked(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	var b bytes.Buffer
	if err := (pdf.Printer{}).PrintHandbook(ctx, shippedManual(t), &b); !errors.Is(err, context.Canceled) || b.Len() > 0 {
		t.Errorf("error %v, %d bytes", err, b.Len())
	}
}
