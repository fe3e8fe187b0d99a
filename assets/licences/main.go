// Command licences writes licences.txt: what is linked into the program beside
// its own code and under which licence, with the texts, as those licences ask.
// A licence that is not known to be permissive is an error.
//
//	go run ./assets/licences
//
// With -sbom FILE it writes the same as a list in SPDX 2.3, which is JSON, for those
// who look after what is installed: VERSION is that of the program, and
// SOURCE_DATE_EPOCH when it was made.
//
//	VERSION=1.0 go run ./assets/licences -sbom nianbao.spdx.json
package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

const target = "assets/licences/licences.txt"

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "licences:", err)
		os.Exit(1)
	}
}

func run() error {
	root, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}").Output()
	if err != nil {
		return fmt.Errorf("find the project: %w", err)
	}
	dir := strings.TrimSpace(string(root))
	works, err := worksOf(dir)
	if err != nil {
		return err
	}
	if len(os.Args) == 3 && os.Args[1] == "-sbom" {
		return writeSBOM(os.Args[2], works)
	}
	return os.WriteFile(filepath.Join(dir, filepath.FromSlash(target)), write(works), 0o644) // #nosec G306 -- goes into the project
}

// A work is something of others that goes into the program.
type work struct {
	name  string // module path and version, or what else it is called
	where string // the file of the licence, below it
	text  string
	kind  string // the licence's short name
}

// worksOf returns all that goes into the program. The project is in the folder root.
func worksOf(root string) ([]work, error) {
	modules, err := linked(root)
	if err != nil {
		return nil, err
	}
	var works []work
	for _, name := range slices.Sorted(maps.Keys(modules)) {
		found, err := modules[name].licences()
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		works = append(works, found...)
	}
	own, err := others(root)
	if err != nil {
		return nil, err
	}
	works = append(works, own...)
	var bad error
	for i := range works {
		w := &works[i]
		w.text = readable(w.text)
		if w.kind, err = classify(w.text); err != nil {
			bad = errors.Join(bad, fmt.Errorf("%s, %s: %w", w.name, w.where, err))
		}
	}
	return works, bad
}

// A module is what is linked of one: its folder and those of its packages.
type module struct {
	name     string
	dir      string
	packages map[string]bool
}

// linked asks the go command what goes into the programs for Linux and Windows.
func linked(root string) (map[string]*module, error) {
	out := map[string]*module{}
	for _, system := range []string{"linux", "windows"} {
		cmd := exec.Command("go", "list", "-deps", "-tags", "migrated_fynedo", "-f",
			"{{with .Module}}{{if not .Main}}{{.Path}} {{.Version}}\t{{.Dir}}\t{{$.Dir}}{{end}}{{end}}", ".", "./ui/cli/...")
		cmd.Dir = root
		cmd.Env = append(os.Environ(), "GOOS="+system, "GOARCH=amd64", "CGO_ENABLED=1")
		cmd.Stderr = os.Stderr
		lines, err := cmd.Output()
		if err != nil {
			return nil, fmt.Errorf("list what is linked for %s: %w", system, err)
		}
		for line := range strings.Lines(string(lines)) {
			parts := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
			if len(parts) != 3 {
				continue // a package of Go's own, or of the project
			}
			m := out[parts[0]]
			if m == nil {
				m = &module{parts[0], parts[1], map[string]bool{}}
				out[m.name] = m
			}
			m.packages[parts[2]] = true
		}
	}
	return out, nil
}

var (
	licenceName = regexp.MustCompile(`(?i)^(un)?(licen[cs]e|copying|notice)([-_.].*)?$`)
	notProse    = regexp.MustCompile(`(?i)\.(go|ya?ml|png|svg)$`)
)

// licences returns the licences of what is linked of a module: those at its
// root, beside the linked packages, and with what these hold of C and data.
func (m *module) licences() ([]work, error) {
	var out []work
	err := filepath.WalkDir(m.dir, func(file string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if d.Name() == "testdata" || strings.HasPrefix(d.Name(), "_") || d.Name() == ".github" {
				return filepath.SkipDir
			}
			return nil
		}
		if !licenceName.MatchString(d.Name()) || notProse.MatchString(d.Name()) || !m.holds(filepath.Dir(file)) {
			return nil
		}
		text, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(m.dir, file)
		out = append(out, work{name: m.name, where: filepath.ToSlash(rel), text: string(text)})
		return err
	})
	if err == nil && len(out) == 0 {
		err = errors.New("no licence found")
	}
	return out, err
}

// holds says whether a folder of the module belongs to what is linked: a folder
// of Go that is not linked does not.
func (m *module) holds(dir string) bool {
	if dir == m.dir || m.packages[dir] {
		return true
	}
	source, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil || len(source) > 0 {
		return false
	}
	for up := filepath.Dir(dir); len(up) >= len(m.dir); up = filepath.Dir(up) {
		if m.packages[up] {
			return true
		}
	}
	return false
}

// others returns what is linked or bundled and no module.
func others(root string) ([]work, error) {
	out := []work{
		{name: "SQLite", where: "sqlite3.c", text: "The author disclaims copyright to this source code: SQLite is in the public domain.\n"},
		{name: "libgcc, in the program for Windows", where: "libgcc.a", text: "Under the GNU General Public License, version 3, with the GCC Runtime Library Exception,\n" +
			"version 3.1, which lets a program made by the compiler be under any terms.\n"},
		{name: "mingw-w64, in the program for Windows", where: "crt2.o", text: "This file has no copyright assigned and is placed in the Public Domain;\n" +
			"see DISCLAIMER.PD within the mingw-w64 runtime package.\n"},
		{name: "NSIS, in the installer for Windows and its uninstaller", where: "exehead", text: nsis},
	}
	goRoot, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		return nil, fmt.Errorf("find Go: %w", err)
	}
	files := []struct{ name, file string }{{"Go", filepath.Join(strings.TrimSpace(string(goRoot)), "LICENSE")}}
	files = append(files, struct{ name, file string }{"Unicode Character Database, in app/intake/simplify/characters.txt", filepath.Join(root, "assets", "licences", "unicode.txt")})
	for _, font := range []string{"sans", "serif", "kai"} {
		files = append(files, struct{ name, file string }{"assets/fonts/" + font + "-*.ttf", filepath.Join(root, "assets", "fonts", "OFL-"+font+".txt")})
	}
	within, err := filepath.Glob(filepath.Join(root, "assets", "licences", "pdfium", "*.txt"))
	if err != nil || len(within) == 0 {
		return nil, fmt.Errorf("licences of what PDFium is made of: %d files, %w", len(within), err)
	}
	for _, file := range within {
		files = append(files, struct{ name, file string }{"PDFium, within go-pdfium: " + strings.TrimSuffix(filepath.Base(file), ".txt"), file})
	}
	for _, f := range files {
		text, err := os.ReadFile(f.file)
		if err != nil {
			return nil, err
		}
		out = append(out, work{name: f.name, where: filepath.Base(f.file), text: string(text)})
	}
	return out, nil
}

// nsis is the licence of the program that unpacks what the installer holds. Its
// module for LZMA has an exception that asks nothing of installers.
const nsis = `Copyright (C) 1999-2023 Contributors

This software is provided 'as-is', without any express or implied warranty. In no
event will the authors be held liable for any damages arising from the use of this
software. Permission is granted to anyone to use this software for any purpose,
including commercial applications, and to alter it and redistribute it freely, subject
to the following restrictions: the origin of this software must not be misrepresented;
altered source versions must be plainly marked as such; this notice may not be removed
or altered from any distribution.

LZMA compression module: Common Public License version 1.0, with the special exception
that code linked from it into installers is not subject to that license.
`

// errNotPermissive is said of a licence that may ask more than its text to be
// passed on. Such a work does not go into the program before somebody has read
// it and says here why it may.
var errNotPermissive = errors.New("not known to be a permissive licence")

// Each known licence, and words that only it has all of. The order matters where
// one holds the words of another.
var known = []struct {
	kind  string
	words []string
}{
	{"GPL-3.0-or-later WITH GCC-exception-3.1", []string{"GCC Runtime Library Exception"}},          // asks nothing of what a compiler made
	{"Unicode-3.0", []string{"UNICODE LICENSE V3", "Permission is hereby granted, free of charge"}}, // names others for files that are not linked
	{"FTL", []string{"The FreeType Project LICENSE", "sublicense the FreeType Project"}},
	{"Apache-2.0 WITH LLVM-exception", []string{"Apache License v2.0 with LLVM Exceptions"}},
	{"AGG-2.3", []string{"Anti-Grain Geometry - Version 2.3", "Permission to copy, use, modify, sell and distribute"}},
	{"IJG", []string{"this software is based in part on the work of the Independent JPEG Group", "Permission is hereby granted to use, copy, modify, and distribute this software"}},
	{"", []string{"GNU GENERAL PUBLIC LICENSE"}}, // and the lesser and the Affero one, which name it
	{"", []string{"GNU LESSER GENERAL PUBLIC LICENSE"}},
	{"", []string{"GNU AFFERO GENERAL PUBLIC LICENSE"}},
	{"", []string{"Mozilla Public License"}},
	{"OFL-1.1", []string{"SIL OPEN FONT LICENSE Version 1.1"}},
	{"Bitstream-Vera", []string{"Bitstream Vera is a trademark of Bitstream", "Permission is hereby granted, free of charge"}},
	{"Apache-2.0", []string{"Apache License Version 2.0"}},
	{"Apache-2.0", []string{"Copyright 2020-2023 wazero authors"}},
	{"Unicode-DFS-2016", []string{"UNICODE, INC. LICENSE AGREEMENT", "Permission is hereby granted, free of charge"}},
	{"zlib", []string{"provided 'as-is'", "altered source versions"}},
	{"ISC", []string{"Permission to use, copy, modify, and/or distribute this software for any purpose"}},
	{"ISC", []string{"Permission to use, copy, modify, and distribute this software for any purpose"}},
	{"MIT", []string{"Permission is hereby granted, free of charge", "The above copyright notice and this permission notice shall be included"}},
	{"BSD-3-Clause", []string{"Redistribution and use in source and binary forms", "endorse or promote products"}},
	{"BSD-2-Clause", []string{"Redistribution and use in source and binary forms"}},
	{"public domain", []string{"disclaims copyright to this source code"}},
	{"public domain", []string{"placed in the Public Domain"}},
}

// classify returns the short name of a licence, or an error when it is not one
// of the permissive ones.
func classify(text string) (string, error) {
	plain := strings.ToLower(strings.Join(strings.Fields(text), " "))
	for _, k := range known {
		all := true
		for _, w := range k.words {
			all = all && strings.Contains(plain, strings.ToLower(w))
		}
		if all && k.kind != "" {
			return k.kind, nil
		}
		if all {
			break
		}
	}
	return "", errNotPermissive
}

const head = `年报通中用到的他人的作品，以及它们的许可证
Works of others in this program, and their licences

本程序自己的代码按木兰宽松许可证第 2 版发布，见 LICENSE。以下作品按各自的许可证使用。
The program's own code is under the Mulan PSL v2, see LICENSE.

`

// write sets the list out: a table, then each text once with all it is for.
func write(works []work) []byte {
	var b bytes.Buffer
	b.WriteString(head)
	for _, w := range works {
		fmt.Fprintf(&b, "%-39s %s%s\n", w.kind, w.name, beside(w.where))
	}
	done := map[string]bool{}
	for _, w := range works {
		text := tidy(w.text)
		if done[text] {
			continue
		}
		done[text] = true
		b.WriteString("\n" + strings.Repeat("=", 72) + "\n")
		for _, v := range works {
			if tidy(v.text) == text {
				b.WriteString(v.name + beside(v.where) + "\n")
			}
		}
		b.WriteString(strings.Repeat("-", 72) + "\n\n" + text)
	}
	return b.Bytes()
}

// beside names a licence that is not simply that of the whole work.
func beside(where string) string {
	if path.Dir(where) == "." {
		return ""
	}
	return " (" + path.Dir(where) + ", " + path.Base(where) + ")"
}

// tidy returns a text with the line ends of this file.
func tidy(text string) string {
	lines := strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " \t\ufeff")
	}
	return strings.Trim(strings.Join(lines, "\n"), "\n\ufeff") + "\n"
}
