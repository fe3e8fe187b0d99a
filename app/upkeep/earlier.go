package upkeep

import (
	"context"
	"fmt"

	"nianbao/app"
)

// Earlier says that copies of this user lie in the second place where the store has
// nothing in it, "" where that is not so: the disk may be a new one, and the office's
// settings know the place.
func Earlier(ctx context.Context, d *app.Service) string {
	if d.Backups == nil {
		return ""
	}
	drafts, err := d.Drafts.Recent(ctx, 1)
	if err != nil || len(drafts) > 0 {
		return ""
	}
	list, _ := d.Backups.List(ctx) // what cannot be listed is told by the state
	found, newest := 0, -1
	for i, c := range list {
		if !c.Second || c.Entries == 0 && len(c.Holds) == 0 {
			continue
		}
		if found++; newest < 0 && c.Err == nil {
			newest = i
		}
	}
	if found == 0 {
		return ""
	}
	said := fmt.Sprintf("第二备份位置有 %d 份备份，是这个电脑名、这个用户名的", found)
	if newest >= 0 {
		said += fmt.Sprintf("，最近的一份是 %s 的，有 %d 份报告", list[newest].MadeText(), list[newest].Reports)
	}
	return said + "。\n确实是您的，可以用“文件 → 备份与恢复”恢复。"
}
