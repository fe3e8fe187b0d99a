package files

import (
	"fmt"
	"os"
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

// Name returns a name, with its ending, as every system takes it: Windows
// too, whatever the name of a unit is made of.
func Name(name string) string {
	ending := filepath.Ext(name)
	return joined(strings.TrimSuffix(name, ending), "", ending)
}

// NameSaying returns a file name that says behind its title what the file
// is: 甲局2025年政府信息公开工作年度报告（公开版）.pdf. However long the title, it ends
// with what it says. See Name.
func NameSaying(title, says, ending string) string {
	for {
		tail := "（" + plain(says) + "）"
		if len(tail)+len(ending) <= longestName/2 {
			return joined(title, tail, ending)
		}
		_, size := utf8.DecodeLastRuneInString(says)
		says = says[:len(says)-size]
	}
}

func joined(stem, tail, ending string) string {
	stem = plain(stem)
	for len(stem)+len(tail)+len(ending) > longestName {
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
	return stem + tail + ending
}

// plain returns a text without what some system does not take in a name.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n', r == '\t':
			return ' '
		case unicode.IsControl(r), unicode.Is(unicode.Cf, r), r == utf8.RuneError:
			return -1
		}
		return r
	}, full.Replace(s))
}

// Free returns a path that nothing is at: path itself, or with the first free
// number before its ending.
func Free(path string) string {
	ending := filepath.Ext(path)
	stem := strings.TrimSuffix(path, ending)
	for n := 2; ; n++ {
		if _, err := os.Lstat(path); err != nil {
			return path
		}
		path = fmt.Sprintf("%s（%d）%s", stem, n, ending)
	}
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
