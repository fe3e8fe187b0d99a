package machine

import (
	"bufio"
	"os"
	"path/filepath"
	"strings"

	"nianbao/app/doctor"
	"nianbao/ui/system/x11"
)

// system is how the system calls itself.
func system() string {
	f, err := os.Open("/etc/os-release")
	if err != nil {
		return "Linux"
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		if name, found := strings.CutPrefix(lines.Text(), "PRETTY_NAME="); found {
			return strings.Trim(name, `"'`)
		}
	}
	return "Linux"
}

// Graphics asks the display, without a window that anybody sees.
func Graphics() doctor.Graphics {
	switch {
	case os.Getenv("DISPLAY") != "":
		g := doctor.Graphics{Display: "X11"}
		g.Version, g.Renderer, g.Err = x11.OpenGL()
		return g
	case os.Getenv("WAYLAND_DISPLAY") != "":
		return doctor.Graphics{Display: "Wayland"}
	}
	return doctor.Graphics{}
}

// Installed looks where programs lie.
func Installed() []doctor.Installation {
	places := []doctor.Installation{
		{Path: "/usr/bin/nianbao", Kind: "软件包"},
		{Path: "/usr/local/bin/nianbao", Kind: "手工安装"},
		{Path: "/opt/nianbao/nianbao", Kind: "手工安装"},
	}
	if home, err := os.UserHomeDir(); err == nil {
		for _, dir := range []string{".local/bin", "bin"} {
			places = append(places, doctor.Installation{Path: filepath.Join(home, dir, "nianbao"), Kind: "本用户"})
		}
	}
	return mark(there(places), Self())
}

// there leaves out what is not there, and a second name of what is.
func there(places []doctor.Installation) (out []doctor.Installation) {
next:
	for _, p := range places {
		if info, err := os.Stat(p.Path); err != nil || !info.Mode().IsRegular() {
			continue
		}
		for _, o := range out {
			if same(o.Path, p.Path) {
				continue next
			}
		}
		out = append(out, p)
	}
	return out
}

// Roots are the folders that others are named by.
func Roots() []doctor.Root {
	home, _ := os.UserHomeDir()
	return []doctor.Root{
		{Path: os.Getenv("XDG_DATA_HOME"), Name: "$XDG_DATA_HOME", Personal: true},
		{Path: home, Name: "~", Personal: true},
		{Path: "/usr", Name: "/usr"},
		{Path: "/etc", Name: "/etc"},
		{Path: "/opt/nianbao", Name: "/opt/nianbao"},
	}
}
