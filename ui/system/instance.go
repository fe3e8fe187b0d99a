package system

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/fsnotify/fsnotify"
)

// Start is what a start of the program asks for: a draft or a hand-over file
// to open, or just the window.
type Start struct {
	Report int64  `json:"report,omitempty"`
	File   string `json:"file,omitempty"`
}

// ErrNoDisplay means that the display of the session cannot be opened.
var ErrNoDisplay = errors.New("no display")

// ErrSilent means that another copy has the data folder and does not answer.
var ErrSilent = errors.New("another copy is running and does not answer")

// ErrNoClaim means that nothing can be written in the data folder, not even who
// has it.
var ErrNoClaim = errors.New("the folder cannot be written")

// lockName is the file whose lock says that a window is open on the folder. It
// goes with the process, however that ends.
const lockName = "window.lock"

// Later starts leave what they ask for in a folder inside the data folder, a
// file each, and the running copy takes it away. A socket or pipe would have to
// be explained to whoever looks for what listens on the machine.
const (
	requestsName = "requests"
	requestEnds  = ".json"
)

// patience is how long a copy that is just starting may keep another waiting.
const patience = 10 * time.Second

// Instance is the one running copy for a data folder.
type Instance struct {
	requests string
	watcher  *fsnotify.Watcher
	unlock   func()
}

// Claim makes this copy the one for a data folder. When there is one already,
// it is told what this start asks for and brought to the front, and Claim
// returns nil. The error is ErrSilent, ErrNoClaim, or that of the system.
func Claim(dir string, s Start) (*Instance, error) {
	requests := filepath.Join(dir, requestsName)
	if err := os.MkdirAll(requests, 0o700); err != nil {
		return nil, noClaim(dir, err)
	}
	unlock, err := lock(filepath.Join(dir, lockName))
	if err != nil {
		return nil, noClaim(dir, err)
	}
	if unlock == nil {
		return nil, tell(requests, s)
	}
	i := &Instance{requests: requests, unlock: unlock}
	i.clear()
	if i.watcher, err = fsnotify.NewWatcher(); err == nil {
		err = i.watcher.Add(requests)
	}
	if err != nil {
		unlock()
		return nil, fmt.Errorf("watch %s: %w", requests, err)
	}
	return i, nil
}

// noClaim says why a folder could not be claimed. One that is there and cannot
// be written can still be read.
func noClaim(dir string, err error) error {
	info, there := os.Stat(dir)
	if there == nil && info.IsDir() && (errors.Is(err, os.ErrPermission) || cannotWrite(err)) {
		err = errors.Join(ErrNoClaim, err)
	}
	return fmt.Errorf("claim %s: %w", dir, err)
}

// clear drops what nobody waits for any more.
func (i *Instance) clear() {
	left, _ := filepath.Glob(filepath.Join(i.requests, "*")) // the pattern is sound
	for _, path := range left {
		_ = os.Remove(path)
	}
}

// tell leaves a start for the running copy and waits until it is taken.
func tell(requests string, s Start) error {
	letForward()
	text, err := json.Marshal(s)
	if err != nil {
		return fmt.Errorf("ask the running copy: %w", err)
	}
	path := filepath.Join(requests, fmt.Sprint(os.Getpid()))
	if err := os.WriteFile(path, text, 0o600); err != nil {
		return fmt.Errorf("ask the running copy: %w", err)
	}
	if err := os.Rename(path, path+requestEnds); err != nil {
		return fmt.Errorf("ask the running copy: %w", err)
	}
	path += requestEnds
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) {
			return nil
		}
	}
	_ = os.Remove(path)
	return ErrSilent
}

// Serve calls started for each later start, until the copy is released.
func (i *Instance) Serve(started func(Start)) {
	for {
		i.take(started) // also what came before anybody watched
		if _, open := <-i.watcher.Events; !open {
			return
		}
	}
}

func (i *Instance) take(started func(Start)) {
	entries, err := os.ReadDir(i.requests)
	if err != nil {
		return
	}
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), requestEnds) {
			continue
		}
		path := filepath.Join(i.requests, e.Name())
		text, err := os.ReadFile(path)
		var s Start
		if err == nil && os.Remove(path) == nil && json.Unmarshal(text, &s) == nil {
			started(s)
		}
	}
}

// Release lets another copy take the data folder.
func (i *Instance) Release() {
	_ = i.watcher.Close()
	i.unlock()
}
