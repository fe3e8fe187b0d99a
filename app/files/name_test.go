package files_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"nianbao/app/files"
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
		if got := files.Name(name); got != want {
			t.Errorf("%q became %q, want %q", name, got, want)
		}
	}
	long := files.Name(strings.Repeat("某某市", 200) + "2025年.pdf")
	if len(long) > 200 || !utf8.ValidString(long) || filepath.Ext(long) != ".pdf" {
		t.Errorf("%d bytes: %s", len(long), long)
	}
	if err := os.WriteFile(filepath.Join(t.TempDir(), long), nil, 0o600); err != nil {
		t.Error(err)
	}
}

// However long the title, and whatever stands in it, a name says what the file
// is, and every system takes it.
func TestALongNameKeepsWhatItSays(t *testing.T) {
	name := files.NameSaying(strings.Repeat("某某市", 200)+". ", "待李四/王五审核", ".nbx")
	if len(name) > 200 || !utf8.ValidString(name) || !strings.HasSuffix(name, "（待李四／王五审核）.nbx") {
		t.Errorf("%d bytes: %s", len(name), name)
	}
	if name := files.NameSaying("CON", strings.Repeat("长", 200), ".pdf"); len(name) > 200 || !strings.HasPrefix(name, "_CON（长") || !strings.HasSuffix(name, "长）.pdf") {
		t.Errorf("%d bytes: %s", len(name), name)
	}
}

func TestAFreeNameIsTakenByNothing(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "报告（草稿 1月12日 9时）.pdf")
	for _, want := range []string{"报告（草稿 1月12日 9时）.pdf", "报告（草稿 1月12日 9时）（2）.pdf", "报告（草稿 1月12日 9时）（3）.pdf"} {
		free := files.Free(path)
		if filepath.Base(free) != want {
			t.Errorf("%s, want %s", filepath.Base(free), want)
		}
		if err := os.WriteFile(free, nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}
