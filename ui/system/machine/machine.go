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
		if same(all[i].Path, self) || same(all[i].Path, filepath.Dir(self)) {
			all[i].Self = true
			return all
		}
	}
	if self == "" {
		return all
	}
	return append(all, doctor.Installation{Path: self, Kind: "没有安装", Self: true})
}

func same(a, b string) bool {
	x, err := os.Stat(a)
	if err != nil {
		return false
	}
	y, err := os.Stat(b)
	return err == nil && os.SameFile(x, y)
}
