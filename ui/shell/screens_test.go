package shell

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"nianbao/app"
	assignment "nianbao/app/collection"
	"nianbao/app/signoff"
	"nianbao/ui/collection"
	"nianbao/ui/commands"
	"nianbao/ui/drafts"
	"nianbao/ui/editor"
	"nianbao/ui/exchange"
	"nianbao/ui/importing"
	"nianbao/ui/look"
	"nianbao/ui/office"
	"nianbao/ui/register"
	"nianbao/ui/review"
	"nianbao/ui/system"
	"nianbao/ui/uitest"
	"nianbao/ui/widgets"
)

// tour goes through every screen of the program, with its dialogs and menus, and
// looks at each. What is about all screens is tested on it.
type tour struct {
	*testing.T
	see    func(name string, w *Window)
	strong bool // in the colours of 高对比度
	text   string
	size   fyne.Size // of the window
}

// laptop is what a screen of 1366 by 768 leaves to the window.
var laptop = fyne.NewSize(1366, 697)

// go through all. It looks at what is drawn, and nothing runs beside it: without the
// race detector make test does it twice.
func (tt *tour) all() {
	if uitest.Raced {
		tt.Skip("screens are looked at without the race detector")
	}
	if tt.size.IsZero() {
		tt.size = laptop
	}
	for i, part := range []func(*tour){(*tour).lists, (*tour).form, (*tour).states, (*tour).pages, (*tour).offices, (*tour).exchanges, (*tour).starts} {
		tt.Run(fmt.Sprint(i), func(t *testing.T) { // its windows are closed behind it
			within := *tt
			within.T = t
			part(&within)
		})
	}
}

// dress shows a window as the tour wants to see it.
func (tt *tour) dress(w *Window) *Window {
	if tt.strong || tt.text != widgets.SizeMedium { // a theme reads the fonts anew
		look.UseStrong(tt.strong)
		tt.Cleanup(func() { look.UseStrong(false) })
		fyne.CurrentApp().Settings().SetTheme(widgets.NewTheme(tt.text))
	}
	w.win.Resize(tt.size)
	return w
}

// stop is a thing to be looked at: what shows it.
type stop struct {
	name string
	show func()
}

// over looks at what lies over a page, and takes it away each time.
func (tt *tour) over(w *Window, on string, stops ...stop) {
	tt.Helper()
	for _, s := range stops {
		s.show()
		if w.win.Canvas().Overlays().Top() == nil {
			tt.Errorf("%s, %s: nothing opens", on, s.name)
			continue
		}
		tt.see(on+", "+s.name, w)
		w.dialogs.CloseAll()
		for o := w.win.Canvas().Overlays().Top(); o != nil; o = w.win.Canvas().Overlays().Top() {
			w.win.Canvas().Overlays().Remove(o)
		}
	}
}

// menus looks at the menu of a page, with each of its menus open.
func (tt *tour) menus(w *Window, on string) {
	for i := range len(commands.Menus) {
		tt.over(w, on, stop{"菜单 " + commands.Menus[i], func() {
			w.Do(commands.Menu)
			for range len(commands.Menus) - i {
				press(w.win.Canvas().Focused(), fyne.KeyUp)
			}
			press(w.win.Canvas().Focused(), fyne.KeyRight)
		}})
	}
}

func (tt *tour) lists() {
	w, _ := newTestWindow(tt)
	tt.dress(w)
	tt.see("空的列表", w)
	w, _, e := withExample(tt)
	tt.dress(w)
	if _, err := w.service.Create(w.ctx, app.NewReport{Unit: "示例县财政局", Year: 2025}); err != nil {
		tt.Fatal(err)
	}
	w.showList()
	tt.see("列表", w)
	list := w.screen.(*drafts.List)
	list.List.Choose(0)
	tt.over(w, "列表", stop{"右键", func() { list.List.ShowRowMenu(fyne.NewPos(300, 200)) }},
		stop{"新建", widgets.Doing(w, commands.NewReport)}, stop{"已删除的报告", func() {
			if err := w.service.Trash.Delete(w.ctx, e.Session.ID(), time.Now()); err != nil {
				tt.Error(err)
			}
			w.Do(commands.Deleted)
		}},
		stop{"设置", widgets.Doing(w, commands.Settings)}, stop{"关于", widgets.Doing(w, commands.About)}, stop{"许可证", func() { showLicences(w) }}, stop{"按键一览", widgets.Doing(w, commands.Keys)}, stop{"检查本机", widgets.Doing(w, commands.Examine)},
		stop{"告知", func() { widgets.Alert(w, "没有完成", "无法打开文件夹。") }}, stop{"询问", func() { widgets.ConfirmLoss(w, "删除", "确定要删除吗？", "删除", func() {}) }},
		stop{"保存位置", func() {
			widgets.ChooseTarget(w, "导出", "报告.pdf", "现在写出的是草稿。", func(string) {})
		}},
		stop{"选择文件", func() { widgets.Browse(w, "选择文件", []string{".nbx"}, tt.TempDir(), func(string) {}) }},
	)
	tt.menus(w, "列表")
	w.OpenFile(copied(tt, "notes.docx", "去年的报告.docx"))
	read := w.screen.(*importing.Page)
	tt.see("读入", w)
	for i := range read.Pieces.Lines {
		read.Pieces.Choose(i)
		tt.see("读入，"+read.Pieces.Lines[i].Cells[0].Text, w)
	}
	w.showList()
	for name, id := range map[string]commands.ID{"备份": commands.Backups, "救回数据": commands.Rescue, "验证": commands.Verify, "审签设置": commands.Office, "使用手册": commands.Handbook} {
		w.Do(id)
		tt.see(name, w)
		w.dialogs.CloseAll()
	}
}

func (tt *tour) form() {
	w, s := officeWindow(tt)
	tt.dress(w)
	openAs(w, s, madeOffice.officer, s.Example())
	e := w.screen.(*editor.Editor)
	s.Must(e.Set("requests.received.natural_person", "99999"))
	s.Must(e.Set("overview.lead", "电话："+"【待填】"))
	for i := range e.Parts {
		e.GoPart(i)
		tt.see("填报 "+e.Nav.Rows[i].Name.Text, w)
	}
	w.Do(commands.FoldSide)
	w.Do(commands.FoldParts)
	tt.see("两边换了样子", w)
	last, err := s.Create(w.ctx, app.NewReport{Unit: e.Report().Unit(), Year: e.Report().Year() - 1})
	s.Must(err)
	s.Must(s.Set("", last, "requests.received.natural_person", "12345"))
	s.Must(s.Set("", last, "overview.lead", "上年的综述。"))
	w.Do(commands.LastYear)
	e.GoPart(3)
	tt.see("表三和上年", w)
	e.GoPart(1)
	tt.see("文字和上年", w)
	w.Do(commands.LastYear)
	e.GoPart(3)
	g := e.Parts[3].(*editor.TablePart).Grid
	right := &fyne.PointEvent{AbsolutePosition: fyne.NewPos(400, 300)}
	info := e.Parts[0].(*editor.InfoPart)
	text := e.Parts[1].(*editor.TextPart).Fields[0]
	tt.over(w, "表格", stop{"右键", func() { g.TappedSecondary(right) }}, stop{"说明", e.Explain},
		stop{"写明情况", w.screen.Actions()[commands.Reason]}, stop{"送审", w.screen.Actions()[commands.Submit]},
		stop{"审签记录", e.Opened.ShowRecord}, stop{"导出", e.Opened.Export}, stop{"全部消息", widgets.Doing(w, commands.Messages)})
	e.GoPart(0)
	tt.over(w, "报告信息", stop{"选日期", info.ChooseDate}, stop{"右键", func() { info.Entries["meta.unit"].TypedKey(&fyne.KeyEvent{Name: desktop.KeyMenu}) }})
	e.GoPart(1)
	tt.over(w, "文字", stop{"右键", func() { text.TappedSecondary(right) }})
	w.Do(commands.Replace)
	tt.see("替换", w)
	e.Finder.Close()
	g.TypedRune('7')
	tt.menus(w, "填报")
	w.Do(commands.Preview)
	tt.see("填报时预览", w)
	tt.register()
	tt.collection()
}

// collection looks at the pages of collection sheets.
func (tt *tour) collection() {
	w, _, e := withExample(tt)
	tt.dress(w)
	w.Do(commands.Provide)
	tt.see("报送表，没有科室", w)
	p := w.screen.(*collection.Assign)
	tapButton(tt.T, w, "采用建议的分工")
	tt.see("报送表，建议的分工", w)
	w.dialogs.Key(fyne.KeyReturn)
	p.Cells.Choose(2)
	press(p.Cells, fyne.KeyRight)
	tt.see("报送表，谁提供", w)
	tt.over(w, "报送表", stop{"新增", func() { tapButton(tt.T, w, "新增科室…") }}, stop{"改名", func() { tapButton(tt.T, w, "改名…") }}, stop{"删除", widgets.Doing(w, commands.Remove)})
	r := e.Report()
	a := (&assignment.Assignment{}).Propose(r.Form())
	one, two := sheetFile(tt.T, r, a, "执法科", "张三", "2026-01-08", "3"), sheetFile(tt.T, r, a, "执法科", "", "", "无")
	three := sheetFile(tt.T, r, a, "法规科", "", "", "5")
	collection.Open(w, []string{one, two, three}, e.Session)
	s := w.screen.(*collection.Sides)
	for i, l := range s.Cells.Lines {
		if l.Heading == "" && (i < 2 || s.Cells.Lines[i-1].Heading != "") {
			s.Cells.Choose(i)
			tt.see("收回的报送表，"+s.Cells.Lines[i-1].Heading, w)
		}
	}
	s.Sheets.Choose(2)
	tt.over(w, "收回的报送表", stop{"补日期", func() { tapButton(tt.T, w, "补报送人、日期…") }})
}

// register looks at the pages on which a register is counted.
func (tt *tour) register() {
	w, _, e := withExample(tt)
	tt.dress(w)
	path, made := aRegister(tt, 60)
	made.Book.Sheets[0].Unseen = map[int]bool{5: true}
	if err := os.WriteFile(path, made.Bytes(), 0o600); err != nil {
		tt.Fatal(err)
	}
	register.Open(w, path, e.Session)
	tt.see("台账的对应", w)
	w.screen.(*register.Mapping).TakeProposals()
	w.Do(commands.TakeIn)
	r := w.screen.(*register.Result)
	for i := range r.Parts.Lines {
		r.Parts.Choose(i)
		tt.see("台账，"+r.Parts.Lines[i].Cells[0].Text, w)
	}
	r.Parts.Choose(0)
	tt.over(w, "台账", stop{"台账中的行", widgets.Doing(w, commands.Rows)}, stop{"替换", widgets.Doing(w, commands.TakeIn)})
}

// states looks at the form when it is locked, and after it came back.
func (tt *tour) states() {
	w, s, id := afterAReturn(tt.T)
	tt.dress(w)
	tt.see("退回以后", w)
	openAs(w, s, madeOffice.officer, id)
	e := w.screen.(*editor.Editor)
	w.Do(commands.FoldSide)
	e.NextRemark()
	tt.see("退回的报告", w)
	w, e = locked(tt.T)
	tt.dress(w)
	for i := range 4 {
		e.GoPart(i)
		tt.see("已锁定 "+e.Nav.Rows[i].Name.Text, w)
	}
	w, _ = approvedHere(tt.T)
	tt.dress(w)
	tt.see("审批以后", w)
}

func (tt *tour) pages() {
	w, s, id := forReview(tt.T)
	tt.dress(w)
	p := asReviewer(tt.T, s, w, id)
	tt.see("审阅概览", w)
	p.GoTo(licences)
	s.Must(p.Session.Remark(w.ctx, licences, "请核实"))
	tt.see("审阅", w)
	tt.over(w, "审阅", stop{"写意见", p.WriteRemark}, stop{"通过", p.Actions()[commands.Approve]}, stop{"退回", p.Actions()[commands.Return]},
		stop{"右键", func() { p.View.TypedKey(&fyne.KeyEvent{Name: desktop.KeyMenu}) }})
	tt.menus(w, "审阅")
	w, s, id = afterAReturn(tt.T)
	tt.dress(w)
	openAs(w, s, madeOffice.officer, id)
	e := w.screen.(*editor.Editor)
	s.Must(e.Set(licences, "12"))
	answer(e)
	s.Sign(madeOffice.officer, id, signoff.Submit, "")
	s.Sign(madeOffice.officer, id, signoff.Approve, "")
	p = asReviewer(tt.T, s, w, id)
	p.GoTo(licences)
	tt.see("第二轮审阅", w)
	if _, ok := w.screen.(*review.Page); !ok {
		tt.Errorf("page %T", w.screen)
	}
}

func (tt *tour) offices() {
	all := newStations(tt.T, 2)
	one, two := all[0], all[1]
	tt.dress(one.w)
	tt.over(one.w, "审签设置", stop{"建立名册", func() { office.CreateRoster(one.w) }}, stop{"登记申请", func() { office.AskRegistration(one.w, nil) }})
	setUp(one)
	office.SaveRoster(one.w)
	roster := one.saved()
	tt.dress(two.w)
	two.w.Do(commands.Office)
	tt.over(two.w, "审签设置", stop{"加入名册", func() { two.w.OpenFile(roster) }})
	office.AskRegistration(two.w, nil)
	two.fill("李四", "办公室主任", ownSecret, ownSecret)
	two.enter()
	request := two.saved()
	tt.see("等待登记", two.w)
	one.w.Do(commands.Office)
	page := one.w.screen.(*office.Page)
	page.People.Choose(0)
	tt.see("名册", one.w)
	tt.over(one.w, "名册", stop{"登记申请", func() { one.w.OpenFile(request) }}, stop{"登记", func() { office.AskRegistration(one.w, nil) }}, stop{"改审签级数", page.OnChain},
		stop{"换职务", func() { office.Reassign(one.w, page.Roster, &page.Roster.People[0]) }}, stop{"已离开", func() { office.Deactivate(one.w, &page.Roster.People[0]) }},
		stop{"重新登记", func() { office.AskRegistration(one.w, &page.Roster.People[0]) }}, stop{"修改密码", func() { office.ChangePassword(one.w, &page.Roster.People[0]) }})
	one.w.OpenFile(request)
	one.fill(tick, skip, tick, skip, officeSecret) // two people who sign can have the office's key replaced
	one.enter()
	tt.see("名册，已登记", one.w)
	one.w.dialogs.CloseAll()
	one.w.Do(commands.Office)
	tt.officeKeys(one, two, one.w.screen.(*office.Page))
}

// officeKeys shows the ways of the office's key, and what comes of them elsewhere.
func (tt *tour) officeKeys(one, two *station, page *office.Page) {
	tt.over(one.w, "名册", stop{"名册密钥", page.ShowOfficeKey}, stop{"移交角色", func() { office.ExportKey(one.w, true) }},
		stop{"换新名册密钥", func() { office.RenewKey(one.w) }}, stop{"名册密钥丢失", func() { office.RequestKey(one.w) }})
	raw, err := one.ExportKey(one.w.ctx, officeSecret, fileSecret)
	one.Must(err)
	file := filepath.Join(system.Documents(), "密钥.nbx")
	one.Must(app.WriteBytes(file, raw))
	tt.over(two.w, "审签设置", stop{"恢复名册密钥", func() { two.w.OpenFile(file) }})
	raw, err = one.RequestKey(one.w.ctx, another, nil)
	one.Must(err)
	lost := filepath.Join(system.Documents(), "换新.nbx")
	one.Must(app.WriteBytes(lost, raw))
	tt.over(one.w, "名册", stop{"签名换新", func() { one.w.OpenFile(lost) }})
}

func (tt *tour) exchanges() {
	s, officer, id, path := forkedStation(tt.T)
	tt.dress(s.w)
	s.w.OpenFile(path)
	p := s.w.screen.(*exchange.DivergencePage)
	p.Diff.List.Choose(0)
	tt.see("两边都改动过", s.w)
	p.Diff.List.SetTick(0, true)
	tt.see("两边都改动过，选用", s.w)
	tt.over(s.w, "两边都改动过", stop{"采用对方的", p.OnTheirs})
	s.w.showList()
	older := s.file(id, "三")
	s.Must(s.Set(officer, id, aFigure, "12"))
	s.w.OpenFile(older)
	tt.see("移交文件", s.w)
	s.w.Do(commands.Verify)
	verify := s.w.screen.(*exchange.VerifyPage)
	verify.VerifyFile(older)
	tt.see("验证的结果", s.w)
	three := newStations(tt.T, 1)[0]
	tt.dress(three.w)
	three.w.OpenFile(older)
	tt.see("移交文件，名册还没有", three.w)
	s.Memory.Drafts[id].Values[aFigure] = "4711"
	s.w.OpenFile(older)
	tt.see("本机的一份验证未通过", s.w)
	stranger := newStations(tt.T, 1)[0]
	stranger.CreateRoster()
	tt.dress(stranger.w)
	stranger.w.OpenFile(older)
	tt.see("移交文件，同名的另一份名册", stranger.w)
}

// starts looks at what stands in the place of the program when it cannot start.
func (tt *tour) starts() {
	p, _ := recovering(tt.T, someCopies(), app.NoStore)
	w := p.Host.(*Window)
	tt.dress(w)
	tt.see("数据文件不见了", w)
	tt.over(w, "数据文件不见了", stop{"重新开始", p.OnAnew})
	p, _ = recovering(tt.T, someCopies(), app.Damaged)
	w = p.Host.(*Window)
	tt.dress(w)
	tt.see("数据文件损坏", w)
	p.OnRescue()
	w.dialogs.Key(fyne.KeyReturn)
	tt.see("救回以后", w)
}
