package handover

import "nianbao/app/roster"

// Request asks the roster administrator to register a key. The roster keeps it, so
// that it is defined there.
type Request = roster.Request
