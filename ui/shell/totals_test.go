package shell

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"nianbao/app/form"
	"nianbao/ui/commands"
	"nianbao/ui/editor"
)

// Who copies a table from paper types its totals, too: the row and the column that
// disagree point at the slip, and once it is mended nothing is left of them.
func TestTotalsOnPaperPointAtTheSlip(t *testing.T) {
	const slip = form.Address("requests.granted.business")
	w, m, e := withExample(t)
	e.GoSection(2)
	p := e.Parts[e.Current].(*editor.TablePart)
	right := e.Report().Figure(slip).String()
	totals := map[form.Address]string{}
	for _, a := range []form.Address{"requests.granted.total", "requests.total.business"} {
		totals[a] = e.Report().Figure(a).String()
	}
	if err := e.Set(slip, "8"); err != nil {
		t.Fatal(err)
	}
	put := func(a form.Address, text string) {
		p.GoTo(a)
		for _, r := range text {
			w.win.Canvas().Focused().TypedRune(r)
		}
		w.win.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	}
	put("requests.granted.total", "1")
	if !strings.Contains(e.Frame().Status.Text(), "计算") || e.Report().HasSourceTotals() {
		t.Fatalf("a total is typed without being asked for: %q", e.Frame().Status.Text())
	}
	w.Do(commands.TypeTotals)
	for a, text := range totals {
		put(a, text)
	}
	found := e.Findings.Visible
	if len(found) != 1 || found[0].Suspect != slip {
		t.Fatalf("found %+v", found)
	}
	w.Do(commands.TypeTotals)
	put(slip, right)
	if len(e.Findings.Visible) != 0 || e.Report().HasSourceTotals() {
		t.Errorf("left is %+v", e.Findings.Visible)
	}
	for a := range m.Drafts[1].Values {
		if totals[a] != "" {
			t.Errorf("a computed cell was stored: %s", a)
		}
	}
}
