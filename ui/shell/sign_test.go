package shell

import (
	"fmt"
	"maps"
	"strings"
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"nianbao/app"
	"nianbao/app/apptest"
	"nianbao/app/check"
	"nianbao/app/form"
	"nianbao/app/signoff"
	"nianbao/ui/commands"
	"nianbao/ui/drafts"
	"nianbao/ui/editor"
	"nianbao/ui/opened"
	"nianbao/ui/review"
	"nianbao/ui/widgets"
)

// madeOffice is an office of three, made once: keys are slow to seal.
var madeOffice struct {
	sync.Once
	memory                *apptest.Memory
	officer, head, leader string
	at                    time.Time
}

// officeWindow returns a window on a workstation where an officer, a head and
// a leader have their keys; the officer works there.
func officeWindow(t testing.TB) (*Window, *apptest.Workstation) {
	t.Helper()
	madeOffice.Do(func() {
		made := apptest.NewWorkstation(t)
		madeOffice.officer, madeOffice.head, madeOffice.leader = made.CreateRoster()
		madeOffice.memory, madeOffice.at = made.Memory, made.Clock.At
	})
	w, m := newTestWindow(t)
	m.Keys, m.Office = maps.Clone(madeOffice.memory.Keys), madeOffice.memory.Office
	clock := &apptest.Clock{At: madeOffice.at.Add(time.Hour)}
	w.service.Now = clock.Now
	station := apptest.WorkstationOn(t, w.service, m.Memory, clock)
	station.Must(station.SwitchUser(w.ctx, madeOffice.officer))
	return w, station
}

// openAs opens a report as a person.
func openAs(w *Window, s *apptest.Workstation, person string, id int64) {
	s.T.Helper()
	s.Must(w.service.SwitchUser(w.ctx, person))
	w.OpenReport(id, nil)
}

// shows says whether a text can be seen anywhere in the window.
func shows(w *Window, text string) bool {
	for _, o := range append([]fyne.CanvasObject{w.win.Canvas().Content()}, w.win.Canvas().Overlays().List()...) {
		for _, s := range textsIn(o) {
			if strings.Contains(strings.ReplaceAll(s, "\n", ""), text) {
				return true
			}
		}
	}
	return false
}

// signNow types the password into the dialog and presses Enter.
func signNow(w *Window, password string) {
	entry := passwordIn(w.win.Canvas().Overlays().Top())
	entry.SetText(password)
	w.win.Canvas().Focus(entry)
	entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
}

// What is signed is read first: the keyboard begins there and goes on as things stand,
// and whoever types the password at once still can.
func TestWhatIsSignedIsReadFirst(t *testing.T) {
	w, s := officeWindow(t)
	w.win.Resize(fullHD.Subtract(fyne.NewSize(0, 100)))
	id := s.Example()
	openAs(w, s, madeOffice.officer, id)
	c := w.win.Canvas()
	w.screen.Actions()[commands.Submit]()
	begins, scroll := c.Focused(), w.dialogs.Stack[0].Scroll
	if _, field := begins.(interface{ TypedShortcut(fyne.Shortcut) }); !field || begins == fyne.Focusable(passwordIn(c.Overlays().Top())) || scroll.Offset.Y != 0 {
		t.Fatalf("the keyboard begins at %T, %v down", begins, scroll.Offset.Y)
	}
	if !strings.Contains(onOneLine(begins.(fyne.CanvasObject)), "送交审签。内容以下列摘要为准") || !strings.Contains(onOneLine(begins.(fyne.CanvasObject)), "检查结果") {
		t.Errorf("it begins at %q", onOneLine(begins.(fyne.CanvasObject)))
	}
	var order []string
	for range 5 {
		c.FocusNext()
		order = append(order, fmt.Sprintf("%T", c.Focused()))
	}
	if got := strings.Join(order, " "); !strings.Contains(got, "*widgets.NoteEntry *widgets.Entry") {
		t.Errorf("Tab goes to %s", got)
	}
	c.Focus(begins)
	for _, r := range apptest.Password {
		c.Focused().TypedRune(r)
	}
	password := passwordIn(c.Overlays().Top())
	if password.Text != apptest.Password || c.Focused() != fyne.Focusable(password) {
		t.Errorf("typed is %q, at %T", password.Text, c.Focused())
	}
	password.SetText("")
	c.Focus(begins)
	fyne.CurrentApp().Clipboard().SetContent(apptest.Password)
	begins.(fyne.Shortcutable).TypedShortcut(&fyne.ShortcutPaste{Clipboard: fyne.CurrentApp().Clipboard()})
	if password.Text != apptest.Password {
		t.Errorf("pasted is %q", password.Text)
	}
	c.Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if w.dialogs.Open() || s.As(madeOffice.officer, id).State().Stage != signoff.Reviewing {
		t.Errorf("not signed: %s", onOneLine(c.Overlays().Top()))
	}
}

func passwordIn(o fyne.CanvasObject) *widgets.Entry {
	switch o := o.(type) {
	case *widgets.Entry:
		if o.Password {
			return o
		}
	case *fyne.Container:
		for _, c := range o.Objects {
			if e := passwordIn(c); e != nil {
				return e
			}
		}
	case fyne.Widget:
		for _, c := range test.WidgetRenderer(o).Objects() {
			if e := passwordIn(c); e != nil {
				return e
			}
		}
	}
	return nil
}

func TestSubmittingFromTheWindow(t *testing.T) {
	w, s := officeWindow(t)
	id := s.Example()
	openAs(w, s, madeOffice.officer, id)
	e := w.screen.(*editor.Editor)
	w.screen.Actions()[commands.Submit]()
	if !shows(w, "送交审签") || !shows(w, e.Report().Digest().Short()) || !shows(w, signoff.WhatASignatureIs) || !shows(w, "检查结果："+check.Clean) {
		t.Error("the dialog does not say what is signed")
	}
	signNow(w, "不是这个密码吧")
	if len(w.dialogs.Stack) != 1 || !shows(w, "密码不对") || e.Session.State().Stage != signoff.Drafting {
		t.Fatalf("a wrong password: %d dialogs, %s", len(w.dialogs.Stack), e.Session.State().Name())
	}
	signNow(w, apptest.Password)
	if e.Session.State().Name() != "待初审" || w.dialogs.Open() || !shows(w, "等待张三") {
		t.Fatalf("after signing: %s, %d dialogs", e.Session.State().Name(), len(w.dialogs.Stack))
	}
	w.Key(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if _, ok := w.screen.(*review.Page); !ok {
		t.Errorf("the officer's own turn shows %T", w.screen)
	}
}

// locked opens a report that waits for the head, as the officer.
func locked(t *testing.T) (*Window, *editor.Editor) {
	t.Helper()
	w, s := officeWindow(t)
	id := s.Example()
	s.Sign(madeOffice.officer, id, signoff.Submit, "")
	s.Sign(madeOffice.officer, id, signoff.Approve, "同意")
	openAs(w, s, madeOffice.officer, id)
	return w, w.screen.(*editor.Editor)
}

func TestALockedTableSaysWhy(t *testing.T) {
	w, e := locked(t)
	if !shows(w, "待审核") || !shows(w, "等待 李四") || !shows(w, "“同意”") || w.screen.Actions()[commands.Undo] != nil || w.screen.Actions()[commands.Submit] != nil {
		t.Error("the band does not tell where the report stands")
	}
	e.GoSection(2)
	table := e.Parts[3].(*editor.TablePart)
	table.Grid.TypedRune('7')
	if !strings.Contains(e.Frame().Status.Text(), "内容已锁定") || table.Grid.Editing() || !table.Locked.Visible() || table.Zeros.Visible() {
		t.Errorf("the table says %q", e.Frame().Status.Text())
	}
	e.Undo()
	if w.dialogs.Open() {
		t.Error("undo of a locked report shows a dialog")
	}
}

func TestLockedEntriesSayWhy(t *testing.T) {
	_, e := locked(t)
	e.GoSection(0)
	p := e.Parts[1].(*editor.TextPart).Fields[0]
	before := p.Text
	test.Type(p, "新")
	p.TypedKey(&fyne.KeyEvent{Name: fyne.KeyBackspace})
	p.TypedShortcut(&fyne.ShortcutPaste{Clipboard: test.NewClipboard()})
	if p.Text != before || !strings.Contains(e.Frame().Status.Said(), "内容已锁定") {
		t.Errorf("a paragraph takes text: %q", e.Frame().Status.Said())
	}
	e.GoPart(0)
	info := e.Parts[0].(*editor.InfoPart)
	test.Type(info.Entries["meta.unit"], "新")
	if info.Entries["meta.unit"].Text != e.Report().Unit() || !info.Edition.Disabled() || e.Frame().Status.Said() == "" {
		t.Error("the report's information can be written")
	}
}

func TestExplanations(t *testing.T) {
	w, s := officeWindow(t)
	id := s.Example()
	s.Must(s.Set(madeOffice.officer, id, "disclosed.coercion.decisions", ""))
	openAs(w, s, madeOffice.officer, id)
	e := w.screen.(*editor.Editor)
	w.Do(commands.FoldSide)
	if e.Findings.States[0].Holds || !shows(w, "还没填\u00a01") || w.screen.Actions()[commands.Submit] == nil {
		t.Fatalf("findings %+v", e.Findings.States)
	}
	e.Head.Offers[0].OnTapped()
	if e.Session.May(signoff.Submit).OK || !w.dialogs.Open() || !shows(w, "还有 1 处没有填") {
		t.Error("nothing says why it cannot be submitted")
	}
	w.dialogs.Key(fyne.KeyEscape)
	w.screen.Actions()[commands.Reason]()
	entry := w.win.Canvas().Focused().(*widgets.NoteEntry)
	entry.SetText("本年度没有行政强制。")
	entry.TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyReturn, Modifier: fyne.KeyModifierControl})
	if w.dialogs.Open() || e.Session.Readiness().ToDo() != "" || !shows(w, "说明（张三）：本年度没有行政强制。") {
		t.Errorf("%d dialogs, %+v", len(w.dialogs.Stack), e.Session.Readiness())
	}
	s.Must(e.Set("disclosed.fees.amount", ""))
	if !shows(w, "原来的说明不再有效") || check.Count(e.Session.Findings(), check.Explain) == 0 {
		t.Error("an explanation that fell away is not told")
	}
}

func TestAnEditAfterAReturnNamesTheSignaturesItVoids(t *testing.T) {
	w, s := officeWindow(t)
	id := s.Example()
	s.Sign(madeOffice.officer, id, signoff.Submit, "")
	s.Sign(madeOffice.officer, id, signoff.Approve, "")
	s.Sign(madeOffice.head, id, signoff.Approve, "")
	s.Sign(madeOffice.leader, id, signoff.Return, "请核实")
	openAs(w, s, madeOffice.officer, id)
	if shows(w, "签名不再有效") || !shows(w, "退回修改") || !shows(w, "“请核实”") {
		t.Error("before the edit")
	}
	s.Must(w.screen.(*editor.Editor).Set("disclosed.licensing.decisions", "77"))
	if !shows(w, "张三（承办人员初审）、李四（承办部门负责人审核）的签名不再有效") {
		t.Error("nothing says whose signatures are void")
	}
}

// Who works here can be changed on the list: what waits for that person then stands first.
func TestAnotherPersonIsChosenOnTheList(t *testing.T) {
	w, s := officeWindow(t)
	id := s.Example()
	s.Sign(madeOffice.officer, id, signoff.Submit, "")
	s.Sign(madeOffice.officer, id, signoff.Approve, "")
	s.Must(w.service.SwitchUser(w.ctx, madeOffice.officer))
	w.showList()
	p := w.screen.(*drafts.List)
	if shows(w, "待我处理") || !strings.Contains(p.Who.Text, "张三") {
		t.Fatalf("%s", p.Who.Text)
	}
	p.Who.OnTapped()
	press(w.win.Canvas().Focused(), fyne.KeyDown, fyne.KeyDown, fyne.KeyReturn)
	if !shows(w, "待我处理（1）") || !strings.Contains(p.Who.Text, "李四") {
		t.Errorf("%s works here, and nothing waits", p.Who.Text)
	}
}

// The header has room for the beginning of a reason alone.
func TestTheReasonOfAReturnIsShownWhole(t *testing.T) {
	w, s := officeWindow(t)
	id := s.Example()
	s.Sign(madeOffice.officer, id, signoff.Submit, "")
	s.Sign(madeOffice.officer, id, signoff.Approve, "")
	reason := strings.Repeat("第三部分结转数与上年不一致，", 8) + "请核对后再送。"
	s.Sign(madeOffice.head, id, signoff.Return, reason)
	openAs(w, s, madeOffice.officer, id)
	e := w.screen.(*editor.Editor)
	if !e.Side.ShowRemarks || !e.Remarks.Reason.Visible() || e.Remarks.Reason.Text != "李四退回："+reason {
		t.Errorf("beside the report stands %q", e.Remarks.Reason.Text)
	}
}

func TestSeveralPeopleSignAtOneWorkstation(t *testing.T) {
	w, s := officeWindow(t)
	id := s.Example()
	s.Sign(madeOffice.officer, id, signoff.Submit, "")
	s.Sign(madeOffice.officer, id, signoff.Approve, "")
	openAs(w, s, madeOffice.officer, id)
	e := w.screen.(*editor.Editor)
	others := e.Opened.Others()
	if len(others) != 1 || others[0].Person.Name() != "李四" || !shows(w, "以李四的身份审阅") {
		t.Fatalf("others %v", others)
	}
	e.Opened.SwitchUser(others[0].Person.ID, nil)
	p, ok := w.screen.(*review.Page)
	if !ok {
		t.Fatalf("the head's turn shows %T", w.screen)
	}
	p.Actions()[commands.Return]()
	signNow(w, apptest.Password)
	if !shows(w, "必须写明理由") || len(w.dialogs.Stack) != 1 {
		t.Error("returned without a reason")
	}
	w.win.Canvas().Focused().(*widgets.NoteEntry).SetText("请核实 " + apptest.Password)
	signNow(w, apptest.Password)
	if !shows(w, "上面的文字里有签名密码") || len(w.dialogs.Stack) != 1 {
		t.Error("a password was signed as a reason")
	}
	w.dialogs.Key(fyne.KeyEscape)
	p.Actions()[commands.Approve]()
	signNow(w, apptest.Password)
	outcome := w.screen.(*opened.Outcome)
	if !shows(w, "已签名通过：承办部门负责人审核") || !shows(w, "等待王五") || outcome.Steps[opened.PassOn] == nil {
		t.Error("nothing says who is next")
	}
	outcome.Steps[opened.Become].OnTapped()
	w.screen.Actions()[commands.Approve]()
	signNow(w, apptest.Password)
	if !shows(w, "报告已审批") || !shows(w, "导出审签单…") {
		t.Error("nothing says that it is approved")
	}
	w.screen.Actions()[commands.Record]()
	for _, text := range []string{"承办人员初审：通过", "王五（局长）", "签名有效", "查看当时内容"} {
		if !shows(w, text) {
			t.Errorf("the record lacks %s", text)
		}
	}
}

// The first submission begins a new record unless the box is cleared, undo ends
// there and says so, and the old record can be read.
func TestTheFirstSubmissionBeginsANewRecord(t *testing.T) {
	w, s := officeWindow(t)
	id := s.Example()
	s.Must(s.Set(madeOffice.officer, id, aFigure, "4711"))
	openAs(w, s, madeOffice.officer, id)
	w.screen.Actions()[commands.Submit]()
	if !shows(w, "从这次送审开始新的编制记录") || !shows(w, "不能再撤销到送审以前") {
		t.Error("the dialog does not say that the record begins anew")
	}
	signNow(w, apptest.Password)
	open := w.screen.(opened.View).Open()
	if c, begun := open.Session.Condensed(); !begun || c.Entries != 2 || len(open.Session.Entries()) != 4 {
		t.Fatalf("%+v, %d entries", c, len(open.Session.Entries()))
	}
	open.ShowRecord()
	if !shows(w, "编制记录从送审时开始") {
		t.Error("the record does not say where it begins")
	}
	for _, b := range buttonsIn(w.win.Canvas().Overlays().Top()) {
		if strings.HasPrefix(b.Text, "查看送审以前的记录") {
			test.Tap(b)
			break
		}
	}
	if !shows(w, "4711") || !shows(w, "没有被改动过") {
		t.Error("the record of before is not shown")
	}
	w.Key(&fyne.KeyEvent{Name: fyne.KeyEscape})
	w.dialogs.CloseAll()
	s.Sign(madeOffice.officer, id, signoff.Withdraw, "")
	openAs(w, s, madeOffice.officer, id)
	e := w.screen.(*editor.Editor)
	e.Undo()
	if !strings.Contains(e.Frame().Status.Text(), "撤销到此为止") {
		t.Errorf("undo says %q", e.Frame().Status.Text())
	}
	w.screen.Actions()[commands.Submit]()
	if shows(w, "从这次送审开始新的编制记录") {
		t.Error("asked a second time")
	}
}

// A return says “见意见”: the record shows the remarks it means, and the paper does,
// too; of the first round nothing is said.
func TestTheRecordShowsTheRemarksOfAReturn(t *testing.T) {
	w, s, id := afterAReturn(t)
	openAs(w, s, madeOffice.officer, id)
	e := w.screen.(*editor.Editor)
	e.Opened.ShowRecord()
	if !shows(w, "“见意见”") || !shows(w, "意见 1　表二·行政许可·本年处理决定数量：请核实") || shows(w, "第一轮") {
		t.Error("the record does not show what the return speaks of")
	}
	w.dialogs.CloseAll()
	if form := e.Session.SignOffForm(); len(form.Remarks) != 1 || !strings.Contains(form.Remarks[0], "李四（承办部门负责人审核）　表二·行政许可·本年处理决定数量：请核实") || strings.Contains(strings.Join(form.History, ""), "轮") {
		t.Errorf("on paper: %q, %q", form.Remarks, form.History)
	}
}

// A wrong password names which it is and whose.
func TestAWrongPasswordIsNamed(t *testing.T) {
	w, s := officeWindow(t)
	id := s.Example()
	openAs(w, s, madeOffice.officer, id)
	w.screen.Actions()[commands.Submit]()
	signNow(w, "不是这个密码吧")
	if !shows(w, "张三的签名密码不对") {
		t.Error("whose password is wrong is not said")
	}
}

// The last part but one opens where it is to be written, not in its optional lead.
func TestAPartOpensWhereItIsToBeWritten(t *testing.T) {
	w, _ := newTestWindow(t)
	id, err := w.service.Create(w.ctx, app.NewReport{Unit: "甲县财政局", Year: 2025})
	if err != nil {
		t.Fatal(err)
	}
	w.OpenReport(id, nil)
	e := w.screen.(*editor.Editor)
	for section, want := range map[int]form.Address{0: "overview.disclosure", 4: "problems.shortcomings", 5: "others.processing_fee"} {
		e.GoSection(section)
		if p, ok := w.win.Canvas().Focused().(*editor.Paragraph); !ok || p.Address != want {
			t.Errorf("part %d opens at %v", section, e.Parts[e.Current].Cursor())
		}
	}
}
