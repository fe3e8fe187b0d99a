package cli_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"nianbao/app"
	"nianbao/app/apptest"
	"nianbao/assets"
	"nianbao/export"
	"nianbao/export/font"
	"nianbao/export/preview"
	"nianbao/store/sqlite"
	"nianbao/ui/cli"
)

// computer is the program on a computer of its own, with a store in a folder.
type computer struct {
	t       *testing.T
	data    string // the data folder
	files   string // a folder of the person's own
	program *cli.Program
	clock   *apptest.Clock
	windows []cli.WindowOptions // that were opened
	claimed bool                // a window is open on the data folder
	screen  error               // why none can be
}

func newComputer(t *testing.T, clock *apptest.Clock) *computer {
	t.Helper()
	if clock == nil {
		clock = newClock()
	}
	c := &computer{t: t, data: filepath.Join(t.TempDir(), "data"), files: t.TempDir(), clock: clock}
	service := func() (*app.Service, error) {
		return &app.Service{Catalog: apptest.Catalog(t), Exporter: export.All(), LayOut: preview.LayOut, Glyphs: font.Glyphs{}, Now: clock.Now, Cost: apptest.Cheap}, nil
	}
	c.program = &cli.Program{
		Version: "1.2.3", DataDir: c.data, Example: assets.Example, Manual: assets.Manual, Service: service,
		Open: func(dir string) (*app.Service, error) {
			db, err := sqlite.Open(dir)
			if err != nil {
				return nil, err
			}
			s, err := service()
			s.Ports = db.Ports()
			return s, err
		},
		Backups: func(dir string) app.Recovery { return sqlite.CopiesIn(dir) },
		Rescue: func(ctx context.Context, dir, out string) (*app.Rescued, error) {
			return sqlite.Rescue(ctx, dir, out, apptest.Catalog(t))
		},
		Screen: func() error { return c.screen },
		First:  func(string, cli.WindowOptions) (bool, error) { return !c.claimed, nil },
		Window: func(_ *app.Service, o cli.WindowOptions) error { c.windows = append(c.windows, o); return nil },
		Recover: func(string, cli.WindowOptions, error, func() (*app.Service, error)) error {
			return errors.New("asked what to do")
		},
		Problem: func(error) {},
	}
	return c
}

// example reads the bundled example in as a report.
func (c *computer) example() {
	c.t.Helper()
	c.does("import " + c.write("示例.json", string(assets.Example)))
}

// answer is what a command has left behind.
type answer struct {
	code     int
	out, err string
}

// run carries out a command; each password is a line of what it reads.
func (c *computer) run(args []string, passwords ...string) answer {
	c.t.Helper()
	r, w, err := os.Pipe()
	if err != nil {
		c.t.Fatal(err)
	}
	defer r.Close()
	if _, err := io.WriteString(w, strings.Join(append(passwords, ""), "\n")); err != nil {
		c.t.Fatal(err)
	}
	_ = w.Close()
	return c.runWith(r, args)
}

// runWith carries out a command that reads passwords from a file.
func (c *computer) runWith(in *os.File, args []string) answer {
	c.t.Helper()
	var out, said bytes.Buffer
	c.program.Stdin, c.program.Stdout, c.program.Stderr = in, &out, &said
	code := c.program.Run(c.t.Context(), args)
	return answer{code, out.String(), said.String()}
}

// does carries out a command, its words in one text, that must go well.
func (c *computer) does(command string, passwords ...string) answer {
	c.t.Helper()
	a := c.run(strings.Fields(command), passwords...)
	if a.code != cli.Fine {
		c.t.Fatalf("%s: exit code %d\n%s%s", command, a.code, a.out, a.err)
	}
	return a
}

// fails carries out a command that must fail and say some words. Of the date only what
// is about it speaks.
func (c *computer) fails(command, says string, passwords ...string) {
	c.t.Helper()
	a := c.run(strings.Fields(command), passwords...)
	if a.code != cli.Bad || !strings.Contains(a.err, says) || a.out != "" {
		c.t.Errorf("%s: exit code %d, %q, %q; want %d and %q", command, a.code, a.out, a.err, cli.Bad, says)
	}
	if strings.Contains(a.err, "--date-is-right") && !strings.Contains(says, "日期") {
		c.t.Errorf("%s: %q", command, a.err)
	}
}

func (a answer) has(t *testing.T, words ...string) {
	t.Helper()
	for _, w := range words {
		if !strings.Contains(a.out+a.err, w) {
			t.Errorf("no %q in\n%s%s", w, a.out, a.err)
		}
	}
}

// path is a file of the person's.
func (c *computer) path(name string) string { return filepath.Join(c.files, name) }

func (c *computer) write(name, content string) string {
	c.t.Helper()
	if err := os.WriteFile(c.path(name), []byte(content), 0o600); err != nil {
		c.t.Fatal(err)
	}
	return c.path(name)
}

func (c *computer) begins(name, with string) {
	c.t.Helper()
	content, err := os.ReadFile(c.path(name))
	if err != nil || !strings.HasPrefix(string(content), with) {
		c.t.Errorf("%s: %.20q, %v", name, content, err)
	}
}
