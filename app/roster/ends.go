package roster

// Ending returns a copy in which the end of what a person was registered with lies
// behind a time, see EndAfter. Nobody has signed it.
func (r *Roster) Ending(id string, signed int64) *Roster {
	c := r.copied()
	c.EndAfter(id, signed)
	return c
}

// EndAfter moves the end of what a person was registered with behind a time, in Unix
// microseconds, up to which they have signed: by a clock that was ahead they may have
// signed later than the end, and that would cease to hold. It changes the roster; the
// end is the last one, that nobody else has seen yet.
func (r *Roster) EndAfter(id string, signed int64) {
	p := r.Person(id)
	if p == nil {
		return
	}
	n := len(p.Registrations) - 1
	if n > 0 && p.Registrations[n].Until == 0 && p.Registrations[n].Key != p.Registrations[n-1].Key && p.Registrations[n-1].Until <= signed {
		p.Registrations[n-1].Until, p.Registrations[n].From = signed+1, max(signed+1, p.Registrations[n].From)
	}
	if last := p.last(); last.Until != 0 && last.Until <= signed {
		last.Until = signed + 1
	}
}
