package uitest

import (
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"unicode"

	"fyne.io/fyne/v2"

	"nianbao/export/font"
	"nianbao/ui/system"
)

// walk calls f for the files below a folder, by their paths.
func walk(t *testing.T, root string, f func(path, content string)) {
	t.Helper()
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		content, err := os.ReadFile(path)
		f(filepath.ToSlash(path), string(content))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// A test that takes the toolkit's app as it comes measures Chinese in whatever
// font the machine has, or in none.
func TestWindowTestsBringTheirFonts(t *testing.T) {
	seen := 0
	walk(t, "..", func(path, content string) {
		if !strings.HasSuffix(path, "_test.go") || strings.HasSuffix(path, "/app_test.go") {
			return
		}
		if strings.Contains(content, "uitest.App(") {
			seen++
		}
		for _, makes := range []string{"test.NewTempApp(", "test.NewApp(", "test.NewAppWithID("} {
			if strings.Contains(content, makes) {
				t.Errorf("%s: %s...) measures text in the machine's fonts, take uitest.App", path, makes)
			}
		}
	})
	if seen < 5 {
		t.Errorf("only %d files have window tests: is this the right folder?", seen)
	}
}

// What the program itself says is drawn with the bundled fonts alone.
func TestTheProgramsWordsAreInTheBundledFonts(t *testing.T) {
	var fonts []*font.File
	for _, r := range []fyne.Resource{regular, bold} {
		f, err := font.Parse(r.Name(), r.Content())
		if err != nil {
			t.Fatal(err)
		}
		fonts = append(fonts, f)
	}
	told := map[rune]bool{}
	look := func(path, content string) {
		if strings.HasSuffix(path, "_test.go") || !strings.Contains(".go .toml .md .json", filepath.Ext(path)) || filepath.Ext(path) == "" {
			return
		}
		for _, r := range content {
			if !unicode.IsPrint(r) || told[r] {
				continue
			}
			for _, f := range fonts {
				if f.Glyph(r) == 0 {
					told[r] = true
					t.Errorf("%s: %q %U is not in %s", path, r, r, f.Name)
				}
			}
		}
	}
	for _, root := range []string{"..", filepath.Join("..", "..", "app"), filepath.Join("..", "..", "assets")} {
		walk(t, root, look)
	}
}

// The two sets of fonts that the Makefile runs the window tests with.
func TestChineseIsMeasuredInTheBundledFont(t *testing.T) {
	App(t)
	for _, style := range []fyne.TextStyle{{}, {Bold: true}} {
		if got := fyne.MeasureText("国", 1000, style).Width; got != 1000 {
			t.Errorf("a Chinese character of 1000 is %v wide", got)
		}
	}
}

// What lies on the clipboard of the machine is another program's, such as another
// test's that runs beside this one.
func TestTheClipboardOfTheMachineIsNotRead(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("there the clipboard is that of the session")
	}
	dir := t.TempDir()
	program := "#!/bin/sh\necho '<p>another program</p>'\n"
	if err := os.WriteFile(filepath.Join(dir, "xclip"), []byte(program), 0o700); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", dir+string(os.PathListSeparator)+os.Getenv("PATH"))
	t.Setenv("WAYLAND_DISPLAY", "")
	t.Setenv("DISPLAY", ":99")
	if page := system.HTMLOnClipboard(t.Context()); len(page) == 0 {
		t.Fatal("the program that is asked for the clipboard is not found")
	}
	App(t)
	if page := system.HTMLOnClipboard(t.Context()); len(page) > 0 {
		t.Errorf("%s", page)
	}
}
