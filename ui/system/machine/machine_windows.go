package machine

import (
	"fmt"
	"os"
	"path/filepath"

	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/registry"

	"nianbao/app/doctor"
	windowing "nianbao/ui/system"
)

// system is how the system calls itself.
func system() string {
	v := windows.RtlGetVersion()
	name := fmt.Sprintf("Windows %d", v.MajorVersion)
	const eleven = 22000 // the first build of it, which still says 10
	if v.MajorVersion == 10 && v.BuildNumber >= eleven {
		name = "Windows 11"
	}
	return fmt.Sprintf("%s %d", name, v.BuildNumber)
}

// Graphics asks the display, without a window that anybody sees.
func Graphics() doctor.Graphics {
	g := doctor.Graphics{Display: "Windows"}
	g.Version, g.Renderer, g.Err = windowing.OpenGL()
	return g
}

// uninstallKey is where Windows lists what can be uninstalled.
const uninstallKey = `Software\Microsoft\Windows\CurrentVersion\Uninstall`

// Installed asks both halves of the registry: that of the user, and that of all.
func Installed() []doctor.Installation {
	var out []doctor.Installation
	for _, hive := range []struct {
		key  registry.Key
		view uint32
		kind string
	}{{registry.CURRENT_USER, 0, "只为本用户安装"}, {registry.LOCAL_MACHINE, registry.WOW64_64KEY, "为所有用户安装"}, {registry.LOCAL_MACHINE, registry.WOW64_32KEY, "为所有用户安装"}} {
		for _, found := range listed(hive.key, hive.view) {
			found.Kind = hive.kind
			if !known(out, found) {
				out = append(out, found)
			}
		}
	}
	return mark(out, Self())
}

func known(all []doctor.Installation, one doctor.Installation) bool {
	for _, i := range all {
		if i.Kind == one.Kind && (i.Path == one.Path || same(i.Path, one.Path)) {
			return true
		}
	}
	return false
}

// listed are the entries of this program in one list.
func listed(hive registry.Key, view uint32) (out []doctor.Installation) {
	all, err := registry.OpenKey(hive, uninstallKey, registry.READ|view)
	if err != nil {
		return nil
	}
	defer all.Close()
	names, err := all.ReadSubKeyNames(-1)
	if err != nil {
		return nil
	}
	for _, name := range names {
		k, err := registry.OpenKey(hive, uninstallKey+`\`+name, registry.READ|view)
		if err != nil {
			continue
		}
		if title, _, err := k.GetStringValue("DisplayName"); err == nil && title == "年报通" {
			one := doctor.Installation{}
			one.Version, _, _ = k.GetStringValue("DisplayVersion")
			one.Path, _, _ = k.GetStringValue("InstallLocation")
			if one.Path == "" {
				one.Path = placed(hive, Self(), productFolders())
			} else {
				one.Path = filepath.Clean(one.Path)
			}
			out = append(out, one)
		}
		_ = k.Close()
	}
	return out
}

// productFolders are where an installer for all puts the program.
func productFolders() (out []string) {
	for _, name := range []string{"ProgramW6432", "ProgramFiles"} {
		if base := os.Getenv(name); base != "" {
			out = append(out, filepath.Join(base, "nianbao"))
		}
	}
	return out
}

// placed stands in for the folder that an entry does not name, as that of an MSI.
func placed(hive registry.Key, self string, folders []string) string {
	if hive != registry.LOCAL_MACHINE {
		return ""
	}
	return productFolder(self, folders)
}

// Roots are the folders that others are named by.
func Roots() []doctor.Root {
	return []doctor.Root{
		{Path: os.Getenv("LOCALAPPDATA"), Name: "%LOCALAPPDATA%", Personal: true},
		{Path: os.Getenv("APPDATA"), Name: "%APPDATA%", Personal: true},
		{Path: os.Getenv("USERPROFILE"), Name: "%USERPROFILE%", Personal: true},
		{Path: os.Getenv("ProgramFiles"), Name: "%ProgramFiles%"},
		{Path: os.Getenv("ProgramData"), Name: "%ProgramData%"},
	}
}
