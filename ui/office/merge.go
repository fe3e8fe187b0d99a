package office

import (
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"nianbao/app"
	"nianbao/app/keys"
	"nianbao/app/roster"
	"nianbao/ui/prose"
	"nianbao/ui/widgets"
)

// forkBand tells that the roster went on separately, nil where it did not.
func (p *Page) forkBand() fyne.CanvasObject {
	tips, err := p.w.Service().OwnRosters(p.w.Context())
	if err != nil || len(tips) < 2 {
		return nil // what does not hold was said when the page was read
	}
	said := &prose.Label{Text: app.SayForked(tips, p.administrator), Importance: widget.WarningImportance}
	if !p.administrator {
		return container.NewPadded(said)
	}
	merge := widgets.NewPrimary(p.w, "合并名册…", func() { AskMerge(p.w, tips) })
	return container.NewPadded(container.NewBorder(nil, nil, nil, container.NewCenter(merge), said))
}

// AskMerge shows what two rosters say differently, and has them merged.
func AskMerge(w widgets.Host, tips []*roster.SignedRoster) {
	box := container.NewVBox(prose.NewLabel("合并以后，各份名册中登记过的人都在，以后登记的为准；各份名册签过的名仍然有效。拿着任何一份的电脑，都会接受合并后的名册。"))
	for _, signed := range tips[1:] {
		box.Add(&prose.Label{Text: fmt.Sprintf("%s比%s多的：%s", signed.Roster.Named(), tips[0].Roster.Named(), widgets.RosterChanges(&tips[0].Roster, roster.Union([]*roster.SignedRoster{tips[0], signed})))})
		conflicts := roster.Conflicts(tips[0], signed)
		if len(conflicts) == 0 {
			box.Add(prose.NewLabel("两份没有互相矛盾的地方。"))
		}
		for _, text := range conflicts {
			box.Add(&prose.Label{Text: text, Importance: widget.WarningImportance})
		}
	}
	chains, names := chainsOf(tips)
	choice, password := widgets.NewChoice(w, names, nil), widgets.NewSecret(w, "管理名册用的密码，不是签名的密码")
	choice.PlaceHolder = "请选择"
	items := widget.NewForm()
	if len(chains) > 1 {
		items.Append("审签级数", choice)
	}
	items.Append("名册密码", password)
	box.Add(items)
	t := &widgets.Task{
		Host: w, Title: "合并名册", Yes: "合并", Retry: password,
		Start: func() (func() error, error) {
			at := 0
			if len(chains) > 1 {
				if at = choice.SelectedIndex(); at < 0 {
					return nil, widgets.Invalid("请选择以后用哪一种审签级数。")
				}
			}
			typed := password.Text
			return func() error { return on(w).Merge(w.Context(), typed, chains[at]) }, nil
		},
		Done: func() {
			OfficeChanged(w)
			widgets.ShowDialog(w, "名册已经合并", widgets.Wrapped("请把合并后的名册导出，交给各台电脑。"),
				widgets.NewButton(w, "以后再说（Esc）", nil), widgets.NewPrimary(w, "导出名册（Enter）", func() { SaveRoster(w) }))
		},
	}
	t.Show(box, 640)
	w.Window().Canvas().Focus(password)
}

// chainsOf returns the levels that are in force in the rosters, each once, and what
// they are called.
func chainsOf(tips []*roster.SignedRoster) (chains []roster.Chain, names []string) {
	for _, signed := range tips {
		c := signed.Roster.Chain()
		if slices.ContainsFunc(chains, func(d roster.Chain) bool { return d.Equal(c) }) {
			continue
		}
		text := fmt.Sprintf("第%d版：", signed.Roster.Version)
		for i, level := range c {
			if i > 0 {
				text += " → "
			}
			text += level.Name
		}
		chains, names = append(chains, c), append(names, text)
	}
	return chains, names
}

// otherOffices says of how many other offices rosters are kept here, and shows them.
func (p *Page) otherOffices() fyne.CanvasObject {
	all, err := p.w.Service().Rosters.Kept(p.w.Context(), "")
	if err != nil {
		p.w.Log().Error("read kept rosters", "error", err)
	}
	var others []*roster.SignedRoster
	for _, signed := range all {
		if p.Roster == nil || signed.Roster.OfficeKey != p.Roster.OfficeKey {
			others = append(others, signed)
		}
	}
	if others == nil {
		return container.NewVBox()
	}
	offices := map[keys.Public]bool{}
	for _, signed := range others {
		offices[signed.Roster.OfficeKey] = true
	}
	show := widgets.NewQuiet(p.w, fmt.Sprintf("另外保存的名册（%d 个单位）…", len(offices)), func() { p.showOthers(others) })
	return container.NewHBox(show)
}

func (p *Page) showOthers(others []*roster.SignedRoster) {
	box := container.NewVBox(prose.NewLabel("这些名册与本单位现用的名册分开保存，名册代码在这台电脑上核对过。它们的报告按各自的名册验证；这台电脑上的人不能签它们的报告。"))
	slices.SortStableFunc(others, func(a, b *roster.SignedRoster) int { return strings.Compare(a.Roster.Office, b.Roster.Office) })
	for _, signed := range others {
		r := &signed.Roster
		text := fmt.Sprintf("%s　第%d版，%d 人", r.Office, r.Version, len(r.People))
		if p.Roster != nil && r.Office == p.Roster.Office {
			text += "（与本单位同名：换新或者重新建立以前的名册，或者别人用同一名称建立的；只用来验证它签过的报告）"
		}
		box.Add(container.NewBorder(nil, nil, nil, widgets.Code(p.w, r.OfficeKey.Code()), prose.NewLabel(text)))
	}
	widgets.ShowDialog(p.w, "另外保存的名册", container.New(widgets.BoxLayout{Size: widgets.AvailableSize(p.w, 720, 420)}, container.NewVScroll(box)), widgets.NewButton(p.w, "关闭（Esc）", nil))
}
