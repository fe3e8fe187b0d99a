package roster

import (
	"slices"
	"strings"
)

// Deputyship is that somebody signs a level in the stead of another person, who is
// away: the level is not their own.
type Deputyship struct {
	Level  int    `json:"level"`  // from 1
	Person string `json:"person"` // id of who is away
}

// deputyOf returns the levels among some of a chain that a person signs for others.
func (p *Person) deputyOf(levels []int, chain int) []Deputyship {
	var out []Deputyship
	for _, d := range p.last().Deputy {
		if p.last().Chain == chain && slices.Contains(levels, d.Level) {
			out = append(out, d)
		}
	}
	return out
}

// Deputyships returns for whom a person signs now, and which levels.
func (p *Person) Deputyships() []Deputyship {
	if p.Deactivated() {
		return nil
	}
	return p.last().Deputy
}

// OwnLevels returns the levels that a person may sign in their own name.
func (p *Person) OwnLevels() []int {
	var out []int
	for _, level := range p.Levels() {
		if !slices.ContainsFunc(p.last().Deputy, func(d Deputyship) bool { return d.Level == level }) {
			out = append(out, level)
		}
	}
	return out
}

// StandsFor returns the id of the person in whose stead somebody signs a level of a
// chain, by the registration that MaySign goes by; "" for their own level.
func (r *Roster) StandsFor(p *Person, c Chain, level int, at int64) string {
	g := r.registration(p, c, at)
	if g == nil {
		return ""
	}
	for _, d := range g.Deputy {
		if d.Level == level {
			return d.Person
		}
	}
	return ""
}

// Deputies returns who signs in the stead of a person now.
func (r *Roster) Deputies(of string) []*Person {
	var out []*Person
	for i := range r.People {
		p := &r.People[i]
		if slices.ContainsFunc(p.Deputyships(), func(d Deputyship) bool { return d.Person == of }) {
			out = append(out, p)
		}
	}
	return out
}

// Standing names for whom a person signs, as 代李四; "" for nobody.
func (r *Roster) Standing(p *Person) string {
	var names []string
	for _, d := range p.Deputyships() {
		if of := r.Person(d.Person); of != nil && !slices.Contains(names, of.Name()) {
			names = append(names, of.Name())
		}
	}
	if names == nil {
		return ""
	}
	return "代" + strings.Join(names, "、")
}

// WithDeputy returns the next version with somebody who signs levels in the stead of
// another person. Levels that are the deputy's own stay so.
func (r *Roster) WithDeputy(deputy, of string, levels []int, at int64) *Roster {
	next := r.clone(at)
	p := next.Person(deputy)
	if p == nil || p.Deactivated() {
		return next
	}
	g := next.present(p)
	for _, level := range levels {
		if !slices.Contains(g.Levels, level) {
			g.Levels = append(g.Levels, level)
			g.Deputy = append(g.Deputy, Deputyship{Level: level, Person: of})
		}
	}
	slices.Sort(g.Levels)
	next.registered(&g)
	p.register(g, len(next.Chains)-1, at)
	return next
}

// WithoutDeputy returns the next version in which nobody signs in the stead of a
// person any more.
func (r *Roster) WithoutDeputy(of string, at int64) *Roster {
	next := r.clone(at)
	for _, p := range next.Deputies(of) {
		g, kept := next.present(p), []Deputyship(nil)
		for _, d := range g.Deputy {
			if d.Person != of {
				kept = append(kept, d)
				continue
			}
			g.Levels = slices.DeleteFunc(g.Levels, func(level int) bool { return level == d.Level })
		}
		g.Deputy = kept
		p.register(g, len(next.Chains)-1, at)
	}
	return next
}

// present returns the registration of a person as one that goes on under the levels
// in force. What was asked for is kept where it was answered.
func (r *Roster) present(p *Person) Registration {
	g := *p.last()
	if g.Chain != len(r.Chains)-1 { // of who left before the levels were changed
		g.Levels, g.Deputy = nil, nil
	}
	g.Levels, g.Deputy, g.Request = slices.Clone(g.Levels), slices.Clone(g.Deputy), nil
	return g
}

// carryDeputies is carryOver for levels that somebody signs in another's stead.
func carryDeputies(held []Deputyship, from, to Chain) []Deputyship {
	var out []Deputyship
	for _, d := range held {
		for _, level := range carryOver([]int{d.Level}, from, to) {
			out = append(out, Deputyship{Level: level, Person: d.Person})
		}
	}
	return out
}

// checkDeputies makes sure that a deputy signs for somebody else of the roster, and
// nothing that is not among the levels they may sign.
func (r *Roster) checkDeputies() error {
	ids := map[string]bool{}
	for i := range r.People {
		ids[r.People[i].ID] = true
	}
	for i := range r.People {
		p := &r.People[i]
		for j := range p.Registrations {
			g := &p.Registrations[j]
			for n, d := range g.Deputy {
				twice := slices.ContainsFunc(g.Deputy[:n], func(e Deputyship) bool { return e.Level == d.Level })
				if d.Person == p.ID || !ids[d.Person] || twice || !slices.Contains(g.Levels, d.Level) {
					return errDeputy
				}
			}
		}
	}
	return nil
}
