package roster

import (
	"encoding/json"

	"nianbao/app/canonical"
	"nianbao/app/keys"
)

// canonical returns the roster as JSON, after what is written before it.
func (r *Roster) canonical(before string) []byte {
	var w canonical.Writer
	w.Size(len(before) + 1000*(len(r.People)+1)).Raw(before)
	if len(r.Former) > 0 || len(r.Merged) > 0 { // rare, and deep
		body, _ := json.Marshal(r) // texts and numbers always encode
		return w.Raw(string(body)).Bytes()
	}
	w.Int(`{"format":`, int64(r.Format)).Text(`,"office":`, r.Office).Text(`,"office_key":`, string(r.OfficeKey)).
		Int(`,"version":`, int64(r.Version)).Int(`,"at":`, r.At)
	list(&w, `,"chains":`, r.Chains, func(c *Chain) {
		list(&w, "", *c, func(l *Level) { w.Text(`{"name":`, l.Name).Text(`,"short":`, l.Short).Raw("}") })
	})
	list(&w, `,"people":`, r.People, func(p *Person) {
		w.Text(`{"id":`, p.ID)
		list(&w, `,"registrations":`, p.Registrations, func(g *Registration) { g.canonical(&w) })
		w.Raw("}")
	})
	if len(r.ChainsFrom) > 0 {
		ints(&w, `,"chains_from":`, r.ChainsFrom)
	}
	return w.Raw("}").Bytes()
}

func (g *Registration) canonical(w *canonical.Writer) {
	w.Text(`{"name":`, g.Name).Text(`,"post":`, g.Post)
	ints(w, `,"levels":`, g.Levels)
	if g.Chain != 0 {
		w.Int(`,"chain":`, int64(g.Chain))
	}
	w.Text(`,"key":`, string(g.Key)).Int(`,"from":`, g.From).Int(`,"until":`, g.Until)
	if len(g.Deputy) > 0 {
		list(w, `,"deputy_for":`, g.Deputy, func(d *Deputyship) { w.Int(`{"level":`, int64(d.Level)).Text(`,"person":`, d.Person).Raw("}") })
	}
	if q := g.Request; q != nil {
		w.Text(`,"request":{"person":`, q.Person).Text(`,"name":`, q.Name).Text(`,"post":`, q.Post).Text(`,"key":`, string(q.Key)).
			Int(`,"at":`, q.At).Some(`,"old_key":`, string(q.OldKey)).SomeData(`,"endorsed":`, q.Endorsed).SomeData(`,"signature":`, q.Signature).Raw("}")
	}
	w.Raw("}")
}

func list[T any](w *canonical.Writer, name string, all []T, one func(*T)) {
	w.Raw(name)
	if all == nil {
		w.Raw("null")
		return
	}
	w.Raw("[")
	for i := range all {
		if i > 0 {
			w.Raw(",")
		}
		one(&all[i])
	}
	w.Raw("]")
}

func ints(w *canonical.Writer, name string, all []int) {
	list(w, name, all, func(n *int) { w.Int("", int64(*n)) })
}

// Read reads a signed roster that is in canonical form and was never merged, under the
// first key of its office; others it leaves to encoding/json.
func Read(in *canonical.Reader) *SignedRoster {
	s := &SignedRoster{}
	r := &s.Roster
	in.Must(`{"roster":{"format":`)
	r.Format = int(in.Int())
	in.Must(`,"office":`)
	r.Office = in.Text()
	in.Must(`,"office_key":`)
	r.OfficeKey = keys.Public(in.Text())
	in.Must(`,"version":`)
	r.Version = int(in.Int())
	in.Must(`,"at":`)
	r.At = in.Int()
	in.Must(`,"chains":[`)
	for in.Next(len(r.Chains)) {
		r.Chains = append(r.Chains, ReadChain(in))
	}
	in.Must(`,"people":[`)
	for r.People = []Person{}; in.Next(len(r.People)); {
		r.People = append(r.People, readPerson(in))
	}
	if in.Has(`,"chains_from":[`) {
		r.ChainsFrom = readInts(in)
		in.Need(len(r.ChainsFrom) > 0)
	}
	in.Must(`},"signature":`)
	s.Signature = in.Bytes()
	in.Must("}")
	return s
}

// ReadChain reads levels.
func ReadChain(in *canonical.Reader) Chain {
	in.Must("[")
	c := Chain{}
	for in.Next(len(c)) {
		in.Must(`{"name":`)
		l := Level{Name: in.Text()}
		in.Must(`,"short":`)
		l.Short = in.Text()
		in.Must("}")
		c = append(c, l)
	}
	return c
}

func readPerson(in *canonical.Reader) Person {
	in.Must(`{"id":`)
	p := Person{ID: in.Text(), Registrations: []Registration{}}
	in.Must(`,"registrations":[`)
	for in.Next(len(p.Registrations)) {
		p.Registrations = append(p.Registrations, readRegistration(in))
	}
	in.Must("}")
	return p
}

func readRegistration(in *canonical.Reader) Registration {
	in.Must(`{"name":`)
	g := Registration{Name: in.Text()}
	in.Must(`,"post":`)
	g.Post = in.Text()
	in.Must(`,"levels":[`)
	g.Levels = readInts(in)
	g.Chain = int(in.SomeInt(`,"chain":`))
	in.Must(`,"key":`)
	g.Key = keys.Public(in.Text())
	in.Must(`,"from":`)
	g.From = in.Int()
	in.Must(`,"until":`)
	g.Until = in.Int()
	if in.Has(`,"deputy_for":[`) {
		for in.Next(len(g.Deputy)) {
			in.Must(`{"level":`)
			d := Deputyship{Level: int(in.Int())}
			in.Must(`,"person":`)
			d.Person = in.Text()
			in.Must("}")
			g.Deputy = append(g.Deputy, d)
		}
		in.Need(len(g.Deputy) > 0)
	}
	if in.Has(`,"request":`) {
		g.Request = readRequest(in)
	}
	in.Must("}")
	return g
}

func readRequest(in *canonical.Reader) *Request {
	in.Must(`{"person":`)
	q := &Request{Person: in.Text()}
	in.Must(`,"name":`)
	q.Name = in.Text()
	in.Must(`,"post":`)
	q.Post = in.Text()
	in.Must(`,"key":`)
	q.Key = keys.Public(in.Text())
	in.Must(`,"at":`)
	q.At = in.Int()
	q.OldKey = keys.Public(in.SomeText(`,"old_key":`))
	q.Endorsed, q.Signature = in.SomeBytes(`,"endorsed":`), in.SomeBytes(`,"signature":`)
	in.Must("}")
	return q
}

func readInts(in *canonical.Reader) []int {
	all := []int{}
	for in.Next(len(all)) {
		all = append(all, int(in.Int()))
	}
	return all
}
