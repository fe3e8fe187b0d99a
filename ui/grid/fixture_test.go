package grid

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"nianbao/app/apptest"
	"nianbao/app/form"
	"nianbao/app/intake/tables"
	"nianbao/app/report"
	"nianbao/ui/uitest"
)

// fixture is a window with a grid on a report, and what the grid told it.
type fixture struct {
	t        *testing.T
	grid     *Grid
	report   *report.Report
	window   fyne.Window
	other    *widget.Entry
	notes    []string
	refusals []error
	refuse   error // what the host says to a commit
	held     fyne.KeyModifier
}

func newFixture(t *testing.T, tableID string) *fixture {
	t.Helper()
	uitest.App(t)
	catalog := apptest.Catalog(t)
	d := &fixture{t: t, report: report.New(catalog, "某县教育局", 2024), other: widget.NewEntry()}
	d.grid = New(d.report.Form().Table(tableID), Of(d.report))
	d.grid.modifiers = func() fyne.KeyModifier { return d.held }
	d.grid.OnCommit = d.commit
	d.grid.OnPaste = d.paste
	d.grid.OnRefused = func(_ form.Address, err error) { d.refusals = append(d.refusals, err) }
	d.window = test.NewTempWindow(t, container.NewBorder(nil, d.other, nil, nil, d.grid))
	d.window.Resize(fyne.NewSize(1000, 600))
	d.window.Canvas().Focus(d.grid)
	return d
}

func (d *fixture) commit(note string, inputs []Input) error {
	if d.refuse != nil {
		return d.refuse
	}
	e := report.Edit{Note: note}
	for _, in := range inputs {
		c, err := d.report.Set(in.Address, in.Raw)
		if err != nil {
			return err
		}
		e.Changes = append(e.Changes, c)
	}
	if err := d.report.Apply(e); err != nil {
		return err
	}
	d.notes = append(d.notes, fmt.Sprintf("%s %d", note, len(inputs)))
	return nil
}

// paste takes over what changes anything, and selects where it went.
func (d *fixture) paste(m *tables.Mapping) {
	var in []Input
	for _, p := range m.Cells {
		if v, _ := report.Parse(p.Cell.Kind, p.Raw); v.String() != d.report.Figure(p.Cell.Address).String() {
			in = append(in, Input{p.Cell.Address, p.Raw})
		}
	}
	if err := d.commit("粘贴", in); err != nil {
		d.refusals = append(d.refusals, err)
		return
	}
	d.grid.Reload()
	d.grid.Select(m.Addresses())
}

// keys types: characters, or names of keys in <>, with + for Shift.
func (d *fixture) keys(s string) {
	for s != "" {
		focused := d.window.Canvas().Focused()
		if focused == nil {
			d.t.Fatal("nothing has the focus")
		}
		if s[0] != '<' {
			r := []rune(s)[0]
			focused.TypedRune(r)
			s = s[len(string(r)):]
			continue
		}
		name, rest, _ := strings.Cut(s[1:], ">")
		if strings.HasPrefix(name, "+") {
			d.held = fyne.KeyModifierShift
		}
		focused.TypedKey(&fyne.KeyEvent{Name: fyne.KeyName(strings.TrimPrefix(name, "+"))})
		d.held = 0
		s = rest
	}
}

func (d *fixture) shortcut(s fyne.Shortcut) {
	d.window.Canvas().Focused().(fyne.Shortcutable).TypedShortcut(s)
}

func (d *fixture) ctrl(k fyne.KeyName, more fyne.KeyModifier) {
	d.shortcut(&desktop.CustomShortcut{KeyName: k, Modifier: fyne.KeyModifierShortcutDefault | more})
}

// expect compares figures: pairs of a row.column and what it should hold.
func (d *fixture) expect(pairs ...string) {
	d.t.Helper()
	for i := 0; i < len(pairs); i += 2 {
		a := form.Address(d.grid.index.table.ID + "." + pairs[i])
		if got := d.report.Figure(a).String(); got != pairs[i+1] {
			d.t.Errorf("%s holds %q, want %q", a, got, pairs[i+1])
		}
		for _, f := range d.grid.view.figures {
			if f.cell.Address == a && f.text.Text != pairs[i+1] && !d.grid.Editing() {
				d.t.Errorf("%s shows %q, want %q", a, f.text.Text, pairs[i+1])
			}
		}
	}
}

func (d *fixture) expectAt(a string) {
	d.t.Helper()
	if got := d.grid.Active(); got != form.Address(d.grid.index.table.ID+"."+a) {
		d.t.Errorf("the cursor is on %s, want %s", got, a)
	}
}

func (d *fixture) expectNotes(want ...string) {
	d.t.Helper()
	if fmt.Sprint(d.notes) != fmt.Sprint(want) {
		d.t.Errorf("committed %q, want %q", d.notes, want)
	}
}

func (d *fixture) expectRefusal(want error) {
	d.t.Helper()
	if len(d.refusals) == 0 || !errors.Is(d.refusals[len(d.refusals)-1], want) {
		d.t.Errorf("refusals are %v, want %v", d.refusals, want)
	}
}
