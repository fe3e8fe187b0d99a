//go:build shifted

// Package clock is the time of the workstation.
package clock

import (
	"os"
	"time"
)

// Now is the time of a workstation whose clock is wrong by as much as the
// environment says, such as "-8760h". The program is built so for the harness that
// tries wrong clocks, and for nobody else: TestNobodyGetsAProgramWithAShiftedClock.
func Now() time.Time {
	ahead, _ := time.ParseDuration(os.Getenv("NIANBAO_CLOCK_AHEAD"))
	return time.Now().Add(ahead)
}
