//go:build shifted

package main

import (
	"os"
	"time"
)

// clock is the time of a workstation whose clock is wrong by as much as the
// environment says, such as "-8760h". The program is built so for the harness that
// tries wrong clocks, and for nobody else: TestNobodyGetsAProgramWithAShiftedClock.
func clock() time.Time {
	ahead, _ := time.ParseDuration(os.Getenv("NIANBAO_CLOCK_AHEAD"))
	return time.Now().Add(ahead)
}
