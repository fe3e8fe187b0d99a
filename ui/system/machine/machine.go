// Package machine tells the doctor what only the operating system knows: what the
// display offers, which copies of the program are installed, and how the folders of
// the system are called.
package machine

import (
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"

	"nianbao/app/doctor"
)

// Program tells of the program that runs.
func Program(version, commit string) doctor.Program {
	p := doctor.Program{Version: version, Commit: commit, Go: strings.TrimPrefix(runtime.Version(), "go"), System: system() + "（" + runtime.GOARCH + "）"}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return p
	}
	for _, m := range info.Deps {
		if m.Path == "fyne.io/fyne/v2" {
			p.Toolkit = strings.TrimPrefix(m.Version, "v")
		}
	}
	return p
}

// Self is the program that runs, "" where that is not known.
func Self() string {
	self, err := os.Executable()
	if err != nil {
		return ""
	}
	if real, err := filepath.EvalSymlinks(self); err == nil {
		return real
	}
	return self
}

// mark adds the program that runs to what is installed, or marks it there. A
// folder stands for the program in it.
func mark(all []doctor.Installation, self string) []doctor.Installation {
	for i := range all {
		if all[i].Path != "" && (same(all[i].Path, self) || inside(self, all[i].Path)) {
			all[i].Self = true
			return all
		}
	}
	if self == "" {
		return all
	}
	return append(all, doctor.Installation{Path: self, Kind: "没有安装", Self: true})
}

// productFolder is that one of the folders which the program itself lies in; else the first
// that is there. It is "" where none is.
func productFolder(self string, folders []string) string {
	for _, dir := range folders {
		if inside(self, dir) {
			return dir
		}
	}
	for _, dir := range folders {
		if info, err := os.Stat(dir); err == nil && info.IsDir() {
			return dir
		}
	}
	return ""
}

// inside says whether a file lies somewhere below a folder, by whatever name that is given.
func inside(path, dir string) bool {
	if path == "" || dir == "" {
		return false
	}
	for at := filepath.Dir(path); ; at = filepath.Dir(at) {
		if same(at, dir) {
			return true
		}
		if at == filepath.Dir(at) {
			return false
		}
	}
}

func same(a, b string) bool {
	x, err := os.Stat(a)
	if err != nil {
		return false
	}
	y, err := os.Stat(b)
	return err == nil && os.SameFile(x, y)
}
