package system

import (
	"testing"
	"time"
)

func TestTheMachineRunsOn(t *testing.T) {
	before := Running()
	time.Sleep(2 * time.Millisecond)
	if now := Running(); before < 0 || now <= before {
		t.Errorf("running for %v, then for %v", before, now)
	}
}
