//go:build !linux && !windows

package system

import "time"

var started = time.Now()

// Running returns how long the program has been running: how long the machine has,
// is not asked here.
func Running() time.Duration { return time.Since(started) }
