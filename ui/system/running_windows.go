package system

import (
	"time"

	"golang.org/x/sys/windows"
)

// Running returns how long the machine has been running, asleep or not. Nobody can
// set it.
func Running() time.Duration { return windows.DurationSinceBoot() }
