// Command mutants makes small changes to the program, one at a time, and runs
// the tests of the changed package: a change that no test of its own package
// catches survives. The changes stand in changes.txt.
//
//	go run ./ui/acceptance/mutants [-only word,word] [-list]
package main

import (
	"bytes"
	"context"
	_ "embed"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

//go:embed changes.txt
var changes string

// mutant is one small change.
type mutant struct {
	says, file, old, changed string
}

// outcome is what became of a change.
type outcome string

const (
	caught   outcome = "caught"
	there    outcome = "there" // it was only looked for
	survived outcome = "SURVIVED"
	stale    outcome = "NOT FOUND" // the text it changes is there no more, or more than once
	broken   outcome = "DOES NOT BUILD"
)

func main() {
	only := flag.String("only", "", "try only changes whose words or file have one of these words in them, separated by commas")
	list := flag.Bool("list", false, "list the changes and whether their text is there, and try none")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, *only, *list); err != nil {
		fmt.Fprintln(os.Stderr, "mutants:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, only string, list bool) error {
	all, err := parse(changes)
	if err != nil {
		return err
	}
	all = slices.DeleteFunc(all, func(m mutant) bool { return !m.named(only) })
	root := "."
	if !list {
		if root, err = os.MkdirTemp("", "nianbao-mutants-"); err != nil {
			return err
		}
		defer os.RemoveAll(root)
		if err := copyTree(".", root); err != nil {
			return err
		}
	}
	count := map[outcome]int{}
	for i, m := range all {
		began := time.Now()
		got := m.try(ctx, root, list)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		count[got]++
		fmt.Printf("%3d/%d %-14s %s: %s (%.0f s)\n", i+1, len(all), got, m.file, m.says, time.Since(began).Seconds())
	}
	if list {
		fmt.Printf("%d changes: %d can be made, %d not found\n", len(all), count[there], count[stale])
	} else {
		fmt.Printf("%d changes: %d caught, %d survived, %d not found, %d do not build\n", len(all), count[caught], count[survived], count[stale], count[broken])
	}
	if count[survived]+count[stale]+count[broken] > 0 {
		return errors.New("not all were caught")
	}
	return nil
}

// named says whether one of the words is in what the change says or in its file.
func (m mutant) named(words string) bool {
	return slices.ContainsFunc(strings.Split(words, ","), func(w string) bool { return strings.Contains(m.file+" "+m.says, w) })
}

// try makes the change in a copy of the program, runs the tests of the package
// and takes it back. With look it only looks whether the change can be made.
func (m *mutant) try(ctx context.Context, root string, look bool) outcome {
	path, content := m.find(root)
	if path == "" {
		return stale
	}
	if rel, err := filepath.Rel(root, path); err == nil {
		m.file = filepath.ToSlash(rel)
	}
	if look {
		return there
	}
	changed := strings.Replace(content, m.old, m.changed, 1)
	if err := os.WriteFile(path, []byte(changed), 0o600); err != nil {
		return broken
	}
	defer func() { _ = os.WriteFile(path, []byte(content), 0o600) }()
	cmd := exec.CommandContext(ctx, "go", "test", "-count=1", "-vet=off", "-failfast", "-timeout", "5m", ".")
	cmd.Dir = filepath.Dir(path)
	out, err := cmd.CombinedOutput()
	switch {
	case err == nil:
		return survived
	case bytes.Contains(out, []byte("[build failed]")), bytes.Contains(out, []byte("[setup failed]")):
		fmt.Printf("%s\n", out)
		return broken
	}
	return caught
}

// find returns the one file that holds the text once: the file that is named,
// or another one where it has moved to; "" where there is none, or several.
func (m mutant) find(root string) (path, content string) {
	named := filepath.Join(root, filepath.FromSlash(m.file))
	if text, err := os.ReadFile(named); err == nil && strings.Count(string(text), m.old) == 1 {
		return named, string(text)
	}
	found := 0
	_ = filepath.WalkDir(root, func(at string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !isSource(at) {
			return err
		}
		if text, err := os.ReadFile(at); err == nil && strings.Contains(string(text), m.old) {
			found += strings.Count(string(text), m.old)
			path, content = at, string(text)
		}
		return nil
	})
	if found != 1 {
		return "", ""
	}
	return path, content
}

func isSource(path string) bool {
	return strings.HasSuffix(path, ".go") && !strings.HasSuffix(path, "_test.go")
}

// copyTree copies the program, without what is built and what Git keeps.
func copyTree(from, to string) error {
	return filepath.WalkDir(from, func(at string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(from, at)
		if err != nil {
			return err
		}
		if d.IsDir() {
			if rel == ".git" || rel == "build" || rel == "dist" {
				return filepath.SkipDir
			}
			return os.MkdirAll(filepath.Join(to, rel), 0o700)
		}
		if !d.Type().IsRegular() {
			return nil
		}
		content, err := os.ReadFile(at)
		if err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(to, rel), content, 0o600)
	})
}

// parse reads the list of changes.
func parse(text string) ([]mutant, error) {
	var out []mutant
	for block := range strings.SplitSeq(text, "\n\n") {
		var m mutant
		for line := range strings.SplitSeq(strings.Trim(block, "\n"), "\n") {
			switch {
			case line == "", strings.HasPrefix(line, "#"):
			case strings.HasPrefix(line, "-"):
				m.old += line[1:] + "\n"
			case strings.HasPrefix(line, "+"):
				m.changed += line[1:] + "\n"
			case m.says == "":
				m.says = line
			case m.file == "":
				m.file = line
			default:
				return nil, fmt.Errorf("changes.txt: %q is too much", line)
			}
		}
		if m == (mutant{}) {
			continue
		}
		if m.says == "" || m.file == "" || m.old == "" || m.old == m.changed {
			return nil, fmt.Errorf("changes.txt: %q is not whole", block)
		}
		out = append(out, m)
	}
	return out, nil
}
