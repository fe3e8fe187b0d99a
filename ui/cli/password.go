package cli

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"golang.org/x/term"

	"nianbao/app"
)

// password asks for a password: from the file descriptor that was named, else
// at the terminal without showing it. Never from an argument, which everybody
// on the machine could read.
func (c *call) password(fd int, prompt string) (string, error) {
	if fd == 0 {
		return firstLine(c.Stdin) // on Windows the numbers are not those of handles
	}
	if fd > 0 {
		return firstLine(c.described(fd))
	}
	if c.Stdin == nil || !term.IsTerminal(int(c.Stdin.Fd())) {
		return "", usage("这里不是终端，请用 --password-fd（或者 --office-password-fd）给出读密码的文件描述符")
	}
	fmt.Fprint(c.Stderr, prompt)
	defer fmt.Fprintln(c.Stderr)
	typed, err := term.ReadPassword(int(c.Stdin.Fd()))
	return string(typed), err
}

// described is the file of a descriptor, the same each time: one that nobody holds any
// more is closed, and a second password may be in it.
func (c *call) described(fd int) *os.File {
	if c.passwords == nil {
		c.passwords = map[int]*os.File{}
	}
	if c.passwords[fd] == nil {
		c.passwords[fd] = os.NewFile(uintptr(fd), "password")
	}
	return c.passwords[fd]
}

// newPassword asks twice at a terminal.
func (c *call) newPassword(fd int, prompt string) (string, error) {
	first, err := c.password(fd, prompt)
	if err != nil || fd >= 0 {
		return first, err
	}
	again, err := c.password(fd, "再输入一次：")
	if err == nil && again != first {
		err = &app.Error{Code: app.Invalid, Sentence: "两次输入的密码不一样。"}
	}
	return first, err
}

// firstLine reads one line, byte by byte: a second password may follow it in
// the same pipe.
func firstLine(f *os.File) (string, error) {
	if f == nil {
		return "", usage("无法读取密码：没有这个文件描述符")
	}
	r := bufio.NewReaderSize(oneByte{f}, 16)
	line, err := r.ReadString('\n')
	if err != nil && !(errors.Is(err, io.EOF) && line != "") {
		return "", usage("无法读取密码：" + err.Error())
	}
	return strings.TrimRight(line, "\r\n"), nil
}

// oneByte reads no further than asked.
type oneByte struct{ r io.Reader }

func (o oneByte) Read(p []byte) (int, error) { return o.r.Read(p[:1]) }
