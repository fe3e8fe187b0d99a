package widgets

import (
	"errors"
	"path/filepath"
	"slices"

	"fyne.io/fyne/v2"
	"github.com/ncruces/zenity"

	"nianbao/app"
	"nianbao/ui/system"
)

// PickFile asks for a file of some endings with the dialog of the system,
// which people know; where there is none, with one of our own.
func PickFile(w Host, title string, endings []string, then func(path string)) {
	dir := LastFolder(w)
	if folder := ExchangeFolder(w); slices.Equal(endings, HandOverFiles) && IsDir(folder) {
		dir = folder
	}
	choose := then
	then = func(path string) {
		KeepFolder(w, path)
		choose(path)
	}
	var patterns []string
	for _, e := range endings {
		patterns = append(patterns, "*"+e)
	}
	owner := owner(w)
	go func() {
		path, err := zenity.SelectFile(zenity.Title(title), owner, zenity.Filename(dir+"/"),
			zenity.FileFilters{{Name: "年报通文件", Patterns: patterns, CaseFold: true}})
		fyne.Do(func() { picked(w, path, err, then, func() { Browse(w, title, endings, dir, then) }) })
	}()
}

// LastFolder is where a file was chosen last, as long as it is there, and at first
// that of documents.
func LastFolder(w Host) string {
	if w.Service() != nil {
		if dir := Setting(w, app.SettingFolder); dir != "" && IsDir(dir) {
			return dir
		}
	}
	return system.Documents()
}

// KeepFolder notes where a file was chosen.
func KeepFolder(w Host, file string) {
	if w.Service() != nil {
		KeepSetting(w, app.SettingFolder, filepath.Dir(file))
	}
}

// PickFolder asks for a folder.
func PickFolder(w Host, title string, then func(path string)) {
	owner := owner(w)
	go func() {
		path, err := zenity.SelectFile(zenity.Title(title), owner, zenity.Directory(), zenity.Filename(system.Documents()+"/"))
		fyne.Do(func() { picked(w, path, err, then, func() { Browse(w, title, nil, system.Documents(), then) }) })
	}()
}

// pickTarget asks where to write a file; the system's dialog asks by itself
// before one is replaced. Where there is none, a folder is chosen for what
// stands in the entry.
func pickTarget(w Host, title, path string, typed *Entry, then func(path string)) {
	inFolder := func(dir string) { typed.SetText(filepath.Join(dir, filepath.Base(path))) }
	ending := filepath.Ext(path)
	owner := owner(w)
	go func() {
		chosen, err := zenity.SelectFileSave(zenity.Title(title), owner, zenity.Filename(path), zenity.ConfirmOverwrite(),
			zenity.FileFilters{{Name: "*" + ending, Patterns: []string{"*" + ending}, CaseFold: true}})
		fyne.Do(func() {
			picked(w, chosen, err, func(path string) { then(TargetPath(path, filepath.Base(path)+ending)) },
				func() { Browse(w, "选择文件夹", nil, filepath.Dir(path), inFolder) })
		})
	}()
}

// owner says over which window a dialog of the system stands.
func owner(w Host) zenity.Option {
	owner := system.Owner(0)
	Native(w, func(handle uintptr) { owner = system.Owner(handle) })
	return owner
}

// picked carries on with what was chosen, or asks again with a dialog of our
// own when the system has none.
func picked(w Host, path string, err error, then func(string), instead func()) {
	switch {
	case err == nil:
		then(path)
	case errors.Is(err, zenity.ErrCanceled):
	default:
		w.Log().Info("no file dialog of the system", "error", err)
		instead()
	}
}
