package acceptance

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"nianbao/assets"
)

// dataDir is a data folder with a name that breaks careless programs.
func dataDir(t *testing.T) string {
	t.Helper()
	return filepath.Join(t.TempDir(), "张 三#50% 报表")
}

// file writes a file for a test.
func file(t *testing.T, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// pdfText extracts the text of a PDF line by line as it stands on paper.
func pdfText(t *testing.T, path string) string {
	t.Helper()
	return textOf(t, path, "-layout")
}

// pdfOrder extracts the text of a PDF in the order it is written in, as a
// screen reader goes through it: a stamp across the lines does not part them.
func pdfOrder(t *testing.T, path string) string {
	t.Helper()
	return textOf(t, path, "-raw")
}

func textOf(t *testing.T, path, mode string) string {
	t.Helper()
	if _, err := exec.LookPath("pdftotext"); err != nil {
		t.Skip("no pdftotext")
	}
	out, err := exec.Command("pdftotext", mode, path, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

// stamped says whether 草稿 is drawn over the text: its characters stand on a
// slant and come out on lines of their own.
func stamped(text string) bool {
	for _, c := range []string{"草", "稿"} {
		alone := false
		for line := range strings.Lines(text) {
			alone = alone || strings.TrimSpace(line) == c
		}
		if !alone {
			return false
		}
	}
	return true
}

const unbalanced = `{"unit":"甲县财政局","year":2025,"tables":{"requests":{"rows":[
	{"id":"received","values":[5,0,0,0,0,0,5]},{"id":"granted","values":[4,0,0,0,0,0,4]}]}}}`

func TestCommandsInTurn(t *testing.T) {
	data := dataDir(t)
	example := file(t, "示例 报告.json", string(assets.Example))

	got := nianbao(t, data, "import", example, "--json")
	var imported struct {
		ID     int
		Errors int
	}
	if got.code != 0 || json.Unmarshal([]byte(got.stdout), &imported) != nil || imported.ID != 1 || imported.Errors != 0 {
		t.Fatalf("import: %+v", got)
	}
	got = nianbao(t, data, "import", example)
	if got.code != 2 || !strings.Contains(got.stderr, "已经有了") || !strings.Contains(got.stderr, "编号是 1") {
		t.Errorf("the same again: %+v", got)
	}
	expectListed(t, data)
	got = nianbao(t, data, "check", "1", "--json")
	var checked struct {
		Errors   int
		Findings []any
	}
	if got.code != 0 || json.Unmarshal([]byte(got.stdout), &checked) != nil || checked.Errors != 0 || len(checked.Findings) != 0 {
		t.Errorf("check: %+v", got)
	}
	out := filepath.Join(t.TempDir(), "报告.pdf")
	got = nianbao(t, data, "export", "1", "--out", out)
	if text := pdfText(t, out); got.code != 0 || !strings.Contains(text, "318.4275") || !stamped(text) { // nobody has approved it
		t.Errorf("export: %+v", got)
	}
}

func expectListed(t *testing.T, data string) {
	t.Helper()
	got := nianbao(t, data, "list", "--json")
	var list []struct {
		Unit string
		Year int
	}
	if json.Unmarshal([]byte(got.stdout), &list) != nil || len(list) != 1 || list[0].Unit != "示例县自然资源局" || list[0].Year != 2025 {
		t.Errorf("list: %+v", got)
	}
}

func TestShowGivesBackWhatWasImported(t *testing.T) {
	data := dataDir(t)
	nianbao(t, data, "import", file(t, "a.json", string(assets.Example)))
	shown := nianbao(t, data, "show", "1", "--json")
	if shown.code != 0 {
		t.Fatalf("show: %+v", shown)
	}
	again := dataDir(t)
	nianbao(t, again, "import", file(t, "b.json", shown.stdout))
	if second := nianbao(t, again, "show", "1", "--json"); second.stdout != shown.stdout {
		t.Errorf("shown and read back:\n%s\nwant:\n%s", second.stdout, shown.stdout)
	}
}

func TestCheckFindsErrors(t *testing.T) {
	path := file(t, "差一件.json", unbalanced)
	got := nianbao(t, dataDir(t), "check", path, "--json")
	var checked struct {
		Errors   int
		Findings []struct {
			Rule, Severity, Message string
			Left, Right, Difference *int
			Cells                   []string
		}
	}
	if err := json.Unmarshal([]byte(got.stdout), &checked); err != nil || got.code != 1 || checked.Errors != 2 {
		t.Fatalf("check: %+v", got)
	}
	f := checked.Findings
	var balance int
	for _, one := range f {
		if one.Rule == "R3-BAL" && *one.Left == 5 && *one.Right == 4 && *one.Difference == 1 && len(one.Cells) == 4 {
			balance++
		}
	}
	if balance != 2 {
		t.Errorf("findings %+v", f)
	}
	out := filepath.Join(t.TempDir(), "x.pdf")
	got = nianbao(t, dataDir(t), "export", path, "--out", out)
	if got.code != 0 || !stamped(pdfText(t, out)) || !strings.Contains(got.stderr, "草稿") {
		t.Errorf("a draft with errors: %+v", got)
	}
}

func TestDemoFromNothing(t *testing.T) {
	out := filepath.Join(t.TempDir(), "示例")
	got := nianbao(t, dataDir(t), "demo", "--out", out)
	if got.code != 0 {
		t.Fatalf("demo: %+v", got)
	}
	if text := pdfText(t, filepath.Join(out, "示例县自然资源局2025年政府信息公开工作年度报告.pdf")); !strings.Contains(text, "六、其他需要报告的事项") {
		t.Error("the PDF lacks its last section")
	}
}

func TestBadUsageAndInput(t *testing.T) {
	damaged := dataDir(t)
	if err := os.MkdirAll(damaged, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(damaged, "nianbao.db"), []byte(strings.Repeat("no database ", 500)), 0o600); err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name string
		data string
		args []string
		says string
	}{
		{"unknown command", "", []string{"fly"}, "没有“fly”这个命令"},
		{"unknown flag", "", []string{"list", "--fly"}, "无法识别的选项"},
		{"no file named", "", []string{"import"}, "请给出一个文件"},
		{"no such file", "", []string{"check", "nothing.json"}, "没有这个文件"},
		{"no such draft", "", []string{"show", "99"}, "没有找到这份报告"},
		{"no output named", "", []string{"export", "1"}, "--out"},
		{"cut JSON", "", []string{"import", file(t, "cut.json", `{"unit":"甲","year":20`)}, "截断"},
		{"newer JSON", "", []string{"import", file(t, "new.json", `{"format":99,"unit":"甲","year":2025,"tables":{}}`)}, "请先升级程序"},
		{"letters", "", []string{"import", file(t, "x.json", `{"unit":"甲","year":2025,"tables":{"disclosed":{"fees.amount":"多"}}}`)}, "行政事业性收费"},
		{"target in no folder", "", []string{"export", file(t, "u.json", unbalanced), "--out", filepath.Join(t.TempDir(), "none", "x.pdf")}, "文件写入失败"},
		{"damaged store", damaged, []string{"list"}, "损坏"},
		{"data folder is a file", file(t, "plain", "x"), []string{"list"}, "数据文件夹无法使用"},
	}
	for _, tt := range tests {
		data := tt.data
		if data == "" {
			data = dataDir(t)
		}
		got := nianbao(t, data, tt.args...)
		if got.code != 2 || !strings.Contains(got.stderr, tt.says) || got.stdout != "" {
			t.Errorf("%s: %+v", tt.name, got)
		}
	}
}

func TestWithoutAScreenTheWindowSaysSo(t *testing.T) {
	t.Setenv("DISPLAY", "")
	t.Setenv("WAYLAND_DISPLAY", "")
	got := nianbao(t, dataDir(t))
	if got.code != 2 || !strings.Contains(got.stderr, "没有显示器") || strings.Contains(got.stderr, "panic") {
		t.Errorf("%+v", got)
	}
}

// An unreadable character stops the export before anything is written.
func TestUnprintableIsNamedAndTheOldFileStands(t *testing.T) {
	out := file(t, "报告.pdf", "the old file")
	path := file(t, "a.json", `{"unit":"甲局","year":2025,"tables":{},"text":{"overview.disclosure":"联系人：\ud87e\ude1d某"}}`)
	got := nianbao(t, dataDir(t), "export", path, "--out", out)
	if got.code != 2 || !strings.Contains(got.stderr, "主动公开情况") || !strings.Contains(got.stderr, "个字“\U0002FA1D”") {
		t.Errorf("export: %+v", got)
	}
	if content, _ := os.ReadFile(out); string(content) != "the old file" {
		t.Error("the old file was touched")
	}
}

func TestNoCommandWritesOverTheProgramsOwnFiles(t *testing.T) {
	data := dataDir(t)
	nianbao(t, data, "import", file(t, "甲.json", unbalanced))
	stored := filepath.Join(data, "nianbao.db")
	before, err := os.ReadFile(stored)
	if err != nil {
		t.Fatal(err)
	}
	link := filepath.Join(t.TempDir(), "报告.pdf")
	if err := os.Symlink(stored, link); err != nil {
		t.Skip("no links here:", err)
	}
	for _, args := range [][]string{
		{"export", "1", "--out", stored},
		{"export", "1", "--out", link},
		{"export", "1", "--out", stored + "-wal"},
		{"export", "1", "--out", filepath.Join(data, "nianbao.log")},
		{"handover", "1", "--out", stored},
		{"manual", "--out", stored},
		{"demo", "--out", stored},
		{"demo", "--out", filepath.Join(data, "backups")},
	} {
		got := nianbao(t, data, args...)
		if got.code != 2 || !strings.Contains(got.stderr, "请换一个文件名") {
			t.Errorf("%v: code %d, %s", args, got.code, got.stderr)
		}
	}
	after, err := os.ReadFile(stored)
	if err != nil || !strings.HasPrefix(string(after), "SQLite") || len(after) < len(before) {
		t.Errorf("the store is %d bytes, was %d: %v", len(after), len(before), err)
	}
	if got := nianbao(t, data, "list"); got.code != 0 || !strings.Contains(got.stdout, "甲县财政局") {
		t.Errorf("list: %+v", got)
	}
}

// What a file holds wrongly is said with its place; what can be mended is.
func TestFilesOfOtherHands(t *testing.T) {
	data := dataDir(t)
	gbk, err := simplifiedchinese.GBK.NewEncoder().String(`{"unit":"甲县财政局","year":2025,"tables":{},"text":{"overview.lead":"依法公开"}}`)
	if err != nil {
		t.Fatal(err)
	}
	got := nianbao(t, data, "import", file(t, "gbk.json", gbk))
	if got.code != 0 || !strings.Contains(got.stdout, "甲县财政局") || !strings.Contains(got.stderr, "GBK") {
		t.Errorf("GBK: %+v", got)
	}
	got = nianbao(t, data, "import", file(t, "meta.json", `{"unit":"乙局","year":2025,"tables":{},"text":{"meta.year":"2019"}}`))
	if got.code != 2 || !strings.Contains(got.stderr, "meta.year") {
		t.Errorf("a year among the texts: %+v", got)
	}
	got = nianbao(t, data, "import", file(t, "bad.json", strings.Replace(unbalanced, "[5,0,0,0,0,0,5]", `["x",0,0,-1,0,0,5]`, 1)))
	if got.code != 2 || !strings.Contains(got.stderr, "共 2 处") {
		t.Errorf("two bad cells: %+v", got)
	}
	got = nianbao(t, "", "list")
	if got.code != 2 || !strings.Contains(got.stderr, "--data-dir") {
		t.Errorf("no data folder: %+v", got)
	}
}
