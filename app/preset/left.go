package preset

import "fmt"

// LeftBehind says that reports lie in the usual data folder where the office has set
// another one that has none, "" where that is not so.
func LeftBehind(here, usual int) string {
	if here > 0 || usual == 0 {
		return ""
	}
	return fmt.Sprintf("单位设置文件 %s 设了数据文件夹（data_folder），那里还没有报告；这个用户通常的数据文件夹中有 %d 份报告，都还在。"+
		"请信息技术人员关闭程序以后把通常的数据文件夹中的全部内容移到设定的文件夹，或者删除 data_folder 这一行。", Name, usual)
}
