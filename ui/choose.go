package ui

import (
	"errors"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/storage"
	"github.com/ncruces/zenity"
)

// pickFile asks for a report file with the dialog of the system, which people
// know; where there is none, with the toolkit's own.
func (w *Window) pickFile(title string, then func(path string)) {
	go func() {
		path, err := zenity.SelectFile(zenity.Title(title), zenity.Filename(documents()+"/"),
			zenity.FileFilters{{Name: "年报通报告文件", Patterns: []string{"*.json"}, CaseFold: true}})
		fyne.Do(func() { w.picked(path, err, then, func() { w.pickFileHere(title, then) }) })
	}()
}

// pickFolder asks for a folder.
func (w *Window) pickFolder(title string, then func(path string)) {
	go func() {
		path, err := zenity.SelectFile(zenity.Title(title), zenity.Directory(), zenity.Filename(documents()+"/"))
		fyne.Do(func() { w.picked(path, err, then, func() { w.pickFolderHere(title, then) }) })
	}()
}

// picked carries on with what was chosen, or asks again with the toolkit's own
// dialog when the system has none.
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

func (w *Window) pickFileHere(title string, then func(string)) {
	d := dialog.NewFileOpen(func(f fyne.URIReadCloser, err error) {
		if err != nil || f == nil {
			return
		}
		f.Close()
		then(f.URI().Path())
	}, w.win)
	d.SetFilter(storage.NewExtensionFileFilter([]string{".json"}))
	d.SetConfirmText("导入")
	w.showPicker(d, title)
}

func (w *Window) pickFolderHere(title string, then func(string)) {
	d := dialog.NewFolderOpen(func(dir fyne.ListableURI, err error) {
		if err == nil && dir != nil {
			then(dir.Path())
		}
	}, w.win)
	d.SetConfirmText("选定")
	w.showPicker(d, title)
}

func (w *Window) showPicker(d *dialog.FileDialog, title string) {
	d.SetTitleText(title)
	d.SetDismissText("取消")
	if dir, err := storage.ListerForURI(storage.NewFileURI(documents())); err == nil {
		d.SetLocation(dir)
	}
	d.Show()
	d.Resize(fyne.NewSize(900, 600)) // before Show it panics
}
