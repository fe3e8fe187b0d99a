package app_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"nianbao/app"
)

func TestProposedNamesAreTakenByEverySystem(t *testing.T) {
	for name, want := range map[string]string{
		"甲局/乙局2025年.pdf":       "甲局／乙局2025年.pdf",
		`a\b:c*d?e"f<g>h|.nbx`: "a＼b：c＊d？e＂f＜g＞h｜.nbx",
		"甲\n局\t\x00\u202e.pdf": "甲 局.pdf",
		"..\\..\\x.pdf":        "＼..＼x.pdf",
		"甲局. .pdf":             "甲局.pdf",
		" .甲局.json":            "甲局.json",
		"con.pdf":              "_con.pdf",
		"Com1.2025年.pdf":       "_Com1.2025年.pdf",
		"lpt³.pdf":             "_lpt³.pdf",
		"console.pdf":          "console.pdf",
		"COM10.pdf":            "COM10.pdf",
		".pdf":                 "报告.pdf",
		"第1.5版":                "第1.5版",
	} {
		if got := app.FileName(name); got != want {
			t.Errorf("%q became %q, want %q", name, got, want)
		}
	}
	long := app.FileName(strings.Repeat("某某市", 200) + "2025年.pdf")
	if len(long) > 200 || !utf8.ValidString(long) || filepath.Ext(long) != ".pdf" {
		t.Errorf("%d bytes: %s", len(long), long)
	}
	if err := os.WriteFile(filepath.Join(t.TempDir(), long), nil, 0o600); err != nil {
		t.Error(err)
	}
}
