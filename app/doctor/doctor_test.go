package doctor_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"nianbao/app"
	"nianbao/app/doctor"
)

var now = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)

// well is a workstation with which nothing is wrong, in a folder of its own.
func well(t *testing.T) *doctor.Doctor {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "张三", "nianbao")
	place := t.TempDir()
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	store := doctor.Store{
		There: true, Layout: 5, Known: 5, Size: 1 << 20, Changed: now, Entries: 9,
		Settings: map[string]string{app.SettingBackupPlace: place, app.SettingExchangeFolder: place},
		Copies:   []app.Copy{{Made: now.Add(-time.Hour), Reports: 1}}, Second: []app.Copy{{Made: now.Add(-time.Hour)}},
	}
	return &doctor.Doctor{
		Dir: dir, Program: doctor.Program{Version: "1.2.3", Go: "1.26", Toolkit: "2.8.1", System: "Linux"},
		Roots:     []doctor.Root{{Path: filepath.Dir(filepath.Dir(dir)), Name: "~", Personal: true}, {Path: "/usr", Name: "/usr"}},
		Now:       func() time.Time { return now },
		Store:     func(context.Context, string) doctor.Store { return store },
		Drive:     func(string) doctor.Drive { return doctor.Drive{Kind: doctor.Local, System: "ext4", Free: 9 << 30} },
		Graphics:  func() doctor.Graphics { return doctor.Graphics{Display: "X11", Version: "4.6", Renderer: "Intel"} },
		Installed: func() []doctor.Installation { return []doctor.Installation{{Path: "/usr/bin/nianbao", Self: true}} },
		Fonts:     func() doctor.Fonts { return doctor.Fonts{Bundled: []string{"宋体"}} },
		Preset:    func() doctor.Preset { return doctor.Preset{} },
	}
}

func TestAWorkstationThatIsWell(t *testing.T) {
	r := well(t).Examine(t.Context())
	if !r.Well || !strings.Contains(r.Text(), "没有发现需要处理的问题") {
		t.Error(r.Text())
	}
	for _, id := range []string{"program", "folder", "drive", "space", "rights", "store", "backups", "second_place", "exchange_folder", "fonts", "graphics", "installed", "office_file", "log", "crashes"} {
		if !slices.ContainsFunc(r.Findings, func(f doctor.Finding) bool { return f.ID == id && f.State == doctor.Fine && f.Found != "" }) {
			t.Errorf("%s is not well:\n%s", id, r.Text())
		}
	}
}

// Each thing that can be wrong asks for care by its own name, and says what to do.
func TestWhatIsWrongIsToldWithWhatToDo(t *testing.T) {
	of := func(change func(*doctor.Store)) func(*doctor.Doctor) {
		return func(d *doctor.Doctor) {
			s := d.Store(context.Background(), "")
			change(&s)
			d.Store = func(context.Context, string) doctor.Store { return s }
		}
	}
	write := func(d *doctor.Doctor, name string, age time.Duration) {
		path := filepath.Join(d.Dir, name)
		if err := os.WriteFile(path, []byte("goroutine 1 [running] 张三"), 0o600); err != nil {
			panic(err)
		}
		if err := os.Chtimes(path, now.Add(-age), now.Add(-age)); err != nil {
			panic(err)
		}
	}
	for name, tt := range map[string]struct {
		id     string
		state  doctor.State
		change func(*doctor.Doctor)
	}{
		"a network drive": {"drive", doctor.Care, func(d *doctor.Doctor) {
			d.Drive = func(string) doctor.Drive { return doctor.Drive{Kind: doctor.Network, Free: -1} }
		}},
		"a stick": {"drive", doctor.Note, func(d *doctor.Doctor) {
			d.Drive = func(string) doctor.Drive { return doctor.Drive{Kind: doctor.Removable, Free: 9 << 30} }
		}},
		"a full disk": {"space", doctor.Care, func(d *doctor.Doctor) {
			d.Drive = func(string) doctor.Drive { return doctor.Drive{Kind: doctor.Local, Free: 1 << 20} }
		}},
		"a file for a folder":    {"folder", doctor.Care, func(d *doctor.Doctor) { write(d, "f", 0); d.Dir = filepath.Join(d.Dir, "f") }},
		"a folder not there yet": {"folder", doctor.Note, func(d *doctor.Doctor) { d.Dir = filepath.Join(d.Dir, "later", "nianbao") }},
		"damage":                 {"store", doctor.Care, of(func(s *doctor.Store) { s.Err = &app.Error{Code: app.Damaged} })},
		"a newer store":          {"store", doctor.Care, of(func(s *doctor.Store) { s.Err = &app.Error{Code: app.Newer} })},
		"a store in use":         {"store", doctor.Care, of(func(s *doctor.Store) { s.Err = &app.Error{Code: app.Locked} })},
		"a store not read":       {"store", doctor.Care, of(func(s *doctor.Store) { s.Err = &app.Error{Code: app.Unreachable, Err: os.ErrPermission} })},
		"a store that is gone":   {"store", doctor.Care, of(func(s *doctor.Store) { s.There = false })},
		"no store yet":           {"store", doctor.Note, of(func(s *doctor.Store) { s.There, s.Copies = false, nil })},
		"an older layout":        {"store", doctor.Note, of(func(s *doctor.Store) { s.Layout = 3 })},
		"no backup":              {"backups", doctor.Care, of(func(s *doctor.Store) { s.Copies, s.Changed = nil, now.AddDate(0, 0, -9) })},
		"no backup yet":          {"backups", doctor.Note, of(func(s *doctor.Store) { s.Copies = nil })},
		"an old backup":          {"backups", doctor.Care, of(func(s *doctor.Store) { s.Copies[0].Made = now.AddDate(0, 0, -9) })},
		"a bad backup":           {"backups", doctor.Care, of(func(s *doctor.Store) { s.Copies[0].Err = &app.Error{Code: app.BadCopy} })},
		"no second place":        {"second_place", doctor.Note, of(func(s *doctor.Store) { s.Settings = nil })},
		"a stick that is out":    {"second_place", doctor.Care, of(func(s *doctor.Store) { s.Settings[app.SettingBackupPlace] += "/gone" })},
		"an empty second place":  {"second_place", doctor.Care, of(func(s *doctor.Store) { s.Second = nil })},
		"a folder out of reach":  {"exchange_folder", doctor.Care, of(func(s *doctor.Store) { s.Settings[app.SettingExchangeFolder] += "/gone" })},
		"a font that is missing": {"fonts", doctor.Note, of(func(s *doctor.Store) { s.Settings[app.SettingBodyFont] = app.BodyFangSong })},
		"no OpenGL": {"graphics", doctor.Care, func(d *doctor.Doctor) {
			d.Graphics = func() doctor.Graphics { return doctor.Graphics{Display: "X11", Err: errors.New("1.4")} }
		}},
		"drawn without a card": {"graphics", doctor.Note, func(d *doctor.Doctor) {
			d.Graphics = func() doctor.Graphics {
				return doctor.Graphics{Display: "X11", Version: "4.5", Renderer: "llvmpipe (LLVM 15)"}
			}
		}},
		"no display": {"graphics", doctor.Note, func(d *doctor.Doctor) { d.Graphics = func() doctor.Graphics { return doctor.Graphics{} } }},
		"two installations": {"installed", doctor.Care, func(d *doctor.Doctor) {
			d.Installed = func() []doctor.Installation {
				return []doctor.Installation{{Path: "/usr/bin/nianbao"}, {Path: "/home/张三/nianbao", Self: true}}
			}
		}},
		"a broken office file": {"office_file", doctor.Care, func(d *doctor.Doctor) {
			d.Preset = func() doctor.Preset {
				return doctor.Preset{Path: "/etc/nianbao/office.toml", Err: &app.Error{Sentence: "第 3 行无法识别。"}}
			}
		}},
		"a crash just now":     {"crashes", doctor.Care, func(d *doctor.Doctor) { write(d, "crash.txt", time.Minute) }},
		"a crash of this week": {"crashes", doctor.Care, func(d *doctor.Doctor) { write(d, "crash-20260228-101010.txt", 48*time.Hour) }},
		"a crash of last year": {"crashes", doctor.Note, func(d *doctor.Doctor) { write(d, "crash-20250228-101010.txt", 300*24*time.Hour) }},
	} {
		d := well(t)
		tt.change(d)
		r := d.Examine(t.Context())
		i := slices.IndexFunc(r.Findings, func(f doctor.Finding) bool { return f.ID == tt.id })
		if i < 0 || r.Findings[i].State != tt.state || tt.state == doctor.Care && r.Findings[i].Do == "" || tt.state == doctor.Care == r.Well {
			t.Errorf("%s: well is %v\n%s", name, r.Well, r.Text())
		}
		if said := r.Text(); strings.Contains(said, "张三") || strings.Contains(said, "goroutine") {
			t.Errorf("%s: it is personal:\n%s", name, said)
		}
	}
}

func TestAFolderThatCannotBeWritten(t *testing.T) {
	d := well(t)
	if err := os.Chmod(d.Dir, 0o500); err != nil {
		t.Fatal(err)
	}
	defer os.Chmod(d.Dir, 0o700) //nolint:errcheck // so that it can be removed
	if f, err := os.CreateTemp(d.Dir, ""); err == nil {
		_ = f.Close()
		t.Skip("this user may write everywhere")
	}
	if r := d.Examine(t.Context()); r.Well || !strings.Contains(r.Text(), "不能新建文件") {
		t.Error(r.Text())
	}
}

// What is tried leaves nothing behind.
func TestNothingIsLeftBehind(t *testing.T) {
	d := well(t)
	d.Examine(t.Context())
	if left, err := os.ReadDir(d.Dir); err != nil || len(left) > 0 {
		t.Errorf("%v, %v", left, err)
	}
}

func TestPathsNameNobody(t *testing.T) {
	d := &doctor.Doctor{Roots: []doctor.Root{{Path: "/home/zhangsan", Name: "~", Personal: true}, {Path: "/usr", Name: "/usr"}}}
	for path, want := range map[string]string{
		"/home/zhangsan":                      "~",
		"/home/zhangsan/.local/share/nianbao": "~/.local/share/nianbao",
		"/home/zhangsan/教育局/nianbao":          "~/…",
		"/home/zhangsan2/nianbao":             "/…",
		"/usr/local/bin/nianbao":              "/usr/local/bin/nianbao",
		"/srv/教育局":                            "/…",
	} {
		if got := d.Name(path); got != want {
			t.Errorf("%s is called %s, want %s", path, got, want)
		}
	}
}

// What the office has set is looked at before the first opening takes it: a share that is
// out of reach, or that nobody may write to, is found then.
func TestTheFoldersOfTheOfficeAreLookedAtBeforeTheFirstOpening(t *testing.T) {
	finding := func(d *doctor.Doctor, id string) doctor.Finding {
		r := d.Examine(t.Context())
		return r.Findings[slices.IndexFunc(r.Findings, func(f doctor.Finding) bool { return f.ID == id })]
	}
	d := well(t)
	d.Store = func(context.Context, string) doctor.Store { return doctor.Store{} }
	place := t.TempDir()
	settings := map[string]string{app.SettingBackupPlace: place, app.SettingExchangeFolder: filepath.Join(place, "gone")}
	d.Preset = func() doctor.Preset { return doctor.Preset{Path: "/etc/nianbao/office.toml", Settings: settings} }
	if f := finding(d, "exchange_folder"); f.State != doctor.Care {
		t.Errorf("a share out of reach: %+v", f)
	}
	if f := finding(d, "second_place"); f.State != doctor.Fine || !strings.Contains(f.Found, "可以写入") {
		t.Errorf("a second place: %+v", f)
	}
	if f := finding(d, "office_file"); strings.Contains(f.Found, "已经采用") {
		t.Errorf("nothing was opened yet: %+v", f)
	}
	settings[app.SettingBackupPlace] = "/proc" // no file can be made there, by nobody
	if f := finding(d, "second_place"); f.State != doctor.Care || f.Do == "" {
		t.Errorf("a second place that cannot be written: %+v", f)
	}
}

// What doctor advises fits the cause: rights do not help against a folder without a way to it.
func TestAnUnreadableOfficeFileIsCalledThat(t *testing.T) {
	d := well(t)
	err := &app.Error{Sentence: "无法读取。", Err: &os.PathError{Op: "open", Path: "office.toml", Err: os.ErrPermission}}
	d.Preset = func() doctor.Preset { return doctor.Preset{Path: "/etc/nianbao/office.toml", Err: err} }
	if said := d.Examine(t.Context()).Text(); strings.Contains(said, "无法识别") || !strings.Contains(said, "无法读取：没有权限") {
		t.Error(said)
	}
	d = well(t)
	d.Dir = "/proc/nianbao"
	if said := d.Examine(t.Context()).Text(); strings.Contains(said, "完全控制") && !strings.Contains(said, "没有权限") {
		t.Error(said)
	}
}

// Where the system names no folder of the user's, the data are in whatever folder a
// command is started in: that is not the usual place.
func TestTheCurrentFolderIsNotTheUsualPlace(t *testing.T) {
	t.Chdir(t.TempDir())
	d := well(t)
	d.Dir, d.Usual = "nianbao-data", true
	if said := d.Examine(t.Context()).Text(); strings.Contains(said, "通常的位置") || !strings.Contains(said, "当前文件夹中的 nianbao-data") {
		t.Error(said)
	}
}
