package system

import (
	"time"

	"golang.org/x/sys/unix"
)

var started = time.Now()

// Running returns how long the machine has been running, asleep or not. Nobody can
// set it.
func Running() time.Duration {
	var at unix.Timespec
	if unix.ClockGettime(unix.CLOCK_BOOTTIME, &at) != nil {
		return time.Since(started)
	}
	return time.Duration(at.Nano())
}
