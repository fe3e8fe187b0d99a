//go:build linux && amd64

package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"unsafe"

	"golang.org/x/sys/unix"
)

// A process is supervised through seccomp's user notification: the kernel
// holds every file operation of it, whoever makes it, Go, SQLite or the
// loader, until the supervisor has said what becomes of it. Nothing is loaded
// into the program, and the program that people use is the one that is tried.

// operation is one file operation of the supervised process.
type operation struct {
	number int // counted from 1, of those inside the folders that are watched
	name   string
	path   string
	kind   opKind
	makes  bool // a file that is not there yet is opened
}

// opKind sorts operations by what can become of them.
type opKind int

const (
	opens   opKind = iota // or looks up
	reads                 // into memory
	writes                // content
	changes               // names, sizes, rights
	syncs
)

// fate is what becomes of an operation.
type fate int

const (
	passes     fate = iota
	failsIO         // EIO
	failsFull       // ENOSPC
	isShort         // half of it is done
	killedAt        // the process ends before it
	killedHalf      // half of it is done, then the process ends
)

// call is how a system call names its file.
type call struct {
	name string
	kind opKind
	fd   int // number of the argument that is a descriptor, -1 for none
	path int // number of the argument that is a path, -1 for none
}

// calls are the file operations by their numbers. Reads and writes that
// gather memory from several places are listed too, but never shortened.
var calls = map[int32]call{
	unix.SYS_OPEN:            {"open", opens, -1, 0},
	unix.SYS_OPENAT:          {"openat", opens, 0, 1},
	unix.SYS_CREAT:           {"creat", changes, -1, 0},
	unix.SYS_READ:            {"read", reads, 0, -1},
	unix.SYS_PREAD64:         {"pread", reads, 0, -1},
	unix.SYS_READV:           {"readv", reads, 0, -1},
	unix.SYS_WRITE:           {"write", writes, 0, -1},
	unix.SYS_PWRITE64:        {"pwrite", writes, 0, -1},
	unix.SYS_WRITEV:          {"writev", writes, 0, -1},
	unix.SYS_FSYNC:           {"fsync", syncs, 0, -1},
	unix.SYS_FDATASYNC:       {"fdatasync", syncs, 0, -1},
	unix.SYS_FTRUNCATE:       {"ftruncate", changes, 0, -1},
	unix.SYS_FALLOCATE:       {"fallocate", changes, 0, -1},
	unix.SYS_RENAME:          {"rename", changes, -1, 0},
	unix.SYS_RENAMEAT:        {"renameat", changes, 0, 1},
	unix.SYS_RENAMEAT2:       {"renameat2", changes, 0, 1},
	unix.SYS_LINK:            {"link", changes, -1, 0},
	unix.SYS_LINKAT:          {"linkat", changes, 0, 1},
	unix.SYS_UNLINK:          {"unlink", changes, -1, 0},
	unix.SYS_UNLINKAT:        {"unlinkat", changes, 0, 1},
	unix.SYS_MKDIR:           {"mkdir", changes, -1, 0},
	unix.SYS_MKDIRAT:         {"mkdirat", changes, 0, 1},
	unix.SYS_CHMOD:           {"chmod", changes, -1, 0},
	unix.SYS_FCHMOD:          {"fchmod", changes, 0, -1},
	unix.SYS_FCHMODAT:        {"fchmodat", changes, 0, 1},
	unix.SYS_GETDENTS64:      {"getdents", opens, 0, -1},
	unix.SYS_COPY_FILE_RANGE: {"copy_file_range", writes, 2, -1},
	unix.SYS_SENDFILE:        {"sendfile", writes, 0, -1},
}

// notification is the kernel's struct seccomp_notif.
type notification struct {
	id         uint64
	pid, flags uint32
	number     int32
	arch       uint32
	ip         uint64
	args       [6]uint64
}

// answer is the kernel's struct seccomp_notif_resp.
type answer struct {
	id    uint64
	value int64
	errno int32
	flags uint32
}

// confinedFD is where a confined process hands its listener over; the
// passwords lie before it.
const confinedFD = 5

// confine has the kernel hold the file operations of this thread, hands what
// tells of them to the supervisor, and becomes the program. It only returns
// when that fails.
func confine(args []string) error {
	runtime.LockOSThread()
	listener, err := installFilter()
	if err != nil {
		return fmt.Errorf("hold file operations: %w", err)
	}
	if err := unix.Sendmsg(confinedFD, []byte{0}, unix.UnixRights(listener), nil, 0); err != nil {
		return fmt.Errorf("hand the listener over: %w", err)
	}
	_ = unix.Close(confinedFD)
	_ = unix.Close(listener)
	return unix.Exec(args[0], args, os.Environ())
}

func installFilter() (int, error) {
	if err := unix.Prctl(unix.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0); err != nil {
		return 0, err
	}
	const loadNumber, loadArch = 0, 4 // offsets in struct seccomp_data
	statement := func(code uint16, k uint32) unix.SockFilter { return unix.SockFilter{Code: code, K: k} }
	filter := []unix.SockFilter{
		statement(unix.BPF_LD|unix.BPF_W|unix.BPF_ABS, loadArch),
		{Code: unix.BPF_JMP | unix.BPF_JEQ | unix.BPF_K, Jt: 1, K: unix.AUDIT_ARCH_X86_64},
		statement(unix.BPF_RET|unix.BPF_K, unix.SECCOMP_RET_ALLOW),
		statement(unix.BPF_LD|unix.BPF_W|unix.BPF_ABS, loadNumber),
	}
	for number := range calls {
		filter = append(filter,
			unix.SockFilter{Code: unix.BPF_JMP | unix.BPF_JEQ | unix.BPF_K, Jf: 1, K: uint32(number)},
			statement(unix.BPF_RET|unix.BPF_K, unix.SECCOMP_RET_USER_NOTIF))
	}
	filter = append(filter, statement(unix.BPF_RET|unix.BPF_K, unix.SECCOMP_RET_ALLOW))
	program := unix.SockFprog{Len: uint16(len(filter)), Filter: &filter[0]}
	// A signal must not have an operation begin twice: Go sends itself many.
	const flags = unix.SECCOMP_FILTER_FLAG_NEW_LISTENER | unix.SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV
	fd, _, errno := unix.Syscall(unix.SYS_SECCOMP, unix.SECCOMP_SET_MODE_FILTER, flags, uintptr(unsafe.Pointer(&program)))
	if errno != 0 {
		return 0, errno
	}
	return int(fd), nil
}

// supervisor decides over the file operations of one process.
type supervisor struct {
	cmd     *exec.Cmd
	watched []string // folders
	decide  func(operation) fate

	listener int
	pidfd    int
	count    int
	trouble  error // of the supervising itself
}

// supervise starts a command under a supervisor. Its ExtraFiles must be the
// passwords; decide is called for every operation inside the watched folders.
// The command is waited for with wait.
func supervise(cmd *exec.Cmd, watched []string, decide func(operation) fate) (*supervisor, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	pair, err := unix.Socketpair(unix.AF_UNIX, unix.SOCK_STREAM|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		return nil, err
	}
	defer unix.Close(pair[0])
	child := os.NewFile(uintptr(pair[1]), "listener")
	cmd.ExtraFiles = append(cmd.ExtraFiles, child)
	cmd.Args = append([]string{self, "confine"}, cmd.Args...)
	cmd.Path = self
	err = cmd.Start()
	_ = child.Close()
	if err != nil {
		return nil, err
	}
	s := &supervisor{cmd: cmd, watched: watched, decide: decide, listener: -1, pidfd: -1}
	if err := s.takeOver(pair[0]); err != nil {
		_ = cmd.Process.Kill()
		return nil, errors.Join(err, cmd.Wait())
	}
	return s, nil
}

// takeOver receives the listener.
func (s *supervisor) takeOver(socket int) error {
	data, rights := make([]byte, 1), make([]byte, unix.CmsgSpace(4))
	_, n, _, _, err := unix.Recvmsg(socket, data, rights, unix.MSG_CMSG_CLOEXEC)
	if err != nil {
		return err
	}
	messages, err := unix.ParseSocketControlMessage(rights[:n])
	if err != nil || len(messages) != 1 {
		return errors.Join(errors.New("the process could not be confined"), err)
	}
	fds, err := unix.ParseUnixRights(&messages[0])
	if err != nil {
		return err
	}
	s.listener = fds[0]
	s.pidfd, err = unix.PidfdOpen(s.cmd.Process.Pid, 0)
	return err
}

// wait answers the process until it has ended.
func (s *supervisor) wait() error {
	defer unix.Close(s.listener)
	defer unix.Close(s.pidfd)
	for {
		poll := []unix.PollFd{{Fd: int32(s.listener), Events: unix.POLLIN}}
		if _, err := unix.Poll(poll, -1); err != nil && err != unix.EINTR {
			s.trouble = err
			break
		}
		if poll[0].Revents&unix.POLLIN != 0 {
			s.serve()
			continue
		}
		if poll[0].Revents != 0 {
			break // nobody is left to ask
		}
	}
	err := s.cmd.Wait()
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		err = nil
	}
	return errors.Join(err, s.trouble)
}

// serve takes one notification and answers it.
func (s *supervisor) serve() {
	var n notification
	if !s.ioctl(unix.SECCOMP_IOCTL_NOTIF_RECV, unsafe.Pointer(&n)) {
		return // the process was killed meanwhile
	}
	a := s.answer(&n)
	a.id = n.id
	s.ioctl(unix.SECCOMP_IOCTL_NOTIF_SEND, unsafe.Pointer(&a))
}

func (s *supervisor) ioctl(request uintptr, data unsafe.Pointer) bool {
	for {
		_, _, errno := unix.Syscall(unix.SYS_IOCTL, uintptr(s.listener), request, uintptr(data))
		if errno == unix.EINTR {
			continue
		}
		if errno != 0 && errno != unix.ENOENT {
			s.trouble = errno
		}
		return errno == 0
	}
}

var goOn = answer{flags: unix.SECCOMP_USER_NOTIF_FLAG_CONTINUE}

func (s *supervisor) answer(n *notification) answer {
	c := calls[n.number]
	path := s.pathOf(n, c)
	if !s.watches(path) {
		return goOn
	}
	s.count++
	op := operation{number: s.count, name: c.name, path: path, kind: c.kind}
	if c.kind == opens && strings.HasPrefix(c.name, "open") {
		flags := n.args[c.path+1]
		_, err := os.Lstat(path)
		op.makes = flags&unix.O_CREAT != 0 && os.IsNotExist(err)
		if op.makes || flags&unix.O_TRUNC != 0 {
			op.kind = changes
		}
	}
	switch s.decide(op) {
	case failsIO:
		return answer{errno: -int32(unix.EIO)}
	case failsFull:
		return answer{errno: -int32(unix.ENOSPC)}
	case isShort:
		return s.half(n, c)
	case killedHalf:
		s.half(n, c)
		return s.kill()
	case killedAt:
		return s.kill()
	}
	return goOn
}

func (s *supervisor) kill() answer {
	_ = s.cmd.Process.Kill()
	return answer{errno: -int32(unix.EIO)} // nobody reads it
}

// half does half of a read or a write in the place of the process.
func (s *supervisor) half(n *notification, c call) answer {
	fd, err := unix.PidfdGetfd(s.pidfd, int(int32(n.args[0])), 0)
	if errors.Is(err, unix.EBADF) {
		return goOn // the call was broken off by a signal, and its file closed meanwhile
	}
	if err != nil {
		s.trouble = fmt.Errorf("share a descriptor: %w", err)
		return goOn
	}
	defer unix.Close(fd)
	size := int(n.args[2]) / 2
	if size == 0 {
		return goOn
	}
	memory, err := os.OpenFile(fmt.Sprintf("/proc/%d/mem", s.cmd.Process.Pid), os.O_RDWR, 0)
	if err != nil {
		s.trouble = err
		return goOn
	}
	defer memory.Close()
	buffer := make([]byte, size)
	at := int64(n.args[1])
	done := 0
	switch c.name {
	case "read":
		done, err = unix.Read(fd, buffer)
	case "pread":
		done, err = unix.Pread(fd, buffer, int64(n.args[3]))
	case "write", "pwrite":
		if _, err = memory.ReadAt(buffer, at); err != nil {
			break
		}
		if c.name == "write" {
			done, err = unix.Write(fd, buffer)
		} else {
			done, err = unix.Pwrite(fd, buffer, int64(n.args[3]))
		}
	default:
		return goOn
	}
	if err == nil && c.kind == reads {
		_, err = memory.WriteAt(buffer[:done], at)
	}
	var errno unix.Errno
	if errors.As(err, &errno) {
		return answer{errno: -int32(errno)}
	}
	if err != nil {
		s.trouble = err
		return goOn
	}
	return answer{value: int64(done)}
}

// canHalf says whether half of an operation can be done.
func (op operation) canHalf() bool {
	switch op.name {
	case "read", "pread", "write", "pwrite":
		return true
	}
	return false
}

// pathOf finds the file of a call; "" where it has none.
func (s *supervisor) pathOf(n *notification, c call) string {
	if c.path < 0 {
		return s.open(n.args[c.fd])
	}
	path := s.text(n.args[c.path])
	if path == "" || filepath.IsAbs(path) {
		return path
	}
	folder := ""
	if c.fd >= 0 && int32(n.args[c.fd]) != unix.AT_FDCWD {
		folder = s.open(n.args[c.fd])
	} else {
		folder, _ = os.Readlink(fmt.Sprintf("/proc/%d/cwd", s.cmd.Process.Pid))
	}
	return filepath.Join(folder, path)
}

func (s *supervisor) open(fd uint64) string {
	path, err := os.Readlink(fmt.Sprintf("/proc/%d/fd/%d", s.cmd.Process.Pid, int32(fd)))
	if err != nil {
		return ""
	}
	return strings.TrimSuffix(path, " (deleted)")
}

// text reads a path from the memory of the process.
func (s *supervisor) text(at uint64) string {
	memory, err := os.Open(fmt.Sprintf("/proc/%d/mem", s.cmd.Process.Pid))
	if err != nil {
		return ""
	}
	defer memory.Close()
	var text []byte
	for len(text) < unix.PathMax {
		part := make([]byte, 256-at%256) // never over the end of a page
		if _, err := memory.ReadAt(part, int64(at)); err != nil {
			return ""
		}
		if end := strings.IndexByte(string(part), 0); end >= 0 {
			return string(append(text, part[:end]...))
		}
		text, at = append(text, part...), at+uint64(len(part))
	}
	return ""
}

func (s *supervisor) watches(path string) bool {
	for _, folder := range s.watched {
		if path == folder || strings.HasPrefix(path, folder+"/") {
			return true
		}
	}
	return false
}
