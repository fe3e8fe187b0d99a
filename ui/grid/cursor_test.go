package grid

import (
	"testing"

	"pgregory.net/rapid"

	"nianbao/app/form"
	"nianbao/assets"
)

// loaded is table without a test to fail, for property tests.
func loaded(edition, id string) *form.Table {
	catalog, err := form.Load(assets.Forms, "forms")
	if err != nil {
		panic(err)
	}
	return catalog.Edition(edition).Table(id)
}

func TestStep(t *testing.T) {
	b := newTableIndex(table(t, "2021", "disclosed"))
	moves := map[rune]func(position) position{
		'u': func(p position) position { return b.step(p, -1, 0) },
		'd': func(p position) position { return b.step(p, 1, 0) },
		'l': func(p position) position { return b.step(p, 0, -1) },
		'r': func(p position) position { return b.step(p, 0, 1) },
		'H': b.home,
		'E': b.end,
		'e': func(p position) position { return b.enter(p, 1) },
		't': func(p position) position { q, _ := b.tab(p, 1); return q },
		'T': func(p position) position { q, _ := b.tab(p, -1); return q },
	}
	for _, c := range []struct{ from, moves, want string }{
		{"regulations.issued", "r", "regulations.repealed"},
		{"regulations.issued", "l", "regulations.issued"},
		{"regulations.in_force", "r", "regulations.in_force"},
		{"normative_documents.repealed", "d", "licensing.decisions"},
		{"normative_documents.repealed", "ddduuu", "normative_documents.repealed"},
		{"fees.amount", "d", "fees.amount"},
		{"regulations.issued", "u", "regulations.issued"},
		{"regulations.repealed", "H", "regulations.issued"},
		{"regulations.repealed", "E", "regulations.in_force"},
		{"normative_documents.in_force", "t", "licensing.decisions"},
		{"licensing.decisions", "T", "normative_documents.in_force"},
		{"fees.amount", "t", "fees.amount"},
		{"regulations.repealed", "e", "normative_documents.repealed"},
	} {
		p := topLeft(b.table.Cell(form.Address("disclosed." + c.from)))
		for _, m := range c.moves {
			p = moves[m](p)
		}
		if got := b.at(p).Address; got != form.Address("disclosed."+c.want) {
			t.Errorf("%s from %s leads to %s", c.moves, c.from, got)
		}
	}
}

func TestEnterAndTabSkipTotals(t *testing.T) {
	for _, e := range everyTable {
		b := newTableIndex(table(t, e.edition, e.id))
		inputs := 0
		for _, c := range b.values {
			if !c.Computed {
				inputs++
			}
		}
		for name, move := range map[string]func(position) (position, bool){
			"tab":       func(p position) (position, bool) { return b.tab(p, 1) },
			"shift-tab": func(p position) (position, bool) { return b.tab(p, -1) },
			"enter":     func(p position) (position, bool) { q := b.enter(p, 1); return q, q != p },
		} {
			p := b.first()
			if name == "shift-tab" {
				p = b.last()
				if b.at(p).Computed {
					p, _ = b.tab(p, -1)
				}
			}
			seen := map[*form.Cell]bool{b.at(p): true}
			for {
				next, more := move(p)
				if !more {
					break
				}
				p = next
				if b.at(p).Computed {
					t.Fatalf("%v: %s stops on the computed %s", e, name, b.at(p).Address)
				}
				if seen[b.at(p)] && e.id != "disclosed" {
					t.Fatalf("%v: %s comes to %s twice", e, name, b.at(p).Address)
				}
				if seen[b.at(p)] {
					break
				}
				seen[b.at(p)] = true
			}
			if e.id != "disclosed" && len(seen) != inputs {
				t.Errorf("%v: %s reaches %d of %d cells", e, name, len(seen), inputs)
			}
		}
	}
}

func TestMovesStayOnFigures(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := rapid.SampledFrom(everyTable).Draw(t, "table")
		b := newTableIndex(loaded(e.edition, e.id))
		p := b.first()
		for _, m := range rapid.SliceOfN(rapid.IntRange(0, 9), 1, 60).Draw(t, "moves") {
			switch m {
			case 0, 1:
				p = b.step(p, 1, 0)
			case 2:
				p = b.step(p, -1, 0)
			case 3, 4:
				p = b.step(p, 0, 1)
			case 5:
				p = b.step(p, 0, -1)
			case 6:
				p = b.enter(p, 1)
			case 7:
				p = b.enter(p, -1)
			case 8:
				p, _ = b.tab(p, 1)
			case 9:
				p = b.steps(p, 1, 5)
			}
			if b.figure(p) == nil {
				t.Fatalf("move %d leads to %v, which is no figure", m, p)
			}
		}
	})
}

func TestAroundCutsNoCell(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := rapid.SampledFrom(everyTable).Draw(t, "table")
		b := newTableIndex(loaded(e.edition, e.id))
		p := topLeft(rapid.SampledFrom(b.values).Draw(t, "from"))
		q := topLeft(rapid.SampledFrom(b.values).Draw(t, "to"))
		s := b.around(p, q)
		cells := b.in(s)
		for _, c := range cells {
			if c.Row < s.top || c.Col < s.left || c.Row+c.RowSpan-1 > s.bottom || c.Col+c.ColSpan-1 > s.right {
				t.Fatalf("%s sticks out of %v", c.Address, s)
			}
		}
		if !s.intersects(b.at(p)) || !s.intersects(b.at(q)) {
			t.Fatal("the selection misses its own ends")
		}
	})
}

// TestCover checks that the rectangles hold every cell asked for just once,
// and nothing else.
func TestCover(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := rapid.SampledFrom(everyTable).Draw(t, "table")
		b := newTableIndex(loaded(e.edition, e.id))
		wanted := map[*form.Cell]bool{}
		for i, yes := range rapid.SliceOfN(rapid.Bool(), len(b.values), len(b.values)).Draw(t, "wanted") {
			wanted[b.values[i]] = yes
		}
		times := map[*form.Cell]int{}
		for _, s := range b.cover(func(c *form.Cell) bool { return wanted[c] }) {
			for _, c := range b.table.Cells {
				if s.intersects(c) {
					times[c]++
				}
			}
		}
		for _, c := range b.table.Cells {
			if wanted[c] != (times[c] == 1) || times[c] > 1 {
				t.Fatalf("%s is covered %d times", c.Address, times[c])
			}
		}
	})
}
