package app

import (
	"errors"
	"io/fs"
	"os"
	"runtime"
	"slices"
	"syscall"
)

// cause is why the system did not do something with a file, and what helps.
type cause struct {
	why string // goes on after 没有写成：
	do  string // a whole sentence
}

// systemCauses are the reasons that people can do something about. The numbers
// of Windows are those of its own list of system errors.
var systemCauses = []struct {
	cause
	errors  []syscall.Errno
	windows []syscall.Errno
}{
	{
		cause{"磁盘已满", "请清理磁盘空间，或者换一个磁盘，然后再试。"},
		[]syscall.Errno{syscall.ENOSPC, syscall.EDQUOT},
		[]syscall.Errno{39, 112}, // ERROR_HANDLE_DISK_FULL, ERROR_DISK_FULL
	},
	{
		cause{"磁盘是只读的", "请检查 U 盘的写保护开关，或者换一个位置。"},
		[]syscall.Errno{syscall.EROFS},
		[]syscall.Errno{19}, // ERROR_WRITE_PROTECT
	},
	{
		cause{"正被其他程序使用", "请关闭那个程序（如 PDF 阅读器），然后再试。"},
		[]syscall.Errno{syscall.EBUSY, syscall.ETXTBSY},
		[]syscall.Errno{32, 33, 1224}, // ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION, ERROR_USER_MAPPED_FILE
	},
	{
		cause{"没有权限", "请换一个位置，或者请信息技术人员检查文件夹的权限。"},
		[]syscall.Errno{syscall.EACCES, syscall.EPERM},
		[]syscall.Errno{5}, // ERROR_ACCESS_DENIED
	},
	{
		cause{"文件夹不存在，可能已被删除、移走，或者所在的磁盘断开了", "请检查位置和磁盘的连接，或者换一个位置。"},
		[]syscall.Errno{syscall.ENOENT},
		[]syscall.Errno{2, 3, 15}, // ERROR_FILE_NOT_FOUND, ERROR_PATH_NOT_FOUND, ERROR_INVALID_DRIVE
	},
	{
		cause{"路径中有一处是文件，不是文件夹", "请检查位置，或者换一个位置。"},
		[]syscall.Errno{syscall.ENOTDIR},
		[]syscall.Errno{267}, // ERROR_DIRECTORY
	},
	{
		cause{"文件名或者路径太长", "请把名称改短，或者换一个位置。"},
		[]syscall.Errno{syscall.ENAMETOOLONG},
		[]syscall.Errno{111, 206}, // ERROR_BUFFER_OVERFLOW, ERROR_FILENAME_EXCED_RANGE
	},
	{
		cause{"名称中有系统不允许的字符", "请换一个名称。"},
		[]syscall.Errno{syscall.EINVAL},
		[]syscall.Errno{123}, // ERROR_INVALID_NAME
	},
	{
		cause{"磁盘读写出错", "请检查硬盘或者 U 盘的连接，然后再试，或者换一个磁盘。"},
		[]syscall.Errno{syscall.EIO, syscall.ENXIO, syscall.ENODEV},
		[]syscall.Errno{21, 23, 27, 29, 30, 31, 1117, 1167}, // not ready, CRC, sector, write and read faults, device gone
	},
	{
		cause{"网络断开，或者对方没有应答", "请检查网络，或者换一个位置。"},
		[]syscall.Errno{syscall.ESTALE, syscall.ETIMEDOUT, syscall.EHOSTDOWN, syscall.ENOTCONN},
		[]syscall.Errno{51, 53, 59, 64, 67, 1231}, // ERROR_REM_NOT_LIST to ERROR_NETWORK_UNREACHABLE
	},
	{
		cause{"路径中的链接绕成一圈", "请换一个位置。"},
		[]syscall.Errno{syscall.ELOOP},
		nil,
	},
	{
		cause{"打开的文件太多", "请关闭一些程序，然后再试。"},
		[]syscall.Errno{syscall.EMFILE, syscall.ENFILE},
		[]syscall.Errno{4}, // ERROR_TOO_MANY_OPEN_FILES
	},
}

// causeOf finds the system's reason in an error.
func causeOf(err error) (c cause, known bool) {
	var errno syscall.Errno
	if of := new(Error); errors.As(err, &of) && of.Code == Full {
		errno = syscall.ENOSPC
	} else if !errors.As(err, &errno) {
		switch {
		case errors.Is(err, fs.ErrPermission):
			errno = syscall.EACCES
		case errors.Is(err, fs.ErrNotExist):
			errno = syscall.ENOENT
		default:
			return cause{}, false
		}
	}
	for _, known := range systemCauses {
		if slices.Contains(known.errors, errno) || runtime.GOOS == "windows" && slices.Contains(known.windows, errno) {
			return known.cause, true
		}
	}
	return cause{}, false
}

// Why returns why the system did not do something with a file or a folder, to go
// on behind what was not done: “：没有权限”; "" where it gave no reason that
// would tell people anything.
func Why(err error) string {
	if c, known := causeOf(err); known {
		return "：" + c.why
	}
	return ""
}

// FolderThere says why a folder cannot be used, nil when it can.
func FolderThere(dir string) error {
	info, err := os.Stat(dir)
	if err == nil && !info.IsDir() {
		err = &fs.PathError{Op: "stat", Path: dir, Err: syscall.ENOTDIR}
	}
	return err
}

// caused puts the system's reason into a sentence of three: what was not done,
// what that leaves untouched, and, where no reason is known, what to look at.
func caused(err error, failed, untouched, look string) string {
	c, known := causeOf(err)
	if !known {
		return failed + "。" + untouched + look
	}
	return failed + "：" + c.why + "。" + untouched + c.do
}
