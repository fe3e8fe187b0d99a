package app

import (
	"fmt"
	"path/filepath"
	"time"
)

// Rescued tells what a rescue has brought back.
type Rescued struct {
	Reports []RescuedReport
	Kept    string    // the folder in which the damaged file is now, "" when it stays where it is
	Written string    // the folder of the new store
	Copy    string    // the sound backup it was compared with, "" when there is none
	CopyAt  time.Time // when that was made
	Missing []string  // what else could not be read, as sentences
}

// RescuedReport is one report of a rescued store.
type RescuedReport struct {
	Unit     string
	Year     int
	Left     bool // the record that a report had before its first submission
	Deleted  bool // it was among the deleted ones, or another one has its place
	Found    int  // journal entries read from the damaged file, without a gap; -1 when the report was not found
	InCopy   int  // journal entries in the backup; -1 when it is not there
	FromCopy bool // the backup's was taken, since it holds more
	Cut      bool // later entries of the journal could not be read
	Kept     int  // journal entries in the new store
	Patched  int  // places whose present content is there although its entries are not
	Last     time.Time
}

// Trouble says why nothing can be stored now, nil when nothing is known
// against it.
func (d *Service) Trouble() error { return troubleOf(d.Health) }

func troubleOf(h Health) error {
	if h == nil {
		return nil
	}
	return h.Trouble()
}

// ForbidsEditing says whether with that trouble nothing may be entered. Where
// the file has gone, what is entered is kept in the window until it can be
// written elsewhere.
func ForbidsEditing(trouble error) bool {
	return trouble != nil && CodeOf(trouble) != Gone
}

// Steps writes how many journal entries were found of a report.
func Steps(n int) string {
	if n < 0 {
		return "没有"
	}
	return fmt.Sprintf("%d 步", n)
}

// Told says what became of a report.
func (r *RescuedReport) Told() string {
	var said string
	switch {
	case r.Kept == 0:
		return "没有救回：记录和内容都无法读取，备份中也没有"
	case r.Cut && r.Patched > 0:
		said = fmt.Sprintf("记录缺少最后一段，另有 %d 处用了读得出的现在内容，请核对", r.Patched)
	case r.Cut && r.FromCopy:
		said = "记录缺少最后一段，用了备份中的，备份以后的改动请核对"
	case r.Cut:
		said = "记录缺少最后一段，请核对最近填写的内容"
	case r.FromCopy:
		said = "用备份补齐"
	default:
		said = "完整"
	}
	switch {
	case r.Left:
		said += "（送审以前的编制记录，在“审签记录”中查看）"
	case r.Deleted:
		said += "（在“已删除的报告”中）"
	}
	return said
}

// Told says in a few sentences what a rescue came to.
func (r *Rescued) Told() string {
	brought, incomplete := 0, 0
	for i := range r.Reports {
		if r.Reports[i].Kept > 0 {
			brought++
		}
		if r.Reports[i].Cut || r.Reports[i].Kept == 0 {
			incomplete++
		}
	}
	said := fmt.Sprintf("找到 %d 份报告，救回 %d 份，其中不完整的 %d 份。", len(r.Reports), brought, incomplete)
	if r.Copy == "" {
		said += "没有可以对照的备份。"
	} else {
		said += fmt.Sprintf("对照的是 %s 的备份（%s）。", r.CopyAt.Local().Format("2006年1月2日 15:04"), filepath.Base(r.Copy))
	}
	if r.Kept != "" {
		said += "损坏的文件保留在 " + r.Kept + "，没有删除。"
	} else {
		said += "新的数据文件在 " + r.Written + "，原来的没有改动。"
	}
	for _, m := range r.Missing {
		said += "\n" + m
	}
	return said
}

// Brief says in a few words why something is not stored.
func Brief(err error) string {
	switch CodeOf(err) {
	case Gone:
		return "数据文件不见了"
	case Full:
		return "磁盘已满"
	case ReadOnly:
		return "数据文件是只读的"
	case Damaged:
		return "数据文件有损坏"
	case Disk:
		return "硬盘出错"
	case Locked:
		return "数据文件正被其他程序占用"
	case Unreachable:
		return "数据文件夹无法使用"
	case Conflict, Exists:
		return "报告已在别处改动"
	case NotFound:
		return "报告已在别处删除"
	case Forbidden:
		return "报告已在别处锁定"
	}
	return "程序出错"
}
