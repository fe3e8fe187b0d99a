package cli

import (
	"fmt"

	"nianbao/app/doctor"
)

var doctorCommands = []command{
	{"doctor", "", "检查本机：版本、数据文件夹、备份、字体、显示、安装，逐项写明问题和办法；内容不含姓名、单位和报告，可以交给技术支持", (*call).doctor},
}

// examined is what doctor says as JSON shows it.
type examined struct {
	*doctor.Report
	Version string `json:"version"`
	Told    string `json:"told"`
}

// doctor looks at the workstation. The store is not opened: it may be what is wrong.
func (c *call) doctor() error {
	if len(c.args) > 0 {
		return usage("doctor 不需要别的内容")
	}
	r := c.Doctor(c.flags.dir).Examine(c.ctx)
	if !r.Well {
		c.code = Findings
	}
	if c.flags.json {
		return c.print(examined{r, c.Version, r.Told()})
	}
	_, err := fmt.Fprint(c.Stdout, r.Text())
	return err
}
