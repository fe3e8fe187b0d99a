package app

import (
	"path/filepath"
	"strings"
	"unicode"
	"unicode/utf8"
)

// longestName is how long a proposed file name may be, in bytes: systems take
// 255, and a number or a second ending may have to go on it.
const longestName = 200

// full are the characters that some system does not take in a file's name,
// with what is read the same and taken everywhere.
var full = strings.NewReplacer("/", "／", `\`, "＼", ":", "：", "*", "＊", "?", "？", `"`, "＂", "<", "＜", ">", "＞", "|", "｜")

// FileName returns a name, with its ending, as every system takes it: Windows
// too, whatever the name of a unit is made of.
func FileName(name string) string {
	ending := filepath.Ext(name)
	stem := full.Replace(strings.TrimSuffix(name, ending))
	stem = strings.Map(func(r rune) rune {
		switch {
		case r == '\n', r == '\t':
			return ' '
		case unicode.IsControl(r), unicode.Is(unicode.Cf, r), r == utf8.RuneError:
			return -1
		}
		return r
	}, stem)
	for len(stem)+len(ending) > longestName {
		_, size := utf8.DecodeLastRuneInString(stem)
		stem = stem[:len(stem)-size]
	}
	// At its ends Windows drops spaces and dots, and a dot in front hides a file.
	stem = strings.TrimRight(strings.TrimLeft(stem, ". "), ". ")
	if stem == "" {
		stem = "报告"
	}
	if isDevice(stem) {
		stem = "_" + stem
	}
	return stem + ending
}

// isDevice says whether Windows takes a name for a device, whatever its ending.
func isDevice(stem string) bool {
	name, _, _ := strings.Cut(strings.ToUpper(stem), ".")
	name = strings.TrimRight(name, " ")
	switch name {
	case "CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", "CLOCK$":
		return true
	}
	number, found := strings.CutPrefix(name, "COM")
	if !found {
		number, found = strings.CutPrefix(name, "LPT")
	}
	return found && utf8.RuneCountInString(number) == 1 && strings.ContainsAny(number, "0123456789¹²³")
}
