package shell

import (
	"fmt"
	"testing"

	"nianbao/app"
	"nianbao/ui/drafts"
	"nianbao/ui/widgets"
)

func TestTheListReadsTheRestAfterItIsShown(t *testing.T) {
	w, _ := newTestWindow(t)
	var later []func()
	w.background = func(work func() error, then func(error)) { later = append(later, func() { then(work()) }) }
	const n = drafts.FirstRows + 7
	for i := range n {
		if _, err := w.service.Create(w.ctx, app.NewReport{Unit: fmt.Sprintf("第%d局", i), Year: 2025}); err != nil {
			t.Fatal(err)
		}
	}
	w.showList()
	p := w.screen.(*drafts.List)
	if len(p.Visible) != drafts.FirstRows {
		t.Errorf("%d drafts at first, want %d", len(p.Visible), drafts.FirstRows)
	}
	for _, f := range later {
		f()
	}
	if len(p.Visible) != n || p.Count.Text != fmt.Sprintf("共 %d 份", n) {
		t.Errorf("%d drafts in the end, %s", len(p.Visible), p.Count.Text)
	}
	widgets.KeepSetting(w, app.SettingListOrder, `{"by":"unit","down":false}`)
	w.showList()
	if p := w.screen.(*drafts.List); len(p.Visible) != n {
		t.Errorf("sorted by unit %d drafts at first: the others would come between them", len(p.Visible))
	}
}
