// Package exchange hands reports, rosters and requests over in hand-over files,
// and takes in what comes in them: each file is examined first, and nothing of it
// is taken before somebody has said so. What a signature brings along is written into
// the exchange folder in the same step, and the same file never twice.
package exchange

import "nianbao/app"

// Desk is where a workstation hands over and takes in: what it holds, and what may
// be done with it.
type Desk struct{ *app.Service }

// At returns the desk of a workstation.
func At(s *app.Service) Desk { return Desk{s} }
