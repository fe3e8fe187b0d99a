package ui

import (
	"errors"
	"slices"

	"fyne.io/fyne/v2"
	"github.com/ncruces/zenity"
)

// pickFile asks for a file of some endings with the dialog of the system,
// which people know; where there is none, with one of our own.
func (w *Window) pickFile(title string, endings []string, then func(path string)) {
	dir := documents()
	if tray := w.trayDir(); slices.Equal(endings, handOverFiles) && isDir(tray) {
		dir = tray
	}
	var patterns []string
	for _, e := range endings {
		patterns = append(patterns, "*"+e)
	}
	go func() {
		path, err := zenity.SelectFile(zenity.Title(title), zenity.Filename(dir+"/"),
			zenity.FileFilters{{Name: "年报通文件", Patterns: patterns, CaseFold: true}})
		fyne.Do(func() { w.picked(path, err, then, func() { w.browse(title, endings, dir, then) }) })
	}()
}

// pickFolder asks for a folder.
func (w *Window) pickFolder(title string, then func(path string)) {
	go func() {
		path, err := zenity.SelectFile(zenity.Title(title), zenity.Directory(), zenity.Filename(documents()+"/"))
		fyne.Do(func() { w.picked(path, err, then, func() { w.browse(title, nil, documents(), then) }) })
	}()
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
