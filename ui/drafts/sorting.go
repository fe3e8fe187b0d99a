package drafts

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"

	"nianbao/app"
	"nianbao/app/signoff"
	"nianbao/ui/widgets"
)

// The columns of the list.
const (
	unitColumn = iota
	yearColumn
	stateColumn
	filledColumn
	findingsColumn
	dueColumn
	changedColumn
)

// order is how the list is sorted. It is remembered by the workstation, under
// words that never change.
type order struct {
	By   string `json:"by"` // "unit", "year", "state" or "changed"
	Down bool   `json:"down"`
}

// usualOrder has the last changed first.
var usualOrder = order{By: "changed", Down: true}

// sortable are the columns that can be sorted by, with their words, and which way
// round they are at first.
var sortable = []struct {
	column int
	by     string
	down   bool
}{{unitColumn, "unit", false}, {yearColumn, "year", true}, {stateColumn, "state", false}, {changedColumn, "changed", true}}

// column is the column that an order sorts by.
func (o order) column() int {
	for _, s := range sortable {
		if s.by == o.By {
			return s.column
		}
	}
	return changedColumn
}

// pressed is the order after the head of a column was pressed.
func (o order) pressed(column int) order {
	if o.column() == column {
		return order{o.By, !o.Down}
	}
	for _, s := range sortable {
		if s.column == column {
			return order{s.by, s.down}
		}
	}
	return o
}

// readOrder returns the order that is remembered.
func (p *List) readOrder() order {
	raw := widgets.Setting(p.w, app.SettingListOrder)
	o := usualOrder
	if raw != "" && json.Unmarshal([]byte(raw), &o) != nil {
		return usualOrder
	}
	return o
}

// onSort sorts by a column, or the other way round.
func (p *List) onSort(column int) {
	p.order = p.order.pressed(column)
	raw, _ := json.Marshal(p.order) // words always encode
	widgets.KeepSetting(p.w, app.SettingListOrder, string(raw))
	p.sort()
	p.refill()
	p.Refocus()
}

// sort brings all reports into the order; those that are equal in it stand with
// the last changed first, as the store gives them.
func (p *List) sort() {
	p.List.ShowSort(p.order.column(), p.order.Down)
	p.all = slices.Clone(p.all)
	byChange := func(a, b app.Summary) int { return b.Changed.Compare(a.Changed) }
	compare := byChange
	switch p.order.column() {
	case unitColumn:
		keys := spellings(p.all)
		compare = func(a, b app.Summary) int { return slices.Compare(keys[a.Unit], keys[b.Unit]) }
	case yearColumn:
		compare = func(a, b app.Summary) int { return cmp.Compare(a.Year, b.Year) }
	case stateColumn:
		compare = func(a, b app.Summary) int { return byState(&a, &b) }
	case changedColumn:
		compare = func(a, b app.Summary) int { return a.Changed.Compare(b.Changed) }
	}
	way := 1
	if p.order.Down {
		way = -1
	}
	slices.SortStableFunc(p.all, func(a, b app.Summary) int {
		return cmp.Or(way*compare(a, b), byChange(a, b), cmp.Compare(b.ID, a.ID))
	})
}

// byState compares reports by how far they are, and then by the names of their
// states.
func byState(a, b *app.Summary) int {
	return cmp.Or(cmp.Compare(progress(a), progress(b)), cmp.Compare(a.Shown(), b.Shown()))
}

// progress is how far a report is in its sign-off.
func progress(s *app.Summary) int {
	if s.Example {
		return 1000
	}
	return 100*slices.Index([]signoff.Stage{signoff.Drafting, signoff.Reviewing, signoff.Approved}, s.Stage) + s.Level
}

// spellings are what units are sorted by: their names as they are spoken, as in
// a list of names.
func spellings(all []app.Summary) map[string][]byte {
	out := map[string][]byte{}
	c := collate.New(language.Chinese)
	var buffer collate.Buffer
	for i := range all {
		if _, known := out[all[i].Unit]; !known {
			out[all[i].Unit] = slices.Clone(c.KeyFromString(&buffer, all[i].Unit))
			buffer.Reset()
		}
	}
	return out
}

// The first choices of the filters leave nothing out.
const (
	everyState = "全部状态"
	everyYear  = "全部年度"
)

// offerFilters offers the states and the years that there are.
func (p *List) offerFilters() {
	var states []*app.Summary
	years := map[int]bool{}
	seen := map[string]bool{}
	for i := range p.all {
		s := &p.all[i]
		years[s.Year] = true
		if !seen[s.Shown()] {
			seen[s.Shown()] = true
			states = append(states, s)
		}
	}
	slices.SortFunc(states, byState)
	names := []string{everyState}
	for _, s := range states {
		names = append(names, s.Shown())
	}
	labels := []string{everyYear}
	for _, y := range slices.Backward(slices.Sorted(maps.Keys(years))) {
		labels = append(labels, fmt.Sprintf("%d年", y))
	}
	offer(p.State, names)
	offer(p.Year, labels)
}
