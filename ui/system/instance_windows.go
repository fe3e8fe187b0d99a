package system

import (
	"errors"
	"net"
	"strings"
	"time"

	"github.com/Microsoft/go-winio"
	"golang.org/x/sys/windows"
)

// A named pipe is a lock too: the first to make it has it, and it is gone with
// the process. A socket would have to be explained to whoever looks for what
// listens on the machine.
func claim(_, name string) (net.Listener, func(), error) {
	user, err := windows.GetCurrentProcessToken().GetTokenUser()
	if err != nil {
		return nil, nil, err
	}
	listener, err := winio.ListenPipe(pipe(name), &winio.PipeConfig{
		SecurityDescriptor: "D:P(A;;GA;;;" + user.User.Sid.String() + ")", // nobody else on this machine
	})
	switch {
	case err == nil:
		return listener, func() {}, nil
	case errors.Is(err, windows.ERROR_ACCESS_DENIED), errors.Is(err, windows.ERROR_PIPE_BUSY), errors.Is(err, windows.ERROR_ALREADY_EXISTS):
		return nil, nil, nil
	}
	return nil, nil, err
}

func dial(name string) (net.Conn, error) {
	wait := 2 * time.Second
	return winio.DialPipe(pipe(name), &wait)
}

func pipe(name string) string { return `\\.\pipe\` + name }

func fold(path string) string { return strings.ToLower(path) }

// letForward allows the running copy to take the foreground, which Windows
// grants only to who has it: the copy a person has just started.
func letForward() {
	const any = ^uintptr(0)
	_, _, _ = user32.NewProc("AllowSetForegroundWindow").Call(any)
}
