//go:build !windows

package system

import (
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"syscall"
)

// lockName is the file whose lock says that a window is open on the folder. A
// socket alone would stay behind when its program is killed.
const lockName = "window.lock"

func claim(dir, name string) (net.Listener, func(), error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, nil, err
	}
	lock, err := os.OpenFile(filepath.Join(dir, lockName), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, nil, err
	}
	err = syscall.Flock(int(lock.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if errors.Is(err, syscall.EWOULDBLOCK) {
		lock.Close()
		return nil, nil, nil
	}
	var listener net.Listener
	if err == nil {
		_ = os.Remove(socket(name))
		listener, err = net.Listen("unix", socket(name))
	}
	if err != nil {
		lock.Close()
		return nil, nil, err
	}
	return listener, func() { lock.Close() }, nil
}

func dial(name string) (net.Conn, error) { return net.Dial("unix", socket(name)) }

// socket is a path that is short enough for one, in a folder of the user's own
// where there is one.
func socket(name string) string {
	if dir := os.Getenv("XDG_RUNTIME_DIR"); dir != "" {
		return filepath.Join(dir, name)
	}
	return filepath.Join(os.TempDir(), fmt.Sprintf("%s-%d", name, os.Getuid()))
}

func fold(path string) string { return path }

func letForward() {}
