//go:build !windows && !linux

package machine

import (
	"os"
	"runtime"

	"nianbao/app/doctor"
)

func system() string { return runtime.GOOS }

// Graphics is not looked at here.
func Graphics() doctor.Graphics { return doctor.Graphics{Display: runtime.GOOS} }

// Installed is the program that runs.
func Installed() []doctor.Installation { return mark(nil, Self()) }

// Roots are the folders that others are named by.
func Roots() []doctor.Root {
	home, _ := os.UserHomeDir()
	return []doctor.Root{{Path: home, Name: "~", Personal: true}, {Path: "/usr", Name: "/usr"}}
}
