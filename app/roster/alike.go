package roster

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"nianbao/app/report"
)

// CleanName returns a name, a post or the name of a level as it is to be registered:
// in the one way that Unicode has to write it, without what shows nothing. What was
// registered before is left as it is.
func CleanName(s string) string {
	s = norm.NFKC.String(report.CleanText(norm.NFKC.String(s)))
	var out strings.Builder
	for _, c := range s {
		switch {
		case unicode.IsSpace(c):
			out.WriteRune(' ')
		case !hides(c):
			out.WriteRune(c)
		}
	}
	return strings.Join(strings.Fields(out.String()), " ")
}

// hides says whether a character shows nothing, or only changes the look of another.
func hides(c rune) bool {
	const braille = 0x2800 // blank
	return c == braille || unicode.IsControl(c) || unicode.Is(unicode.Cf, c) || unicode.Is(unicode.Variation_Selector, c) ||
		unicode.Is(unicode.Other_Default_Ignorable_Code_Point, c)
}

// looks returns what people see of a name: those of two who look the same are the
// same.
func looks(name string) string {
	dots := strings.NewReplacer(" ", "", "•", "·", "‧", "·", "・", "·", "\u22c5", "·", "\u2219", "·")
	return strings.ToLower(dots.Replace(CleanName(name)))
}

// SameLook says whether two names look the same to people.
func SameLook(a, b string) bool { return looks(a) == looks(b) }

// Namesakes returns who of the roster has or had a name that looks like this one,
// those who left too.
func (r *Roster) Namesakes(name string) []*Person {
	var out []*Person
	for i := range r.People {
		p := &r.People[i]
		if slices.ContainsFunc(p.Registrations, func(g Registration) bool { return SameLook(g.Name, name) }) {
			out = append(out, p)
		}
	}
	return out
}

// Twin returns who of the roster has the name and the post, nil for nobody: most
// likely the same person.
func (r *Roster) Twin(name, post string) *Person {
	for _, p := range r.Namesakes(name) {
		if SameLook(p.Name(), name) && SameLook(p.Post(), post) {
			return p
		}
	}
	return nil
}

// Alike are two people who are here and whose names look the same.
type Alike struct{ A, B *Person }

// Says tells of them in a sentence.
func (a Alike) Says() string {
	if a.A.Name() == a.B.Name() {
		return fmt.Sprintf("名册中有两个“%s”：%s、%s。", a.A.Name(), postOf(a.A), postOf(a.B))
	}
	return fmt.Sprintf("名册中有两个姓名看上去都是“%s”的人：%s、%s，其中有看不见的或者容易混淆的字符。", CleanName(a.A.Name()), postOf(a.A), postOf(a.B))
}

func postOf(p *Person) string {
	if p.Post() == "" {
		return "未写职务"
	}
	return p.Post()
}

// Alike returns all who are here and whose names look the same, of those that a
// choice keeps.
func (r *Roster) Alike(keep func(p *Person) bool) []Alike {
	var out []Alike
	seen := map[string]*Person{}
	for i := range r.People {
		p := &r.People[i]
		if p.Deactivated() || !keep(p) {
			continue
		}
		look := looks(p.Name())
		if first := seen[look]; first != nil {
			out = append(out, Alike{first, p})
			continue
		}
		seen[look] = p
	}
	return out
}
