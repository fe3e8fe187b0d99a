// Command depends tells what a program for Linux needs of a system, as the field
// Depends of a Debian package says it: the packages of the libraries it asks for, and
// the version of the C library. It refuses a program that would not start on the oldest
// system that README names.
//
//	go run ./assets/linux/depends PROGRAM
package main

import (
	"debug/elf"
	"errors"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
)

// oldest are the versions of the C library on the oldest systems that README names, by
// machine: UOS V20, and for loong64 the first that Debian's compilers of it are made for
// and that have its second ABI.
var oldest = map[elf.Machine]version{
	elf.EM_X86_64: {2, 28}, elf.EM_AARCH64: {2, 28}, elf.EM_LOONGARCH: {2, 38},
}

// packages are where Debian has the libraries that a program asks for.
var packages = map[string]string{
	"libGL.so.1": "libgl1", "libX11.so.6": "libx11-6",
	"libc.so.6": "", "libm.so.6": "", "libdl.so.2": "", "libpthread.so.0": "", "librt.so.1": "", "libresolv.so.2": "", // libc6, with its version
	"ld-linux-x86-64.so.2": "", "ld-linux-aarch64.so.1": "", "ld-linux-loongarch-lp64d.so.1": "",
}

// loaded are what the toolkit loads by itself when it draws a window: without these it
// does not open one.
var loaded = []string{"libx11-6", "libxcursor1", "libxi6", "libxinerama1", "libxrandr2", "libxxf86vm1"}

type version []int

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: depends PROGRAM")
		os.Exit(2)
	}
	line, err := depends(os.Args[1])
	if err != nil {
		fmt.Fprintln(os.Stderr, "depends:", err)
		os.Exit(1)
	}
	fmt.Println(line)
}

// depends writes the field for a program.
func depends(path string) (string, error) {
	f, err := elf.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	libraries, err := f.ImportedLibraries()
	if err != nil {
		return "", err
	}
	symbols, err := f.ImportedSymbols()
	if err != nil {
		return "", err
	}
	most, known := oldest[f.Machine]
	if !known {
		return "", fmt.Errorf("no system of a machine %s is named", f.Machine)
	}
	return field(most, libraries, symbols)
}

// field writes the field for a program that asks for these, where the oldest system has
// most as its C library.
func field(most version, libraries []string, symbols []elf.ImportedSymbol) (string, error) {
	newest, by := version{2, 17}, "" // before arm64 there was none
	for _, s := range symbols {
		text, ofC := strings.CutPrefix(s.Version, "GLIBC_")
		if !ofC {
			continue
		}
		v, err := parse(text)
		if err != nil {
			return "", err
		}
		if slices.Compare(v, newest) > 0 {
			newest, by = v, s.Name
		}
	}
	if slices.Compare(newest, most) > 0 {
		return "", fmt.Errorf("%s wants version %s of the C library, and the oldest system has %s", by, newest, most)
	}
	out := []string{fmt.Sprintf("libc6 (>= %s)", newest)}
	all := slices.Clone(loaded)
	for _, library := range libraries {
		name, known := packages[library]
		switch {
		case !known:
			return "", errors.New("no package is known that has " + library)
		case name != "":
			all = append(all, name)
		}
	}
	slices.Sort(all)
	return strings.Join(append(out, slices.Compact(all)...), ", "), nil
}

func parse(text string) (version, error) {
	var v version
	for part := range strings.SplitSeq(text, ".") {
		n, err := strconv.Atoi(part)
		if err != nil {
			return nil, fmt.Errorf("version %s: %w", text, err)
		}
		v = append(v, n)
	}
	return v, nil
}

// String writes a version with dots.
func (v version) String() string {
	var parts []string
	for _, n := range v {
		parts = append(parts, strconv.Itoa(n))
	}
	return strings.Join(parts, ".")
}
