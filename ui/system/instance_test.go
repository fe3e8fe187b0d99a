package system

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"
)

func claimed(t *testing.T, dir string) *Instance {
	t.Helper()
	i, err := Claim(dir, Start{})
	if err != nil || i == nil {
		t.Fatalf("claim: %v, %v", i, err)
	}
	return i
}

func TestALaterStartComesToTheFirst(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "张 三#50% 报表")
	first := claimed(t, dir)
	defer first.Release()
	came := make(chan Start, 2)
	go first.Serve(func(s Start) { came <- s })
	want := Start{Report: 7, File: `C:\报表\甲局 “1”.nbx`}
	for range 2 {
		second, err := Claim(dir, want)
		if second != nil || err != nil {
			t.Fatalf("a second copy: %v, %v", second, err)
		}
		select {
		case got := <-came:
			if got != want {
				t.Errorf("%+v came, want %+v", got, want)
			}
		case <-time.After(5 * time.Second):
			t.Fatal("nothing came")
		}
	}
}

func TestAnotherFolderIsAnotherMatter(t *testing.T) {
	one := claimed(t, t.TempDir())
	defer one.Release()
	claimed(t, t.TempDir()).Release()
}

func TestAReleasedFolderCanBeClaimed(t *testing.T) {
	dir := t.TempDir()
	claimed(t, dir).Release()
	claimed(t, dir).Release()
}

// A copy that hangs must not make a start wait for ever, or find its wish
// fulfilled an hour later.
func TestACopyThatDoesNotAnswerIsSaid(t *testing.T) {
	if testing.Short() {
		t.Skip("waits ten seconds")
	}
	dir := t.TempDir()
	defer claimed(t, dir).Release()
	if _, err := Claim(dir, Start{}); !errors.Is(err, ErrSilent) {
		t.Fatalf("got %v", err)
	}
	if left, _ := os.ReadDir(filepath.Join(dir, requestsName)); len(left) > 0 {
		t.Errorf("%v is left", left)
	}
}
