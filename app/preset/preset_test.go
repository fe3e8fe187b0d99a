package preset_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"

	"golang.org/x/text/encoding/simplifiedchinese"

	"nianbao/app"
	"nianbao/app/preset"
)

// written puts a settings file into a folder of its own.
func written(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), preset.Name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// root begins a whole path on this system.
func root(path string) string { return filepath.VolumeName(os.TempDir()) + filepath.FromSlash(path) }

func TestTheFileOfAnOffice(t *testing.T) {
	t.Setenv("WHO", "张三")
	path := written(t, "# 全单位\r\ndata_folder = '"+root("/srv/%WHO%/nianbao")+"'\r\nexchange_folder = '"+root("/srv/移交")+"'\nbackup_place = '"+root("/srv/备份")+"'\nbody_font = \"kai\"\nroster_code = 'ab12 cd34 ab12 cd34 ab12'\n")
	p := preset.Read(filepath.Join(t.TempDir(), "none.toml"), path)
	if p.Err != nil || p.Path != path || p.Data != root("/srv/张三/nianbao") {
		t.Errorf("%+v", p)
	}
	for name, want := range map[string]string{
		app.SettingExchangeFolder: root("/srv/移交"), app.SettingBackupPlace: root("/srv/备份"), app.SettingBodyFont: app.BodyKai, app.SettingRosterCode: "ab12 cd34 ab12 cd34 ab12",
	} {
		if p.Settings[name] != want {
			t.Errorf("%s is %q, want %q", name, p.Settings[name], want)
		}
	}
}

func TestNoFileIsNoTrouble(t *testing.T) {
	if p := preset.Read(filepath.Join(t.TempDir(), preset.Name)); p.Path != "" || p.Err != nil || p.Data != "" || len(p.Settings) > 0 {
		t.Errorf("%+v", p)
	}
}

// Notepad writes with a mark in front, or in the code page of the machine.
func TestTheFileInTheEncodingsOfNotepad(t *testing.T) {
	text := "exchange_folder = '" + root("/共享/移交") + "'\n"
	gb, err := simplifiedchinese.GB18030.NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	for name, written := range map[string]string{"UTF-8 with a mark": "\xef\xbb\xbf" + text, "GBK": gb} {
		path := filepath.Join(t.TempDir(), preset.Name)
		if err := os.WriteFile(path, []byte(written), 0o600); err != nil {
			t.Fatal(err)
		}
		if p := preset.Read(path); p.Err != nil || p.Settings[app.SettingExchangeFolder] != root("/共享/移交") {
			t.Errorf("%s: %+v", name, p)
		}
	}
}

// What cannot be taken is told, and what can be is taken.
func TestABrokenFileIsToldOf(t *testing.T) {
	for name, tt := range map[string]struct{ text, says, kept string }{
		"a path in double quotes": {"body_font = 'kai'\nexchange_folder = \"\\\\server\\移交\"\n", "第 2 行 exchange_folder（无法识别）", app.BodyKai},
		"no text":                 {"body_font = 'kai'\nexchange_folder = 5\n", "exchange_folder（要写在引号中）", app.BodyKai},
		"a part of a path":        {"body_font = 'kai'\ndata_folder = 'nianbao'\n", "要写完整的路径", app.BodyKai},
		"nobody's variable":       {"body_font = 'kai'\ndata_folder = '%NOBODY_HAS_THIS%'\n", "没有 %NOBODY_HAS_THIS%", app.BodyKai},
		"another font":            {"body_font = '黑体'\n", "只能是 song、fangsong 或者 kai", ""},
		"a key of its own":        {"body_font = 'kai'\nfont = 'kai'\n", "font（没有这一项）", app.BodyKai},
		"a short code":            {"body_font = 'kai'\nroster_code = 'short'\n", "名册代码是 20 个字符", app.BodyKai},
		"no TOML":                 {"移交文件夹在 D 盘", "第 1 行", ""},
	} {
		p := preset.Read(written(t, tt.text))
		if p.Err == nil || !strings.Contains(app.Sentence(p.Err), tt.says) || p.Settings[app.SettingBodyFont] != tt.kept || p.Data != "" {
			t.Errorf("%s: %q, %+v", name, app.Sentence(p.Err), p)
		}
	}
	if p := preset.Read(written(t, strings.Repeat("# 很大\n", 20_000))); p.Err == nil {
		t.Error("a file without end is read")
	}
}

// A good line for the data folder is taken whatever the others are; where it is in doubt
// which folder is meant, that is told, and the program does not open.
func TestTheDataFolderIsTakenOrInDoubt(t *testing.T) {
	folder := root("/srv/data")
	good := "data_folder = '" + folder + "'\n"
	units := utf16.Encode([]rune("\ufeff" + good))
	var little []byte
	for _, u := range units {
		little = append(little, byte(u), byte(u>>8))
	}
	for name, tt := range map[string]struct {
		text, want string
		doubt      bool
	}{
		"beside a broken line":    {"exchange_folder = \"\\\\server\"x\n" + good + "font\n", folder, false},
		"in UTF-16":               {string(little), folder, false},
		"taken back":              {"data_folder = ''\n", "", false},
		"in a remark":             {"# data_folder = 'D:'\nbody_font = \n", "", false},
		"in another's value":      {"exchange_folder = '" + root("/srv/data_folder") + "'\n", "", false},
		"in double quotes":        {"body_font = 'kai'\ndata_folder = \"D:\\office\"\n", "", true},
		"with a new line in it":   {"data_folder = \"D:\\new\"\n", "", true},
		"twice":                   {good + "data_folder = 'E:'\n", "", true},
		"once well, once badly":   {good + "data_folder = \"D:\\office\"\n", "", true},
		"nobody's variable":       {"data_folder = '%NOBODY_HAS_THIS%'\n", "", true},
		"a part of a path":        {"data_folder = 'nianbao'\n", "", true},
		"in a section of its own": {"[office]\n" + good, "", true},
		"without a sign":          {"data_folder '/srv'\n", "", true},
	} {
		p := preset.Read(written(t, tt.text))
		if p.Data != tt.want || (p.DataErr != nil) != tt.doubt {
			t.Errorf("%s: %+v", name, p)
		}
	}
	if p := preset.Read(t.TempDir()); p.DataErr == nil {
		t.Error("a file that cannot be read leaves no doubt")
	}
}

// kept is a workstation's settings in memory.
type kept map[string]string

func (k kept) Setting(_ context.Context, name string) (string, error) { return k[name], nil }

func (k kept) SetSetting(_ context.Context, name, value string) error {
	k[name] = value
	return nil
}

// The file fills what was never set, and later follows itself; what a person chose stays.
func TestWhatAPersonChoseStays(t *testing.T) {
	held := kept{}
	apply := func(settings map[string]string) {
		t.Helper()
		if err := (&preset.Preset{Path: "f", Settings: settings}).Apply(t.Context(), held); err != nil {
			t.Fatal(err)
		}
	}
	apply(map[string]string{app.SettingExchangeFolder: "/a", app.SettingBodyFont: app.BodyKai})
	if held[app.SettingExchangeFolder] != "/a" || held[app.SettingBodyFont] != app.BodyKai {
		t.Fatal(held)
	}
	held[app.SettingBodyFont] = app.BodyFangSong // the person's choice
	held[app.SettingBackupPlace] = "/own"
	apply(map[string]string{app.SettingExchangeFolder: "/b", app.SettingBodyFont: app.BodyKai, app.SettingBackupPlace: "/c"})
	if held[app.SettingExchangeFolder] != "/b" || held[app.SettingBodyFont] != app.BodyFangSong || held[app.SettingBackupPlace] != "/own" {
		t.Error(held)
	}
	held[app.SettingExchangeFolder] = "" // no folder any more
	apply(map[string]string{app.SettingExchangeFolder: "/b"})
	if held[app.SettingExchangeFolder] != "" {
		t.Error("what a person took away comes back")
	}
}

// What the office set ends with its line, but not with one that nobody understands, and
// a person's own choice outlives whatever the file says meanwhile.
func TestWhatTheOfficeSetEndsWithItsLine(t *testing.T) {
	held := kept{}
	apply := func(text string) {
		t.Helper()
		if err := preset.Read(written(t, text)).Apply(t.Context(), held); err != nil {
			t.Fatal(err)
		}
	}
	a, b := root("/srv/a"), root("/srv/b")
	is := func(name, want string) {
		t.Helper()
		if held[name] != want {
			t.Errorf("%s is %q, want %q", name, held[name], want)
		}
	}
	for how, text := range map[string]string{"out": "body_font = 'kai'\n", "empty": "exchange_folder = ''\n", "all out": ""} {
		apply("exchange_folder = '" + a + "'\n")
		is(app.SettingExchangeFolder, a)
		apply("exchange_folder = \"\\\\server\\移交\"\n")
		apply("exchange_folder = 5\n")
		is(app.SettingExchangeFolder, a)
		apply(text)
		if held[app.SettingExchangeFolder] != "" {
			t.Errorf("%s: still %q", how, held[app.SettingExchangeFolder])
		}
	}
	apply("backup_place = '" + a + "'\n")
	if err := preset.Read(filepath.Join(t.TempDir(), "none")).Apply(t.Context(), held); err != nil {
		t.Fatal(err)
	}
	is(app.SettingBackupPlace, "")

	held = kept{app.SettingExchangeFolder: b} // the person's choice
	for _, folder := range []string{a, b, a} {
		apply("exchange_folder = '" + folder + "'\n")
		is(app.SettingExchangeFolder, b)
	}
	apply("")
	is(app.SettingExchangeFolder, b)
}
