package doctor

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"nianbao/app"
)

func (d *Doctor) program() Finding {
	p := d.Program
	found := "年报通 " + p.Version
	if p.Commit != "" {
		found += "（" + p.Commit + "）"
	}
	return Finding{ID: "program", Name: "程序", State: Fine, Found: found + "，" + p.System + "，Go " + p.Go + "，Fyne " + p.Toolkit}
}

// The room below which the data folder needs care, in bytes: a store of a unit is
// some MB, and every copy of it as much again.
const (
	leastRoom = 200 << 20
	roomTimes = 10 // of the store
)

// folder looks at the data folder: what it is on, how much room it has, and whether
// this user may do there what a store needs.
func (d *Doctor) folder() []Finding {
	where := d.Name(d.Dir)
	switch {
	case !filepath.IsAbs(d.Dir):
		where = "当前文件夹中的 " + filepath.Base(d.Dir) + "，换一个当前文件夹就是另一份数据"
	case d.Usual:
		where += "（通常的位置）"
	}
	there := Finding{ID: "folder", Name: "数据文件夹", State: Fine, Found: where}
	info, err := os.Stat(d.Dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		there.State, there.Found = Note, where+"，还没有建立，第一次打开窗口时建立"
	case err != nil:
		there.State, there.Found, there.Do = Care, where+"，无法打开"+app.Why(err), "请检查文件夹的权限和所在的磁盘。"
	case !info.IsDir():
		there.State, there.Found, there.Do = Care, where+"，是一个文件，不是文件夹", "请把这个文件移走，或者换一个数据文件夹。"
	}
	out := []Finding{there}
	if d.Drive != nil {
		out = append(out, d.drive()...)
	}
	if there.State != Care {
		out = append(out, rights(d.Dir))
	}
	return out
}

func (d *Doctor) drive() []Finding {
	drive := d.Drive(d.Dir)
	on := Finding{ID: "drive", Name: "所在的磁盘", State: Fine}
	switch drive.Kind {
	case Network:
		on.State, on.Found = Care, "网络驱动器或者共享文件夹"
		on.Do = "断网或者两台电脑同时写入时，数据会损坏，程序不打开这样的数据文件夹。请把它放在本机的硬盘上。"
	case Removable:
		on.State, on.Found = Note, "可移动磁盘"
		on.Do = "没有弹出就拔下时，可能丢失最近的改动。请把数据文件夹放在本机的硬盘上，可移动磁盘用作第二备份位置。"
	case Local:
		on.Found = "本机硬盘"
	default:
		on.Found = "无法识别"
		if volume := filepath.VolumeName(d.Dir); noVolume(volume) {
			on.State, on.Found, on.Do = Care, "没有 "+volume+" 这个磁盘", "请接上这个磁盘，或者换一个数据文件夹。"
		}
	}
	if drive.System != "" {
		on.Found += "，" + drive.System
	}
	if drive.Free < 0 {
		return []Finding{on}
	}
	room := Finding{ID: "space", Name: "剩余空间", State: Fine, Found: size(drive.Free), Amount: drive.Free}
	if drive.Free < max(leastRoom, roomTimes*sizeOf(filepath.Join(d.Dir, "nianbao.db"))) {
		room.State, room.Do = Care, "空间不足时不能备份，写满以后不能保存。请清理这块磁盘。"
	}
	return []Finding{on, room}
}

// noVolume says whether a path names a drive that is not there: only Windows has any.
func noVolume(volume string) bool {
	if volume == "" {
		return false
	}
	_, err := os.Stat(volume + string(filepath.Separator))
	return errors.Is(err, fs.ErrNotExist)
}

// rights tries what a store does to its files. Where the folder is not there yet,
// the one is tried that it will be made in.
func rights(dir string) Finding {
	f := Finding{ID: "rights", Name: "读写权限", State: Fine, Found: "可以新建、写入、改名和删除文件"}
	for {
		if info, err := os.Stat(dir); err == nil && info.IsDir() || dir == filepath.Dir(dir) {
			break
		}
		dir = filepath.Dir(dir)
	}
	if did, err := tryFiles(dir); err != nil {
		f.State, f.Found = Care, did+app.Why(err)
		f.Do = app.Remedy(err)
		if f.Do == "" || errors.Is(err, fs.ErrPermission) {
			f.Do = "请让使用者对数据文件夹有完全控制的权限；有杀毒软件或者文件夹保护的，把年报通加入允许的程序。"
		}
	}
	return f
}

// tryFiles makes, writes, renames and removes a file. It says what could not be done.
func tryFiles(dir string) (failed string, err error) {
	file, err := os.CreateTemp(dir, "try-*.tmp")
	if err != nil {
		return "不能新建文件", err
	}
	name := file.Name()
	defer os.Remove(name)
	_, err = file.Write([]byte("nianbao"))
	if err = errors.Join(err, file.Sync(), file.Close()); err != nil {
		return "不能写入文件", err
	}
	renamed := strings.TrimSuffix(name, ".tmp") + "-renamed.tmp"
	if err := os.Rename(name, renamed); err != nil {
		return "不能给文件改名", err
	}
	if err := os.Remove(renamed); err != nil {
		return "不能删除文件", err
	}
	return "", nil
}

func (d *Doctor) store(s *Store) Finding {
	f := Finding{ID: "store", Name: "数据文件", State: Fine, Amount: s.Size}
	layout := fmt.Sprintf("数据格式 %d，%s", s.Layout, size(s.Size))
	switch code := app.CodeOf(s.Err); {
	case !s.There && len(s.Copies) > 0:
		f.State, f.Found = Care, "没有找到 nianbao.db，但是有它的备份"
		f.Do = "先看杀毒软件的隔离区和回收站；打开窗口时，程序会问怎么办，可以恢复最近的备份。"
	case !s.There:
		f.State, f.Found = Note, "还没有"
	case s.Err == nil && s.Layout < s.Known:
		f.State, f.Found = Note, fmt.Sprintf("完好，%s；下次打开窗口时先备份，再升级到格式 %d", layout, s.Known)
	case s.Err == nil:
		f.Found = "完好，" + layout
	case code == app.Newer:
		f.State, f.Found, f.Do = Care, "由更新版本的年报通生成", "请在这台电脑上安装同样新的版本。"
	case code == app.Damaged || code == app.BadCopy:
		f.State, f.Found = Care, "有损坏"
		f.Do = "请不要删除或者替换数据文件。在“文件 → 救回数据”（nianbao rescue）中救回，或者在“文件 → 备份与恢复”（nianbao restore）中恢复备份。"
	case code == app.Locked:
		f.State, f.Found, f.Do = Care, "正被另一个程序占用", "请关闭那个程序（备份、同步或者杀毒软件），再检查一次。"
	default:
		f.State, f.Found = Care, "无法读取"+app.Why(s.Err)
		f.Do = "请检查权限和磁盘。硬盘出错的，先把数据文件夹整个复制到另一块硬盘。"
	}
	return f
}

// lateBackup is how long after the newest copy a store may have been worked in: one
// is made each day that a window is open.
const lateBackup = 3 * 24 * time.Hour

func (d *Doctor) backups(s *Store) Finding {
	f := Finding{ID: "backups", Name: "备份", State: Fine, Amount: int64(len(s.Copies))}
	readable := 0
	for i := range s.Copies {
		if s.Copies[i].Err == nil {
			readable++
		}
	}
	if len(s.Copies) == 0 {
		f.State, f.Found = Note, "还没有"
		if s.There && s.Entries > 0 && d.Now().Sub(s.Changed) > lateBackup {
			f.State, f.Do = Care, "请打开窗口，在“文件 → 备份与恢复”中点“现在备份”，看写明的原因。"
		}
		return f
	}
	newest := s.Copies[0]
	f.Found = fmt.Sprintf("%d 份，最近一份 %s，可以读取 %d 份", len(s.Copies), newest.Made.Format("2006年1月2日 15:04"), readable)
	switch {
	case newest.Err != nil:
		f.State, f.Found = Care, f.Found+"，最近一份"+newest.Trouble()
		f.Do = "请打开窗口，在“文件 → 备份与恢复”中点“现在备份”；以前的备份不要删除。"
	case s.There && s.Changed.Sub(newest.Made) > lateBackup:
		f.State, f.Found = Care, f.Found+"，此后有改动没有备份"
		f.Do = "请打开窗口，在“文件 → 备份与恢复”中点“现在备份”，看写明的原因。"
	case readable < len(s.Copies):
		f.State = Note
	}
	return f
}

func (d *Doctor) secondPlace(s *Store) Finding {
	f := Finding{ID: "second_place", Name: "第二备份位置", State: Fine, Amount: int64(len(s.Second))}
	place := s.Settings[app.SettingBackupPlace]
	switch err := app.FolderThere(place); {
	case place == "":
		f.State, f.Found = Note, "没有设"
		f.Do = "备份与数据在同一块硬盘上，挡不住硬盘损坏。请在“文件 → 备份与恢复”中设一个：U 盘，或者单位内网的共享文件夹。"
	case err != nil:
		f.State, f.Found, f.Do = Care, "无法打开"+app.Why(err), "请插好 U 盘，或者检查共享文件夹；本机的备份照常进行。"
	default:
		d.writing(&f, place, s)
	}
	return f
}

// writing tries to write into the second place, and counts what is there.
func (d *Doctor) writing(f *Finding, place string, s *Store) {
	did, err := tryFiles(place)
	switch {
	case err != nil:
		f.State, f.Found = Care, "可以打开，"+did+app.Why(err)
		f.Do = app.Remedy(err)
		if f.Do == "" || errors.Is(err, fs.ErrPermission) {
			f.Do = "请给使用者新建、改名和删除文件的权限；本机的备份照常进行。"
		}
	case len(s.Second) == 0 && len(s.Copies) > 0:
		f.State, f.Found, f.Do = Care, "可以打开，但是没有备份", "请打开窗口，在“文件 → 备份与恢复”中点“现在备份”，看写明的原因。"
	case len(s.Second) == 0:
		f.Found = "可以打开，可以写入，还没有备份"
	default:
		f.Found = fmt.Sprintf("可以打开，可以写入，有备份 %d 份", len(s.Second))
	}
}

func (d *Doctor) exchangeFolder(s *Store) Finding {
	f := Finding{ID: "exchange_folder", Name: "移交文件夹", State: Fine}
	dir := s.Settings[app.SettingExchangeFolder]
	if dir == "" {
		f.Found = "没有设，用 U 盘移交"
		return f
	}
	if _, err := os.ReadDir(dir); err != nil {
		f.State, f.Found, f.Do = Care, "无法打开"+app.Why(err), "请检查共享文件夹能否打开，使用者有没有读取的权限。"
		return f
	}
	if did, err := tryFiles(dir); err != nil {
		f.State, f.Found, f.Do = Care, "可以读取，"+did+app.Why(err), "请给使用者新建文件的权限。"
		return f
	}
	f.Found = "可以读取，可以新建文件"
	return f
}

func (d *Doctor) fonts(s *Store) Finding {
	have := d.Fonts()
	f := Finding{ID: "fonts", Name: "字体", State: Fine, Found: "内置 " + strings.Join(have.Bundled, "、")}
	names := map[string]string{app.BodyFangSong: "仿宋", app.BodyKai: "楷体"}
	for _, body := range []string{app.BodyFangSong, app.BodyKai} {
		if file := have.Found[body]; file != "" {
			f.Found += "；本机" + names[body] + " " + file
			continue
		}
		f.Found += "；本机没有" + names[body]
		if s.Settings[app.SettingBodyFont] == body {
			f.State = Note
			f.Do = "设置的正文字体是本机" + names[body] + "，没有时用内置字体打印。请安装 " + file(body) + "，或者在“帮助 → 设置”中选别的。"
		}
	}
	if len(have.Spare) > 0 {
		f.Found += "；补生僻字 " + strings.Join(have.Spare, "、")
	}
	return f
}

// file is what Windows calls the font of a setting.
func file(body string) string {
	return map[string]string{app.BodyFangSong: "simfang.ttf", app.BodyKai: "simkai.ttf"}[body]
}

// software are words that the names of renderers have which draw without a card.
var software = []string{"llvmpipe", "softpipe", "swrast", "Software Rasterizer", "GDI Generic", "Basic Render"}

func graphics(g Graphics) Finding {
	f := Finding{ID: "graphics", Name: "显示", State: Fine, Found: g.Display}
	switch {
	case g.Err != nil:
		f.State, f.Found = Care, "窗口无法打开：没有 OpenGL 2.1"
		f.Do = strings.ReplaceAll(app.GraphicsAdvice(runtime.GOOS), "\n", "")
		return f
	case g.Display == "":
		f.State, f.Found = Note, "这里没有显示器，没有检查"
		return f
	case g.Version == "":
		f.State, f.Found = Note, g.Display+"，绘图没有检查"
		return f
	}
	f.Found += "，OpenGL " + g.Version
	if g.Renderer != "" {
		f.Found += "，" + g.Renderer
	}
	for _, name := range software {
		if strings.Contains(strings.ToLower(g.Renderer), strings.ToLower(name)) {
			f.State, f.Found = Note, f.Found+"，软件绘图"
			f.Do = "没有用到显卡：功能相同，占用的处理器多一些。"
			break
		}
	}
	return f
}

func (d *Doctor) installed(all []Installation) Finding {
	f := Finding{ID: "installed", Name: "安装", State: Fine, Amount: int64(len(all))}
	var said []string
	listed := false
	for _, i := range all {
		where := "位置不明"
		if i.Path != "" {
			where = d.Name(i.Path)
		}
		one := strings.TrimSpace(where + " " + i.Version)
		switch {
		case i.Kind != "" && i.Self:
			one += "（" + i.Kind + "，正在运行）"
		case i.Kind != "":
			one += "（" + i.Kind + "）"
		case i.Self:
			one += "（正在运行）"
		}
		said, listed = append(said, one), listed || i.Self
	}
	f.Found = strings.Join(said, "；")
	switch {
	case len(all) == 0:
		f.Found = "没有安装，直接运行"
	case len(all) > 1:
		f.State = Care
		f.Do = "这台电脑上有几份程序，菜单和双击文件打开的可能不是同一份。请只留一份，把其余的卸载或者删除；报告不在程序文件夹中。"
	}
	return f
}

func (d *Doctor) preset(p Preset, opened bool) Finding {
	f := Finding{ID: "office_file", Name: "单位设置文件", State: Fine, Found: "没有"}
	if p.Path != "" {
		f.Found = d.Name(p.Path) + "，已经采用"
		if !opened && len(p.Settings) > 0 {
			f.Found = d.Name(p.Path) + "，第一次打开窗口时采用"
		}
	}
	if p.Err != nil {
		f.State, f.Found = Care, d.Name(p.Path)+"，有无法识别的内容"
		if unread := new(fs.PathError); errors.As(p.Err, &unread) {
			f.Found = d.Name(p.Path) + "，无法读取" + app.Why(p.Err)
		}
		f.Do = app.Sentence(p.Err)
	}
	switch {
	case p.DataErr != nil:
		f.State, f.Found, f.Do = Care, d.Name(p.Path)+"，数据文件夹无法确定", app.Sentence(p.DataErr)
	case p.Left != "":
		f.State, f.Do = Care, f.Do+p.Left
	}
	return f
}
