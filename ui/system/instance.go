package system

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"path/filepath"
	"strings"
	"time"
)

// Start is what a start of the program asks for: a draft or a hand-over file
// to open, or just the window.
type Start struct {
	Report int64  `json:"report,omitempty"`
	File   string `json:"file,omitempty"`
}

// ErrSilent means that another copy has the data folder and does not answer.
var ErrSilent = errors.New("another copy is running and does not answer")

// patience is how long a copy that is just starting may keep another waiting.
const patience = 10 * time.Second

// Instance is the one running copy for a data folder.
type Instance struct {
	listener net.Listener
	unlock   func()
}

// Claim makes this copy the one for a data folder. When there is one already,
// it is told what this start asks for and brought to the front, and Claim
// returns nil. The error is ErrSilent, or that of the system.
func Claim(dir string, s Start) (*Instance, error) {
	name, err := nameOf(dir)
	if err != nil {
		return nil, err
	}
	for deadline := time.Now().Add(patience); ; time.Sleep(100 * time.Millisecond) {
		listener, unlock, err := claim(dir, name)
		if err != nil {
			return nil, fmt.Errorf("claim %s: %w", dir, err)
		}
		if listener != nil {
			return &Instance{listener: listener, unlock: unlock}, nil
		}
		if tell(name, s) == nil {
			return nil, nil
		}
		if time.Now().After(deadline) {
			return nil, ErrSilent
		}
	}
}

// nameOf is a name for the data folder that any path to it leads to.
func nameOf(dir string) (string, error) {
	path, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	if real, err := filepath.EvalSymlinks(path); err == nil {
		path = real
	}
	sum := sha256.Sum256([]byte(fold(path)))
	return "nianbao-" + hex.EncodeToString(sum[:8]), nil
}

// tell hands a start to the running copy.
func tell(name string, s Start) error {
	letForward()
	conn, err := dial(name)
	if err != nil {
		return err
	}
	defer conn.Close()
	if err := conn.SetDeadline(time.Now().Add(patience)); err != nil {
		return err
	}
	if err := json.NewEncoder(conn).Encode(s); err != nil {
		return err
	}
	answer, err := bufio.NewReader(conn).ReadString('\n')
	if err == nil && strings.TrimSpace(answer) != "ok" {
		err = fmt.Errorf("the running copy answers %q", answer)
	}
	return err
}

// Serve calls started for each later start, until the copy is released.
func (i *Instance) Serve(started func(Start)) {
	for {
		conn, err := i.listener.Accept()
		if err != nil {
			return
		}
		hear(conn, started)
	}
}

func hear(conn net.Conn, started func(Start)) {
	defer conn.Close()
	const patience, most = 5 * time.Second, 64 << 10
	if conn.SetDeadline(time.Now().Add(patience)) != nil {
		return
	}
	var s Start
	line, err := bufio.NewReaderSize(conn, most).ReadSlice('\n')
	if err != nil || json.Unmarshal(line, &s) != nil {
		return
	}
	started(s)
	_, _ = conn.Write([]byte("ok\n"))
}

// Release lets another copy take the data folder.
func (i *Instance) Release() {
	_ = i.listener.Close()
	i.unlock()
}
