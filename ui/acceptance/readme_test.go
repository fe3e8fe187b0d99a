package acceptance

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestREADMENamesTestsThatExist holds the table of what proves what against the
// tests of the project, and the map of folders against the folders.
func TestREADMENamesTestsThatExist(t *testing.T) {
	const root = "../.."
	content, err := os.ReadFile(filepath.Join(root, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	readme := string(content)
	tests := testsOfTheProject(t, root)
	named := regexp.MustCompile("`(Test\\w+)`").FindAllStringSubmatch(readme, -1)
	if len(named) < 20 {
		t.Errorf("only %d tests are named", len(named))
	}
	for _, m := range named {
		if !slices.Contains(tests, m[1]) {
			t.Errorf("there is no %s", m[1])
		}
	}
	_, rest, _ := strings.Cut(readme, "## For builders")
	_, rest, _ = strings.Cut(rest, "```\n")
	shown, _, _ := strings.Cut(rest, "```")
	checkMap(t, root, shown)
}

// TestTheThreatModelNamesTestsThatExist holds the page for the IT department to the
// tests that it names.
func TestTheThreatModelNamesTestsThatExist(t *testing.T) {
	content, err := os.ReadFile("../../assets/manual/3-it.md")
	if err != nil {
		t.Fatal(err)
	}
	_, page, _ := strings.Cut(string(content), "## 谁可能做什么，什么挡得住")
	page, _, _ = strings.Cut(page, "\n挡不住的")
	tests, lines := testsOfTheProject(t, "../.."), 0
	for line := range strings.Lines(page) {
		if !strings.HasPrefix(line, "- ") {
			continue
		}
		named := regexp.MustCompile(`Test\w+`).FindAllString(line, -1)
		if lines++; len(named) == 0 {
			t.Errorf("no test: %s", line)
		}
		for _, name := range named {
			if !slices.Contains(tests, name) {
				t.Errorf("there is no %s", name)
			}
		}
	}
	if lines < 10 {
		t.Errorf("only %d lines", lines)
	}
}

// testsOfTheProject are the names of all tests.
func testsOfTheProject(t *testing.T, root string) (tests []string) {
	t.Helper()
	err := filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
		if err == nil && e.IsDir() && slices.Contains([]string{".git", "build", "dist"}, e.Name()) {
			return fs.SkipDir
		}
		if err != nil || !strings.HasSuffix(path, "_test.go") {
			return err
		}
		source, err := os.ReadFile(path)
		for _, m := range regexp.MustCompile(`(?m)^func (Test\w+)\(`).FindAllStringSubmatch(string(source), -1) {
			tests = append(tests, m[1])
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return tests
}

// checkMap looks for every folder of the map; a line that is indented lies in
// the folder above it.
func checkMap(t *testing.T, root, shown string) {
	t.Helper()
	line := regexp.MustCompile(`^( *)([a-z]+)/((?:[a-z]+/)?)(?:  |\n)`)
	above, folders := "", 0
	for l := range strings.Lines(shown) {
		m := line.FindStringSubmatch(l)
		if m == nil {
			continue
		}
		path := filepath.Join(m[2], m[3])
		if m[1] == "" {
			above = m[2]
		} else {
			path = filepath.Join(above, path)
		}
		folders++
		if info, err := os.Stat(filepath.Join(root, path)); err != nil || !info.IsDir() {
			t.Errorf("the map has %s, which is not there", path)
		}
	}
	if folders < 20 {
		t.Errorf("the map has only %d folders", folders)
	}
}
