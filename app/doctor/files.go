package doctor

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// logs counts the log and what was set aside of it, and reads none of it.
func (d *Doctor) logs() Finding {
	n, bytes, newest := d.those("nianbao*.log")
	f := Finding{ID: "log", Name: "日志", State: Fine, Found: "没有", Amount: bytes}
	if n > 0 {
		f.Found = fmt.Sprintf("%d 个，%s，最近写于 %s", n, size(bytes), newest.Format("2006年1月2日 15:04"))
	}
	return f
}

// recently is how long a crash asks for care.
const recently = 30 * 24 * time.Hour

func (d *Doctor) crashes() Finding {
	n, bytes, newest := d.those("crash-*.txt")
	// What the last run left is renamed at the next start; while a window is open it is empty.
	if info, err := os.Stat(filepath.Join(d.Dir, "crash.txt")); err == nil && info.Mode().IsRegular() && info.Size() > 0 {
		n, bytes = n+1, bytes+info.Size()
		if info.ModTime().After(newest) {
			newest = info.ModTime()
		}
	}
	f := Finding{ID: "crashes", Name: "故障报告", State: Fine, Found: "没有", Amount: int64(n)}
	if n > 0 {
		f.Found = fmt.Sprintf("%d 个，%s，最近一个 %s", n, size(bytes), newest.Format("2006年1月2日 15:04"))
		if d.Now().Sub(newest) < recently {
			f.State, f.Do = Care, "程序最近意外结束过。请把数据文件夹中的 crash-*.txt、crash.txt 和 nianbao.log 交给技术支持人员。"
		} else {
			f.State = Note
		}
	}
	return f
}

// those counts the files of the data folder with names of a pattern.
func (d *Doctor) those(pattern string) (n int, bytes int64, newest time.Time) {
	entries, err := os.ReadDir(d.Dir) // not Glob: the folder may be called [1]
	if err != nil {
		return 0, 0, newest
	}
	for _, e := range entries {
		info, err := e.Info()
		if fits, _ := filepath.Match(pattern, e.Name()); !fits || err != nil || !info.Mode().IsRegular() {
			continue
		}
		n, bytes = n+1, bytes+info.Size()
		if info.ModTime().After(newest) {
			newest = info.ModTime()
		}
	}
	return n, bytes, newest
}

func sizeOf(path string) int64 {
	info, err := os.Stat(path)
	if err != nil {
		return 0
	}
	return info.Size()
}

// size writes bytes for people.
func size(bytes int64) string {
	const kilo, mega, giga = 1 << 10, 1 << 20, 1 << 30
	switch {
	case bytes < mega:
		return fmt.Sprintf("%d KB", (bytes+kilo-1)/kilo)
	case bytes < giga:
		return fmt.Sprintf("%.1f MB", float64(bytes)/mega)
	}
	return fmt.Sprintf("%.1f GB", float64(bytes)/giga)
}

func count(n int) string { return fmt.Sprintf("有 %d ", n) }

// own are the names of folders and files that the program gives, or the system to
// everybody: of a path in a personal folder only these are told.
var own = map[string]bool{
	"nianbao": true, "nianbao.exe": true, "nianbao.db": true, "office.toml": true, "programs": true,
	"appdata": true, "local": true, ".local": true, "share": true, "bin": true,
}

// Name names a file or a folder without naming a person: by the folder of the system
// that it lies in. Of what people have named themselves only the drive is told.
func (d *Doctor) Name(path string) string {
	for _, root := range d.Roots {
		rest, inside := within(path, root.Path)
		switch {
		case !inside:
			continue
		case root.Personal && !plain(rest):
			return root.Name + string(filepath.Separator) + "…"
		case rest == "":
			return root.Name
		}
		return root.Name + string(filepath.Separator) + rest
	}
	volume := filepath.VolumeName(path)
	if strings.HasPrefix(volume, `\\`) {
		volume = `\\…`
	}
	return volume + string(filepath.Separator) + "…"
}

// within says whether a path lies in a folder, and what follows of it.
func within(path, root string) (rest string, inside bool) {
	if root == "" {
		return "", false
	}
	rest, err := filepath.Rel(root, path)
	if err != nil || rest == ".." || strings.HasPrefix(rest, ".."+string(filepath.Separator)) {
		return "", false
	}
	if rest == "." {
		rest = ""
	}
	return rest, true
}

func plain(rest string) bool {
	for part := range strings.SplitSeq(rest, string(filepath.Separator)) {
		if part != "" && !own[strings.ToLower(part)] {
			return false
		}
	}
	return true
}
