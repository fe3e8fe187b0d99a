package acceptance

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"nianbao/assets"
)

// networking are the packages of Go that connections are opened with.
var networking = regexp.MustCompile(`^(net|net/http(/.*)?|net/rpc(/.*)?|net/smtp|log/syslog|crypto/tls)$`)

// networkers are the works of others that import one of these, and for what, though
// nothing of ours asks them for a connection. A new one is looked at before it stands here.
var networkers = map[string]string{
	"fyne.io/fyne/v2":                              "LoadResourceFromURLString, which asks calls forbids",
	"fyne.io/fyne/v2/internal/repository":          "reads what has an address that begins with http, and none is given",
	"fyne.io/fyne/v2/storage/repository":           "takes addresses apart",
	"github.com/godbus/dbus/v5":                    "the desktop's own bus, over a socket of files",
	"github.com/google/uuid":                       "the machine's number for identifiers by time, which are not asked for",
	"golang.org/x/sys/windows":                     "types of addresses",
	"github.com/tetratelabs/wazero":                "sockets of what runs within it, which is given none",
	"github.com/tetratelabs/wazero/internal/sock":  "the same",
	"github.com/tetratelabs/wazero/internal/sys":   "the same",
	"github.com/tetratelabs/wazero/internal/sysfs": "the same",
}

// asks are calls that open a connection without a package of networking.
var asks = regexp.MustCompile(`^(LoadResourceFromURL(String)?|ParseURI|NewURI|OpenURL|Socket|Socketpair|Connect|Bind|Listen|WSA\w+|Dial(Context|Timeout|TCP|UDP|IP)?)$`)

// libraries of Windows that go over the network.
var netLibraries = regexp.MustCompile(`(?i)^(ws2_32|wsock32|winhttp|wininet|urlmon|rasapi32)(\.dll)?$`)

// Nothing of the program's own imports what connections are opened with or calls it in
// another way, and what others do is known by name.
func TestNothingOfTheProgramAsksForANetwork(t *testing.T) {
	seen := map[string]bool{}
	for _, system := range []string{"linux", "windows"} {
		for _, p := range linkedFor(t, system) {
			if p.own {
				looksLocal(t, p)
			}
			if !slices.ContainsFunc(p.imports, networking.MatchString) {
				continue
			}
			if seen[p.path] = true; networkers[p.path] == "" {
				t.Errorf("%s imports %v: nobody has looked at what it does there", p.path, p.imports)
			}
		}
	}
	for _, path := range slices.Sorted(maps.Keys(networkers)) {
		if !seen[path] {
			t.Errorf("%s is not linked any more", path)
		}
	}
}

// linkedPackage is one that is linked into the program.
type linkedPackage struct {
	path    string
	own     bool     // of this project
	files   []string // its source, for one system
	imports []string
}

// linkedFor lists what is linked into the programs for a system, without what is Go's own.
func linkedFor(t *testing.T, system string) (packages []linkedPackage) {
	t.Helper()
	targets := []string{"nianbao"}
	if system == "windows" {
		targets = append(targets, "nianbao/ui/cli/console")
	}
	cmd := exec.Command("go", append([]string{
		"list", "-deps", "-tags", tags(), "-f",
		`{{if not .Standard}}{{.ImportPath}}|{{.Module.Main}}|{{$d := .Dir}}{{range .GoFiles}}{{$d}}/{{.}} {{end}}{{range .CgoFiles}}{{$d}}/{{.}} {{end}}|{{join .Imports " "}}{{end}}`,
	}, targets...)...)
	cmd.Env = append(os.Environ(), "GOOS="+system, "GOARCH=amd64", "CGO_ENABLED=1")
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(out)) {
		if parts := strings.Split(strings.TrimSpace(line), "|"); len(parts) == 4 {
			packages = append(packages, linkedPackage{parts[0], parts[1] == "true", strings.Fields(parts[2]), strings.Fields(parts[3])})
		}
	}
	if len(packages) < 100 {
		t.Fatalf("only %d packages for %s", len(packages), system)
	}
	return packages
}

// looksLocal reads the source of a package of the program's own.
func looksLocal(t *testing.T, p linkedPackage) {
	t.Helper()
	for _, path := range p.files {
		f, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CallExpr:
				if called, ok := n.Fun.(*ast.SelectorExpr); ok && asks.MatchString(called.Sel.Name) {
					t.Errorf("%s calls %s", path, called.Sel.Name)
				}
			case *ast.BasicLit:
				if text, err := strconv.Unquote(n.Value); err == nil && netLibraries.MatchString(text) {
					t.Errorf("%s loads %s", path, text)
				}
			}
			return true
		})
	}
}

// sockets are the kinds of sockets that a process and those it starts have made.
func sockets(t *testing.T, trace string) map[string]int {
	t.Helper()
	content, err := os.ReadFile(trace)
	if err != nil {
		t.Fatal(err)
	}
	made := map[string]int{}
	for _, m := range regexp.MustCompile(`\bsocket\((\w+)`).FindAllStringSubmatch(string(content), -1) {
		made[m[1]]++
	}
	return made
}

// traced makes of a command one whose calls of the network are written to a file.
func traced(t *testing.T, cmd *exec.Cmd) (file string) {
	t.Helper()
	strace, err := exec.LookPath("strace")
	if err != nil {
		t.Skip("no strace: what the program asks the system for is not seen")
	}
	file = filepath.Join(t.TempDir(), "trace")
	options := []string{strace, "-D", "-f", "-e", "trace=network", "-o", file}
	if out, err := exec.Command(strace, append(options[1:], "true")...).CombinedOutput(); err != nil {
		t.Skipf("nobody may be watched here: %v %s", err, out)
	}
	cmd.Path, cmd.Args = strace, append(options, cmd.Args...)
	return file
}

// The window at work and every kind of command make no socket but those of files, over
// which the display and the desktop are spoken to: seen from the system, not the source.
func TestTheRunningProgramOpensNoConnection(t *testing.T) {
	data, out := dataDir(t), t.TempDir()
	example := file(t, "example.json", string(assets.Example))
	for _, line := range [][]string{
		{"import", example},
		{"list"},
		{"check", "1"},
		{"export", "1", "--out", filepath.Join(out, "a.pdf")},
		{"backup"},
		{"doctor"},
		{"manual", "--out", filepath.Join(out, "m.pdf")},
	} {
		cmd := exec.Command(program, append(line, "--data-dir", data)...)
		trace := traced(t, cmd)
		if said, err := cmd.CombinedOutput(); err != nil && line[0] != "doctor" {
			t.Fatalf("%v: %v %s", line, err, said)
		}
		onlyFiles(t, fmt.Sprint(line), trace, 0)
	}
	cmd := screenCommand(t, data, "--report", "1")
	trace := traced(t, cmd)
	s := startScreen(t, data, "--pid", cmd)
	s.keys("ctrl+2")
	s.types("7")
	s.keys("Return", "F1", "Escape", "Escape", "ctrl+s")
	s.waitSaved(1)
	s.close()
	onlyFiles(t, "the window", trace, 1) // that of the display, or nothing was seen
}

func onlyFiles(t *testing.T, who, trace string, least int) {
	t.Helper()
	made := sockets(t, trace)
	if made["AF_UNIX"] < least {
		t.Errorf("%s: %v", who, made)
	}
	delete(made, "AF_UNIX")
	if len(made) > 0 {
		t.Errorf("%s makes sockets %v", who, made)
	}
}
