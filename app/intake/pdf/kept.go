package pdf

import (
	"os"
	"path/filepath"
	"runtime/debug"
)

// module is what the code is made of.
const module = "github.com/klippa-app/go-pdfium"

// Kept returns the folder within a cache in which the code is kept that this version of
// the program makes.
func Kept(cache string) string { return filepath.Join(cache, "pdfium-"+versionOf()) }

func versionOf() string {
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, m := range info.Deps {
			if m.Path == module {
				return m.Version
			}
		}
	}
	return "unknown"
}

// dropOthers removes from a cache what other versions of the program have kept, some
// 20 MB each. Whoever needs it makes it anew.
func dropOthers(cache string) {
	others, err := os.ReadDir(cache)
	if err != nil {
		return
	}
	for _, o := range others {
		if path := filepath.Join(cache, o.Name()); path != Kept(cache) {
			_ = os.RemoveAll(path) // else it lies there for another while
		}
	}
}
