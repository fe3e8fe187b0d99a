package app_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"nianbao/app"
	"nianbao/app/apptest"
	"nianbao/app/exchange"
)

func TestOnlyPlainFilesAreRead(t *testing.T) {
	dir := t.TempDir()
	pipe := filepath.Join(dir, "pipe.json")
	if err := apptest.MakePipe(pipe); err != nil {
		pipe = os.DevNull
	}
	d := &app.Service{Catalog: catalog(t)}
	for path, says := range map[string]string{
		pipe: "不是普通文件", os.DevNull: "不是普通文件", dir: "文件夹", filepath.Join(dir, "none.json"): "没有这个文件",
	} {
		_, err := d.Read(path)
		if app.CodeOf(err) != app.BadInput || !strings.Contains(app.Sentence(err), says) {
			t.Errorf("read %s: %v", path, err)
		}
		if _, err := exchange.At(d).OpenPackageFile(t.Context(), path); app.CodeOf(err) != app.BadInput || !strings.Contains(app.Sentence(err), says) {
			t.Errorf("examine %s: %v", path, err)
		}
	}
}

func TestReadTellsEveryBadPlaceAndWhatItMended(t *testing.T) {
	dir := t.TempDir()
	d := &app.Service{Catalog: catalog(t)}
	good, bad := filepath.Join(dir, "好.json"), filepath.Join(dir, "坏.json")
	putFile(t, good, "{\"unit\":\"甲局\",\"year\":2025,\"tables\":{},\"text\":{\"overview.lead\":\"⽤户\"}}")
	putFile(t, bad, `{"unit":"甲局","year":2025,"tables":{"disputes":{"direct_suit.upheld":-1,"direct_suit.corrected":1.5}}}`)
	got, err := d.Read(good)
	if err != nil || got.Report.Text("overview.lead") != "用户" || len(got.Notes) != 1 {
		t.Errorf("read %+v, %v", got, err)
	}
	_, err = d.Read(bad)
	if s := app.Sentence(err); !strings.Contains(s, "共 2 处") || !strings.Contains(s, "结果维持") || !strings.Contains(s, "结果纠正") {
		t.Error(s)
	}
}
