package shell

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"nianbao/app/form"
	"nianbao/app/intake/tables"
	"nianbao/ui/commands"
	"nianbao/ui/editor"
)

// wholeDraft is a draft as it is copied out of a word processor: tabs between the cells.
const wholeDraft = `甲县乙局2025年政府信息公开工作年度报告
本报告根据《中华人民共和国政府信息公开条例》编制，统计期限自2025年1月1日起至2025年12月31日止。
一、总体情况
（一）主动公开
主动公开信息12条。
（二）依申请公开
收到申请3件。
二、主动公开政府信息情况
第二十条第（五）项
信息内容	本年处理决定数量
行政许可	31
五、存在的主要问题及改进情况
（一）存在的主要问题
更新不够及时。
六、其他需要报告的事项
无。
`

// pasteDraft pastes a text into the first field of section one.
func pasteDraft(w *Window, e *editor.Editor, text string) *editor.Paragraph {
	e.GoSection(0)
	p := e.Parts[1].(*editor.TextPart).Fields[0]
	clipboard := test.NewClipboard()
	clipboard.SetContent(text)
	fyne.CurrentApp().Clipboard().SetContent(text)
	p.TypedShortcut(&fyne.ShortcutPaste{Clipboard: clipboard})
	return p
}

// emptyReport is a report in which nothing is written yet.
func emptyReport(t *testing.T) (*Window, *memory, *editor.Editor) {
	t.Helper()
	w, m := newTestWindow(t)
	w.OpenFile(written(t, "甲.json", []byte(`{"unit":"甲县乙局","year":2025,"tables":{},"text":{}}`)))
	w.dialogs.CloseAll()
	return w, m, w.screen.(*editor.Editor)
}

// A whole draft that is pasted into one field is offered to be divided by its headings;
// that is one edit.
func TestAWholeDraftIsOfferedByItsHeadings(t *testing.T) {
	w, m, e := emptyReport(t)
	pasteDraft(w, e, wholeDraft)
	if !w.dialogs.Open() || m.Drafts[1].Values["overview.lead"] != "" {
		t.Fatal("nothing is offered")
	}
	hit(w, fyne.KeyReturn)
	before := len(m.Drafts[1].Entries)
	if p := showing(t, w); p.Unit != nil {
		t.Fatal("it goes into another draft")
	}
	w.Do(commands.TakeIn)
	held := m.Drafts[1].Values
	for a, want := range map[string]string{"overview.disclosure": "主动公开信息12条。", "disclosed.licensing.decisions": "31", "problems.shortcomings": "更新不够及时。", "overview.lead": ""} {
		if got := held[form.Address(a)]; got != want {
			t.Errorf("%s holds %q, want %q", a, got, want)
		}
	}
	if n := len(m.Drafts[1].Entries) - before; n != 1 {
		t.Errorf("%d edits", n)
	}
	w.screen.(*editor.Editor).Undo()
	if got := m.Drafts[1].Values["disclosed.licensing.decisions"]; got != "" {
		t.Errorf("after a step back %q", got)
	}
}

// Who does not want it divided has it as it is.
func TestAWholeDraftIsPastedAsItIsWhereThatIsWanted(t *testing.T) {
	w, m, e := emptyReport(t)
	p := pasteDraft(w, e, wholeDraft)
	hit(w, fyne.KeyEscape)
	if w.dialogs.Open() || !strings.Contains(p.Text, "主动公开信息12条。") || !strings.Contains(p.Text, "六、其他需要报告的事项") {
		t.Fatalf("the field holds %.40q", p.Text)
	}
	e.GoSection(1)
	if held := m.Drafts[1].Values["overview.lead"]; !strings.Contains(held, "收到申请3件。") {
		t.Errorf("stored %.40q", held)
	}
}

// The part alone, with its own headings, is offered, too; an ordinary text is not.
func TestAPartIsOfferedByItsHeadings(t *testing.T) {
	w, m, e := emptyReport(t)
	pasteDraft(w, e, "（一）主动公开\n主动公开信息12条。\n（二）依申请公开\n收到申请3件。\n")
	if !w.dialogs.Open() {
		t.Fatal("nothing is offered")
	}
	hit(w, fyne.KeyReturn)
	w.Do(commands.TakeIn)
	if got := m.Drafts[1].Values["overview.on_request"]; got != "收到申请3件。" {
		t.Errorf("holds %q: %v", got, m.Drafts[1].Values)
	}
	e = w.screen.(*editor.Editor)
	for _, plain := range []string{"主动公开信息12条。", "第一段。\n第二段，一、二、三。\n", "（一）主动公开\n只有一个小标题。"} {
		if pasteDraft(w, e, plain); w.dialogs.Open() {
			t.Errorf("%q is offered", plain)
			w.dialogs.CloseAll()
		}
	}
}

// Where the clipboard has the table with its labels beside the text, the labels say where
// its figures belong; a table of something else leaves it at the text.
func TestATableWithItsLabelsComesBeforeItsText(t *testing.T) {
	w, m, e := emptyReport(t)
	e.GoSection(1)
	g := e.Parts[2].(*editor.TablePart).Grid
	g.GoTo("disclosed.regulations.issued")
	paste := func(whole tables.Block, text string) {
		g.OnClipboard = func(take func(*tables.Block)) { take(&whole) }
		clipboard := test.NewClipboard()
		clipboard.SetContent(text)
		g.TypedShortcut(&fyne.ShortcutPaste{Clipboard: clipboard})
	}
	paste(tables.Of([][]string{{"行政强制", "8"}, {"行政处罚", "7"}}), "8\n7\n")
	held := m.Drafts[1].Values
	if held["disclosed.coercion.decisions"] != "8" || held["disclosed.penalties.decisions"] != "7" || held["disclosed.regulations.issued"] != "" {
		t.Errorf("by labels: %v", held)
	}
	g.GoTo("disclosed.regulations.issued")
	paste(tables.Of([][]string{{"别的", "8"}, {"东西", "7"}}), "1\t2\t3\n4\t5\t6\n")
	if held = m.Drafts[1].Values; held["disclosed.regulations.issued"] != "1" || held["disclosed.normative_documents.in_force"] != "6" {
		t.Errorf("by place: %v", held)
	}
	_ = w
}
