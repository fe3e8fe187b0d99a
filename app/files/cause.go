package files

import (
	"runtime"
	"slices"
	"syscall"
)

// Cause is why the system did not do something with a file, and what helps.
type Cause struct {
	Why string // goes on after 写入失败：
	Do  string // a whole sentence
}

// systemCauses are the reasons that people can do something about. The numbers
// of Windows are those of its own list of system errors.
var systemCauses = []struct {
	Cause
	errors  []syscall.Errno
	windows []syscall.Errno
}{
	{
		Cause{"磁盘已满", "请清理磁盘空间，或者换一个磁盘，然后再试。"},
		[]syscall.Errno{syscall.ENOSPC, syscall.EDQUOT},
		[]syscall.Errno{39, 112}, // ERROR_HANDLE_DISK_FULL, ERROR_DISK_FULL
	},
	{
		Cause{"磁盘是只读的", "请检查 U 盘的写保护开关，或者换一个位置。"},
		[]syscall.Errno{syscall.EROFS},
		[]syscall.Errno{19}, // ERROR_WRITE_PROTECT
	},
	{
		Cause{"正被其他程序使用", "请关闭那个程序（如 PDF 阅读器），然后再试。"},
		[]syscall.Errno{syscall.EBUSY, syscall.ETXTBSY},
		[]syscall.Errno{32, 33, 1224}, // ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION, ERROR_USER_MAPPED_FILE
	},
	{
		Cause{"没有权限", "请换一个位置，或者请信息技术人员检查文件夹的权限。"},
		[]syscall.Errno{syscall.EACCES, syscall.EPERM},
		[]syscall.Errno{5}, // ERROR_ACCESS_DENIED
	},
	{
		Cause{"文件夹不存在，可能已被删除、移走，或者所在的磁盘断开了", "请检查位置和磁盘的连接，或者换一个位置。"},
		[]syscall.Errno{syscall.ENOENT},
		[]syscall.Errno{2, 3, 15}, // ERROR_FILE_NOT_FOUND, ERROR_PATH_NOT_FOUND, ERROR_INVALID_DRIVE
	},
	{
		Cause{"路径中有一处是文件，不是文件夹", "请检查位置，或者换一个位置。"},
		[]syscall.Errno{syscall.ENOTDIR},
		[]syscall.Errno{267}, // ERROR_DIRECTORY
	},
	{
		Cause{"文件名或者路径太长", "请把名称改短，或者换一个位置。"},
		[]syscall.Errno{syscall.ENAMETOOLONG},
		[]syscall.Errno{111, 206}, // ERROR_BUFFER_OVERFLOW, ERROR_FILENAME_EXCED_RANGE
	},
	{
		Cause{"名称中有系统不允许的字符", "请换一个名称。"},
		[]syscall.Errno{syscall.EINVAL},
		[]syscall.Errno{123}, // ERROR_INVALID_NAME
	},
	{
		Cause{"磁盘读写出错", "请检查硬盘或者 U 盘的连接，然后再试，或者换一个磁盘。"},
		[]syscall.Errno{syscall.EIO, syscall.ENXIO, syscall.ENODEV},
		[]syscall.Errno{21, 23, 27, 29, 30, 31, 1117, 1167}, // not ready, CRC, sector, write and read faults, device gone
	},
	{
		Cause{"网络断开，或者对方没有应答", "请检查网络，或者换一个位置。"},
		[]syscall.Errno{syscall.ESTALE, syscall.ETIMEDOUT, syscall.EHOSTDOWN, syscall.ENOTCONN},
		[]syscall.Errno{51, 53, 59, 64, 67, 1231}, // ERROR_REM_NOT_LIST to ERROR_NETWORK_UNREACHABLE
	},
	{
		Cause{"路径中的链接绕成一圈", "请换一个位置。"},
		[]syscall.Errno{syscall.ELOOP},
		nil,
	},
	{
		Cause{"打开的文件太多", "请关闭一些程序，然后再试。"},
		[]syscall.Errno{syscall.EMFILE, syscall.ENFILE},
		[]syscall.Errno{4}, // ERROR_TOO_MANY_OPEN_FILES
	},
}

// CauseOf returns the cause that an error number of the system stands for.
func CauseOf(errno syscall.Errno) (c Cause, known bool) {
	for _, one := range systemCauses {
		if slices.Contains(one.errors, errno) || runtime.GOOS == "windows" && slices.Contains(one.windows, errno) {
			return one.Cause, true
		}
	}
	return Cause{}, false
}
