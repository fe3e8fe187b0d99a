package system

import (
	"os"

	"github.com/adrg/xdg"
)

// Documents is the folder of documents, as the person has set it, or the
// folder of the person where there is none.
func Documents() string {
	xdg.Reload() // it may have been set to another folder meanwhile
	if info, err := os.Stat(xdg.UserDirs.Documents); err == nil && info.IsDir() {
		return xdg.UserDirs.Documents
	}
	return xdg.Home
}
