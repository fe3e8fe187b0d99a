package ui

import (
	"errors"
	"path/filepath"
	"slices"

	"fyne.io/fyne/v2"
	"github.com/ncruces/zenity"

	"nianbao/ui/system"
)

// pickFile asks for a file of some endings with the dialog of the system,
// which people know; where there is none, with one of our own.
func (w *Window) pickFile(title string, endings []string, then func(path string)) {
	dir := system.Documents()
	if tray := w.trayDir(); slices.Equal(endings, handOverFiles) && isDir(tray) {
		dir = tray
	}
	var patterns []string
	for _, e := range endings {
		patterns = append(patterns, "*"+e)
	}
	owner := w.owner()
	go func() {
		path, err := zenity.SelectFile(zenity.Title(title), owner, zenity.Filename(dir+"/"),
			zenity.FileFilters{{Name: "年报通文件", Patterns: patterns, CaseFold: true}})
		fyne.Do(func() { w.picked(path, err, then, func() { w.browse(title, endings, dir, then) }) })
	}()
}

// pickFolder asks for a folder.
func (w *Window) pickFolder(title string, then func(path string)) {
	owner := w.owner()
	go func() {
		path, err := zenity.SelectFile(zenity.Title(title), owner, zenity.Directory(), zenity.Filename(system.Documents()+"/"))
		fyne.Do(func() { w.picked(path, err, then, func() { w.browse(title, nil, system.Documents(), then) }) })
	}()
}

// pickTarget asks where to write a file; the system's dialog asks by itself
// before one is replaced. Where there is none, a folder is chosen for what
// stands in the entry.
func (w *Window) pickTarget(title, path string, typed *keyEntry, then func(path string)) {
	inFolder := func(dir string) { typed.SetText(filepath.Join(dir, filepath.Base(path))) }
	ending := filepath.Ext(path)
	owner := w.owner()
	go func() {
		chosen, err := zenity.SelectFileSave(zenity.Title(title), owner, zenity.Filename(path), zenity.ConfirmOverwrite(),
			zenity.FileFilters{{Name: "*" + ending, Patterns: []string{"*" + ending}, CaseFold: true}})
		fyne.Do(func() {
			w.picked(chosen, err, func(path string) { then(targetPath(path, filepath.Base(path)+ending)) },
				func() { w.browse("选择文件夹", nil, filepath.Dir(path), inFolder) })
		})
	}()
}

// owner says over which window a dialog of the system stands.
func (w *Window) owner() zenity.Option {
	owner := system.Owner(0)
	w.native(func(handle uintptr) { owner = system.Owner(handle) })
	return owner
}

// picked carries on with what was chosen, or asks again with a dialog of our
// own when the system has none.
func (w *Window) picked(path string, err error, then func(string), instead func()) {
	switch {
	case err == nil:
		then(path)
	case errors.Is(err, zenity.ErrCanceled):
	default:
		w.log.Info("no file dialog of the system", "error", err)
		instead()
	}
}
