package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
)

// builtIn are works that are linked or bundled and no Go module, with what tools look up
// known faults by. A version that cannot be found out is left out, not guessed.
var builtIn = map[string]component{
	"SQLite":                                {name: "sqlite", version: sqliteVersion, cpe: "sqlite:sqlite"},
	"libgcc, in the program for Windows":    {debian: "gcc-mingw-w64-x86-64"},
	"mingw-w64, in the program for Windows": {debian: "mingw-w64-x86-64-dev"},
	"NSIS, in the installer for Windows and its uninstaller": {debian: "nsis"},
}

// component is how such a work is called elsewhere.
type component struct {
	name    string // in a purl of no registry
	version func() string
	cpe     string // vendor and product
	debian  string // the package of Debian that it comes from
}

// into fills in what is known.
func (c component) into(p *spdxPackage) {
	if c.debian != "" {
		if p.Version = debianVersion(c.debian); p.Version != "" {
			p.Refs = append(p.Refs, reference{"PACKAGE-MANAGER", "purl", "pkg:deb/debian/" + c.debian + "@" + strings.ReplaceAll(p.Version, "+", "%2B")})
		}
		return
	}
	if p.Version = c.version(); p.Version != "" {
		p.Refs = append(p.Refs,
			reference{"PACKAGE-MANAGER", "purl", "pkg:generic/" + c.name + "@" + p.Version},
			reference{"SECURITY", "cpe23Type", "cpe:2.3:a:" + c.cpe + ":" + p.Version + ":*:*:*:*:*:*:*"})
	}
}

// debianVersion is that of a package on the machine that builds; "" where it has none.
func debianVersion(name string) string {
	out, err := exec.Command("dpkg-query", "-W", "-f", "${Version}", name).Output() // #nosec G204 -- a name from above
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(out))
}

var sqliteDefine = regexp.MustCompile(`#define SQLITE_VERSION +"([0-9.]+)"`)

// sqliteVersion is that of the source which the driver brings along.
func sqliteVersion() string {
	dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/mattn/go-sqlite3").Output()
	if err != nil {
		return ""
	}
	text, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(dir)), "sqlite3-binding.h"))
	if err != nil {
		return ""
	}
	if m := sqliteDefine.FindSubmatch(text); m != nil {
		return string(m[1])
	}
	return ""
}

// readable is a text in UTF-8: of one that is not, the odd bytes are taken as Latin-1,
// which some old licences are written in.
func readable(text string) string {
	var out strings.Builder
	for i, r := range text {
		if r == '\uFFFD' && text[i] != 0xEF {
			r = rune(text[i])
		}
		out.WriteRune(r)
	}
	return out.String()
}
