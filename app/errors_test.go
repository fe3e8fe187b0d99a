package app

import (
	"errors"
	"strings"
	"testing"
)

// Nothing says that all is saved where nobody has looked, and what waits is
// said to wait whatever kept it from being stored.
func TestTheUnexpectedSaysOnlyWhatIsKnown(t *testing.T) {
	odd := errors.New("odd")
	for name, err := range map[string]error{"bare": odd, "coded": &Error{Code: Internal, Err: odd}} {
		if s := Sentence(err); strings.Contains(s, "保存") {
			t.Errorf("%s: %s", name, s)
		}
		if s := Sentence(pendingError(err)); !strings.Contains(s, "最近的改动还没有保存") || strings.Contains(s, "重新打开") {
			t.Errorf("%s, waiting: %s", name, s)
		}
	}
}
