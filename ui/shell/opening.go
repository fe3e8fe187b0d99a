package shell

import (
	"path/filepath"
	"strings"

	desk "nianbao/app/exchange"
	"nianbao/app/handover"
	"nianbao/app/intake"
	"nianbao/app/intake/reading"
	"nianbao/assets"
	"nianbao/ui/exchange"
	"nianbao/ui/office"
	"nianbao/ui/widgets"
)

// What the window does with files that are chosen, dropped on it, or named at
// the start.

// chooseImport asks for a report file and reads it in.
func chooseImport(w widgets.Host) {
	widgets.PickFile(w, "选择要导入的文件", widgets.ReportFiles, func(path string) {
		if strings.EqualFold(filepath.Ext(path), ".pdf") { // one that is read in, not looked at
			importFile(w, path)
			return
		}
		w.OpenFile(path)
	})
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

// importFile reads a report file into the drafts and opens it.
func importFile(w widgets.Host, path string) {
	var got *intake.File
	widgets.Work(w, "正在读入文件", func() (err error) {
		got, err = intake.At(w.Service()).ReadFile(w.Context(), path)
		return err
	}, func(err error) {
		if err != nil {
			widgets.Fail(w, "read file", err)
			return
		}
		widgets.AddRecent(w, path)
		if got.Page != nil {
			offerReading(w, got)
			return
		}
		imported(w, got.Reading)
	})
}

// imported stores a report that was read and opens it, with what was mended.
func imported(w widgets.Host, got *reading.Reading) {
	id, err := w.Service().Import(w.Context(), got.Report)
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
