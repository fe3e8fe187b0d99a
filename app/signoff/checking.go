package signoff

import "sync/atomic"

// Checking verifies signatures in their order on a goroutine of its own, while what
// they were made of is still being gone through: the one takes about as long as the
// other. A nil Checking has verified none.
type Checking struct {
	genuine map[*Transition]chan bool
	stopped atomic.Bool
}

// Check begins to verify the signatures of transitions, which must not be changed
// meanwhile.
func Check(all ...*Transition) *Checking {
	c := &Checking{genuine: make(map[*Transition]chan bool, len(all))}
	for _, a := range all {
		c.genuine[a] = make(chan bool, 1)
	}
	if len(all) > 0 {
		go c.run(all)
	}
	return c
}

func (c *Checking) run(all []*Transition) {
	for _, a := range all {
		if c.stopped.Load() {
			return
		}
		c.genuine[a] <- a.Genuine()
	}
}

// Stop ends it: nobody asks for the rest. Who refuses a file for its first signature
// does not wait for a thousand others.
func (c *Checking) Stop() { c.stopped.Store(true) }

// Genuine is Genuine of the transition, which may be asked for once.
func (c *Checking) Genuine(a *Transition) bool {
	if c != nil {
		if known := c.genuine[a]; known != nil {
			return <-known
		}
	}
	return a.Genuine()
}
