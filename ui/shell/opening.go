package shell

import (
	"strings"

	desk "nianbao/app/exchange"
	"nianbao/app/handover"
	"nianbao/app/intake"
	"nianbao/assets"
	"nianbao/ui/collection"
	"nianbao/ui/exchange"
	"nianbao/ui/importing"
	"nianbao/ui/office"
	"nianbao/ui/widgets"
)

// What the window does with files that are chosen, dropped on it, or named at
// the start.

// chooseImport asks for a report file and reads it in.
func chooseImport(w widgets.Host) {
	importing.Prepare(w)
	widgets.PickFile(w, "选择要导入的文件", widgets.ReportFiles, func(path string) { openDropped(w, []string{path}) })
}

// choosePackage asks for a hand-over file and opens it.
func choosePackage(w widgets.Host) {
	widgets.PickFile(w, "选择移交文件", widgets.HandOverFiles, w.OpenFile)
}

// openExample opens the example, which is made where there is none.
func openExample(w widgets.Host) {
	id, err := w.Service().Example(w.Context(), assets.Example)
	if err != nil {
		widgets.Fail(w, "open example", err)
		return
	}
	w.OpenReport(id, nil)
}

// importFile reads a report file into the drafts and opens it; a document of another
// program is shown first.
func importFile(w widgets.Host, path string) {
	importDocuments(w, []string{path})
}

// importDocuments reads documents one after the other. Collection sheets among them are
// put beside the draft that they are for.
func importDocuments(w widgets.Host, paths []string) {
	collection.Lead(w, paths, func(rest []string) {
		if onSheets(w) && !w.Screen().Leave() {
			return
		}
		importing.Files(w, rest, func(got *intake.File) { imported(w, got) })
	})
}

// openDropped opens what was dragged onto the window: documents one after the other,
// and a file of this program as it is opened elsewhere.
func openDropped(w widgets.Host, paths []string) {
	var documents []string
	for _, path := range paths {
		if importing.IsDocument(path) {
			documents = append(documents, path)
		} else {
			w.OpenFile(path)
		}
	}
	if len(documents) > 0 && (onSheets(w) || w.Screen().Leave()) {
		importDocuments(w, documents)
	}
}

// onSheets says whether the page is shown of collection sheets that came back: more of
// them go on the same page, which is not left then.
func onSheets(w widgets.Host) bool {
	_, on := w.Screen().(*collection.Sides)
	return on
}

// imported stores a report that was read and opens it, with what was mended.
func imported(w widgets.Host, got *intake.File) {
	id, err := w.Service().Import(w.Context(), got.Report, got.FileName)
	if err != nil {
		widgets.Fail(w, "import file", err)
		return
	}
	w.OpenReport(id, nil)
	if len(got.Notes) > 0 {
		widgets.Alert(w, "已导入，请看一看", strings.Join(got.Notes, "。\n")+"。")
	}
}

// openPackage checks a hand-over file and shows what it brings. Nothing is
// taken over before the person says so.
func openPackage(w widgets.Host, path string) {
	var a *desk.ImportPreview
	widgets.Work(w, "正在验证文件", func() (err error) {
		a, err = desk.At(w.Service()).OpenPackageFile(w.Context(), path)
		return err
	}, func(err error) {
		switch {
		case err != nil:
			exchange.RefuseFile(w, path, err)
		case a.File.Kind == handover.KindRequest:
			office.ShowRequest(w, a)
		case a.File.Kind == handover.KindOfficeKey:
			office.RestoreKey(w, a)
		case a.File.Kind == handover.KindNewKey:
			office.SignKey(w, a)
		case a.File.Kind == handover.KindRoster:
			office.TakeRoster(w, a)
		case a.Relation == handover.Diverged:
			exchange.ShowDivergence(w, a)
		default:
			exchange.ShowPackage(w, a)
		}
	})
}
