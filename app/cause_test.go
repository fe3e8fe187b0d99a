package app

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// What the system gives as its reason is said, and only that.
func TestTheSystemsReasonIsSaid(t *testing.T) {
	for errno, why := range map[syscall.Errno]string{
		syscall.ENOSPC: "磁盘已满", syscall.EROFS: "磁盘是只读的", syscall.EACCES: "没有权限", syscall.ENOENT: "文件夹不存在",
		syscall.EIO: "磁盘读写出错", syscall.ENAMETOOLONG: "文件名或者路径太长", syscall.EBUSY: "正被其他程序使用",
	} {
		err := fmt.Errorf("write: %w", &fs.PathError{Op: "open", Path: "x", Err: errno})
		for _, code := range []Code{Target, Unreachable, NoPlace} {
			said := Sentence(&Error{Code: code, Err: err})
			if !strings.Contains(said, "："+why) || strings.Contains(said, "可能是") || !strings.Contains(said, "请") {
				t.Errorf("%s, %v: %s", code, errno, said)
			}
			for _, other := range []string{"磁盘已满", "没有权限", "其他程序"} {
				if strings.Contains(said, other) && !strings.Contains(why, other) {
					t.Errorf("%s, %v: tells of %s: %s", code, errno, other, said)
				}
			}
		}
	}
	unknown := Sentence(&Error{Code: Target, Err: errors.New("odd")})
	if !strings.Contains(unknown, "可能是它正被其他程序") || !strings.Contains(unknown, "原有的文件没有改动") {
		t.Errorf("no reason known: %s", unknown)
	}
	if said := Sentence(&Error{Code: NoPlace, Err: &Error{Code: Full, Err: errors.New("no room")}}); !strings.Contains(said, "磁盘已满") {
		t.Errorf("no room for a copy: %s", said)
	}
}

// The same for what really happens to a file that is written.
func TestWhyAFileWasNotWritten(t *testing.T) {
	dir := t.TempDir()
	plain := filepath.Join(dir, "plain")
	if err := os.WriteFile(plain, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	for path, why := range map[string]string{
		filepath.Join(dir, "none", "x.pdf"):                 "文件夹不存在",
		filepath.Join(dir, strings.Repeat("长", 300)+".pdf"): "太长",
	} {
		if said := Sentence(WriteBytes(path, []byte("x"))); !strings.Contains(said, why) {
			t.Errorf("%.40s: %s", path, said)
		}
	}
	if err := FolderThere(plain); !strings.Contains(Why(err), "不是文件夹") {
		t.Errorf("a file in the place of a folder: %v", err)
	}
	if FolderThere(dir) != nil {
		t.Error("a folder that is there is refused")
	}
}

// A file of another kind is called what it is, and nothing is said of its text.
func TestAFileOfAnotherKindIsNamed(t *testing.T) {
	for begins, name := range map[string]string{
		"%PDF-1.4\n%\xe2\xe3": "PDF", "PK\x03\x04....": "Word、Excel", "\x89PNG\r\n": "图片", "<html>": "网页", "nianbao-handover 1 ": "打开移交文件",
	} {
		path := filepath.Join(t.TempDir(), "x.json")
		if err := os.WriteFile(path, []byte(begins), 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := (&Service{}).Read(path)
		if said := Sentence(err); !strings.Contains(said, name) || strings.Contains(said, "编码") || CodeOf(err) != BadInput {
			t.Errorf("%q: %s", begins, said)
		}
	}
	if said := Sentence(mustFail(OpenPlain(filepath.Join(t.TempDir(), "x")))); !strings.Contains(said, "没有这个文件") {
		t.Error(said)
	}
	if said := Sentence(mustFail(OpenPlain(filepath.Join(t.TempDir(), "share", "x")))); !strings.Contains(said, "所在的磁盘断开了") {
		t.Error(said)
	}
}

func mustFail(_ *os.File, err error) error { return err }
