package app

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"

	"nianbao/app/form"
	"nianbao/app/report"
)

// Code says what kind of failure an Error is.
type Code string

// The failures the program knows how to explain.
const (
	Exists      Code = "exists"      // the unit has a report of that year
	NotFound    Code = "not_found"   // no such draft
	Conflict    Code = "conflict"    // another window has changed the draft
	Locked      Code = "locked"      // another program holds the store
	ReadOnly    Code = "read_only"   // the store may not be written
	Full        Code = "full"        // the disk is full
	Damaged     Code = "damaged"     // the store's file is not sound
	Gone        Code = "gone"        // the store's file has been removed or replaced while it was open
	Disk        Code = "disk"        // the disk does not read or write, which says nothing of the content
	NoStore     Code = "no_store"    // the folder has copies of a store, but the store is gone
	NoCopy      Code = "no_copy"     // there is no copy that could be restored
	BadCopy     Code = "bad_copy"    // a copy that cannot be restored
	NoPlace     Code = "no_place"    // the second place for copies cannot be used
	Newer       Code = "newer"       // made by a newer version of the program
	Unreachable Code = "unreachable" // the data folder cannot be used
	BadInput    Code = "bad_input"   // a file that cannot be read as a report
	Target      Code = "target"      // an output file that cannot be written
	Protected   Code = "protected"   // an output file that must not be written there; Sentence says why
	Unsynced    Code = "unsynced"    // an output file that is written, but may not outlive a power cut
	NoScreen    Code = "no_screen"   // nowhere to show a window
	NoGraphics  Code = "no_graphics" // a display on which the window cannot be drawn
	NoProgram   Code = "no_program"  // the system did not open or print a file; Sentence says what to do
	Forbidden   Code = "forbidden"   // where the report or the roster stands does not allow it; Sentence says why
	Invalid     Code = "invalid"     // what was typed will not do; Sentence says why
	Password    Code = "password"    // a wrong password
	TooSoon     Code = "too_soon"    // too many wrong passwords; Detail says how long to wait
	Clock       Code = "clock"       // the workstation's clock is behind the last step
	Untrusted   Code = "untrusted"   // a file or record whose signatures do not hold
	Diverged    Code = "forked"      // both sides went on separately
	Older       Code = "older"       // a file older than what is held
	Internal    Code = "internal"    // a fault of the program
)

// Error is a failure with its code, which has a sentence in Chinese that a
// person reads.
type Error struct {
	Code     Code
	Detail   string // Chinese without a full stop: stands in brackets after the code's sentence
	Sentence string // Chinese, whole: stands in the place of the code's sentence and of Detail
	ID       int64  // with Exists: the report that is there
	Pending  bool   // what was entered is kept in the window and stored as soon as that is possible
	Err      error
}

// pendingError marks a failure to store edits that the session goes on holding.
func pendingError(err error) error {
	var e *Error
	if !errors.As(err, &e) {
		e = &Error{Code: Internal}
	}
	held := *e
	held.Pending, held.Err = true, err
	return &held
}

// Error returns the technical text, for the log.
func (e *Error) Error() string {
	s := string(e.Code)
	if said := e.Detail + e.Sentence; said != "" {
		s += " (" + said + ")"
	}
	if e.Err != nil {
		s += ": " + e.Err.Error()
	}
	return s
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// CodeOf returns the code of err, or Internal.
func CodeOf(err error) Code {
	var e *Error
	if errors.As(err, &e) {
		return e.Code
	}
	return Internal
}

// Place is one character of a report that cannot be printed.
type Place struct {
	Address form.Address
	Where   string // 一、总体情况（二）依申请公开情况
	Rune    rune
	At      int // characters before it in its field
}

// Unprintable names the characters that no font can print.
type Unprintable struct{ Places []Place }

// Error lists the characters, for the log.
func (u *Unprintable) Error() string { return fmt.Sprintf("unprintable characters: %v", u.Places) }

// Sentence turns an error into what a person reads: what happened and what to
// do about it.
func Sentence(err error) string {
	var refusal *report.Refusal
	var unprintable *Unprintable
	var e *Error
	switch {
	case err == nil:
		return ""
	case errors.Is(err, context.Canceled):
		return "已取消，没有做完；不完整的内容没有写出，也没有保存。"
	case errors.As(err, &unprintable):
		return unprintable.sentence()
	case errors.As(err, &e):
		return e.sentence()
	case errors.As(err, &refusal):
		return refusal.Err.Error() + "。"
	}
	return "程序遇到了没有预料到的问题。请重新打开程序；如果再次出现，请把日志交给信息技术人员。"
}

func (e *Error) sentence() string {
	s := e.Sentence
	if s == "" {
		s = e.ofCode()
	}
	if e.Pending {
		s = e.pendingToo(s)
	}
	switch {
	case e.Detail == "" || e.Sentence != "":
		return s
	case e.Code == Untrusted: // first why
		return "验证未通过：" + strings.TrimSuffix(e.Detail, "。") + "。没有采用其中的任何内容，本机已有的报告没有改动。请不要使用这个文件，请与交来文件的人联系，重新移交一份。"
	}
	return s + "（" + e.Detail + "）"
}

// pendingToo adds to a sentence what becomes of what was entered.
func (e *Error) pendingToo(s string) string {
	switch e.Code {
	case Locked, ReadOnly, Full, Disk, Unreachable:
		return s + "最近的改动还没有保存，程序会自动重试；在此之前请不要关闭窗口。"
	case Gone:
		return s + "请不要关闭窗口，先把窗口中的内容写到新的数据文件。"
	case Internal:
		return "程序遇到了没有预料到的问题，最近的改动还没有保存。程序会自动重试，在此之前请不要关闭窗口；如果一直不成功，请把日志交给信息技术人员。"
	}
	return s
}

// ofCode says what there is to say of a code, with the system's reason where
// that is known.
func (e *Error) ofCode() string {
	switch e.Code {
	case Target:
		return caused(e.Err, "文件写入失败", "原有的文件没有改动。",
			"可能是它正被其他程序（如 PDF 阅读器）打开，或者所在文件夹不能写入，或者磁盘已满。请关闭那个程序、清理磁盘后再试，或者换一个位置。")
	case Unreachable:
		return caused(e.Err, "数据文件夹无法使用", "", "请联系信息技术人员检查文件夹是否存在、是否有写入权限。")
	case NoPlace:
		return caused(e.Err, "备份没有写到第二备份位置", "本机的备份和数据不受影响。", "请检查 U 盘是否插好、共享文件夹能否打开。") + "程序会自动再试。"
	}
	return map[Code]string{
		Exists:   "这个单位这一年度的报告已经有了，不能重复新建。请打开已有的那一份。",
		NotFound: "没有找到这份报告，可能已经被删除。请回到报告列表查看。",
		Conflict: "这份报告已在另一个窗口中改动。请关闭后重新打开，再继续填写。",
		Locked:   "数据文件正被另一个程序占用。请关闭另一个年报通窗口或者备份软件，然后再试。",
		ReadOnly: "数据文件是只读的，不能写入；查看、导出和移交不受影响。请信息技术人员检查数据文件夹和其中 nianbao.db 的写入权限；在 U 盘上的，请检查写保护开关。",
		Full:     "磁盘已满，不能写入；查看、移交和导出到别的磁盘不受影响。请清理磁盘空间，然后再试。",
		Damaged: "数据文件的内容有损坏，程序没有改动它，也不再写入。请用“文件”菜单中的“救回数据”（命令行 nianbao rescue）把读得出的内容救到新的数据文件中，" +
			"或者在“文件 → 备份与恢复”（命令行 nianbao restore）中恢复备份。请不要自己删除或者替换数据文件。",
		Gone: "数据文件已经不在原来的位置：它被删除、移走或者换成了别的文件，或者所在的磁盘断开了。现在不能保存。请检查磁盘的连接和数据文件夹。",
		Disk: "读写数据文件时硬盘出错，试了几次都没有成功。数据文件不一定有损坏，请不要删除或者替换它。请检查硬盘或者 U 盘的连接，然后再试；" +
			"如果再次出现，请先把数据文件夹整个复制到另一块硬盘，再请信息技术人员检查这块硬盘。",
		NoStore: "数据文件夹中没有数据文件 nianbao.db（或者它是空的），但是有它的备份，所以没有新建。请打开窗口选择怎么办；" +
			"或者用 nianbao restore newest 恢复最近的备份，用 nianbao restore 文件 恢复别处的数据文件。确实要从空白开始的，加 --begin-anew。",
		NoCopy:     "没有可以恢复的备份。数据文件在别处的，用 nianbao restore 文件 恢复。",
		BadCopy:    "这个文件已损坏、不完整，或者不是年报通的数据文件，不能用来恢复；现在的数据没有改动。请选另一份备份。",
		Newer:      "这个文件由更新版本的年报通生成，请先升级程序再打开。",
		BadInput:   "这个文件不能作为年度报告读入，已有的内容没有改动。请改正后再试。",
		Protected:  "这个位置不能写入，没有写出，原有的文件没有改动。请换一个文件名或者文件夹。",
		Unsynced:   "文件已经写出，但是磁盘没有确认，断电时可能丢失。请检查磁盘后再写一次。",
		NoScreen:   "这里没有显示器，无法打开窗口。可以使用命令行，用法见 nianbao help。",
		NoGraphics: "这台电脑的显示驱动不支持 OpenGL 2.1，窗口无法打开；数据没有受影响。可以这样做：\n" + GraphicsAdvice(runtime.GOOS),
		NoProgram:  "系统没有打开这个文件。",
		Forbidden:  "现在不能这样做。",
		Invalid:    "输入的内容不合要求，没有改动任何内容。请检查后重新输入。",
		Password:   "密码不对。请重新输入；连续输错会逐次延长等待时间。",
		TooSoon:    "暂时不能再试密码：连续几次没有输对，或者验证密码时程序被中断。",
		Clock:      "这台电脑的时间比前面的步骤还早，不能签名。请先校准电脑的日期和时间。",
		Untrusted:  "验证未通过，没有采用其中的任何内容，本机已有的报告没有改动。",
		Diverged:   "同一份报告，本机和文件在分开以后各有不同，不能直接合并。请在窗口中打开，对照后选择；命令行加 --take ours 保留本机的，--take theirs 采用对方的。",
		Older:      "这个文件比本机已有的旧，本机的内容没有改动。",
		Internal:   "程序遇到了没有预料到的问题。请重新打开程序；如果再次出现，请把日志交给信息技术人员。",
	}[e.Code]
}

// GraphicsAdvice says what helps where no window can be drawn.
func GraphicsAdvice(system string) string {
	remote := "2．在远程桌面中使用时，请信息技术人员把软件绘图文件 opengl32.dll（Mesa，64 位，连同附带的 .dll）放到 nianbao.exe 所在的文件夹，" +
		"再重新打开，程序会自动改用它；\n"
	if system != "windows" {
		remote = "2．在远程桌面或者虚拟机中使用时，请信息技术人员打开 X 服务器的 GLX 扩展，并安装软件绘图（libgl1 和 libgl1-mesa-dri），再重新打开；\n"
	}
	return "1．更新显卡驱动程序，然后重新打开；\n" + remote + "3．急用时可以使用命令行，用法见 nianbao help。"
}

func (u *Unprintable) sentence() string {
	const most = 5
	var b strings.Builder
	b.WriteString("有的字在现有字体中没有，还不能印出。请更换这些字，或者改用其他写法：")
	for i, p := range u.Places {
		if i == most {
			fmt.Fprintf(&b, "等，共 %d 处", len(u.Places))
			break
		}
		if i > 0 {
			b.WriteString("；")
		}
		fmt.Fprintf(&b, "%s第 %d 个字“%c”", p.Where, p.At+1, p.Rune)
	}
	return b.String() + "。没有写出任何文件。"
}
