package shell

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"fyne.io/fyne/v2"

	"nianbao/app/form"
	"nianbao/app/notes"
	"nianbao/ui/commands"
	"nianbao/ui/editor"
	"nianbao/ui/prose"
	"nianbao/ui/widgets"
)

// What is said in whole sentences, on any screen, ends as sentences do.
func TestSentencesOnTheScreenEndWithAFullStop(t *testing.T) {
	told, looked := map[string]bool{}, 0
	tt := &tour{T: t}
	tt.see = func(name string, w *Window) {
		t.Helper()
		said := []string{}
		if framed, ok := w.screen.(widgets.Framed); ok {
			said = append(said, framed.Frame().Status.Text())
		}
		eachShown(top(w), func(o fyne.CanvasObject) {
			if l, ok := o.(*prose.Label); ok && !l.Bold {
				said = append(said, l.Text)
			}
		})
		for _, text := range said {
			for _, part := range strings.Split(text, "\n") {
				if looked++; !ends(part) && !told[part] {
					told[part] = true
					t.Errorf("%s: %q", name, part)
				}
			}
		}
	}
	tt.all()
	if looked < 200 {
		t.Errorf("only %d sentences were looked at", looked)
	}
}

// ends says whether a text that holds a sentence ends as one. Names, figures,
// what is quoted and lists are no sentences.
func ends(text string) bool {
	text = strings.TrimSpace(strings.TrimSuffix(text, "（F1）"))
	last, _ := utf8.DecodeLastRuneInString(text)
	return !strings.ContainsAny(text, "。，") || strings.Contains(text, "　") || strings.ContainsRune("。！？：…”）)", last)
}

// spoken are the functions of the window that say a sentence, and which of their
// arguments it is.
var spoken = map[string]int{"Alert": 2, "Confirm": 2, "ConfirmLoss": 2, "SetStatus": 0, "Invalid": 0, "Wrapped": 0}

// Sentences that no tour comes by end with a full stop, too.
func TestSentencesInTheSourceEndWithAFullStop(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(root(t), "ui", "*", "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	looked := 0
	for _, path := range files {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			if text := saidBy(n); text != "" {
				if looked++; !strings.HasSuffix(text, "%s") && !strings.ContainsRune("。！？：…\n", lastRune(text)) {
					t.Errorf("%s: %q", path, text)
				}
			}
			return true
		})
	}
	if looked < 60 {
		t.Errorf("only %d sentences were looked at", looked)
	}
}

func lastRune(s string) rune { r, _ := utf8.DecodeLastRuneInString(s); return r }

// saidBy is the end of the sentence that a call says or a message holds, "" where
// it is not written there.
func saidBy(n ast.Node) string {
	switch n := n.(type) {
	case *ast.CallExpr:
		name := ""
		switch f := n.Fun.(type) {
		case *ast.Ident:
			name = f.Name
		case *ast.SelectorExpr:
			name = f.Sel.Name
		}
		if at, ok := spoken[name]; ok && at < len(n.Args) {
			return endOf(n.Args[at])
		}
	case *ast.KeyValueExpr:
		if key, ok := n.Key.(*ast.Ident); ok && key.Name == "Sentence" {
			return endOf(n.Value)
		}
	}
	return ""
}

// endOf is the last piece of a text that an expression makes, "" where that is not
// written there.
func endOf(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.BasicLit:
		text, _ := strconv.Unquote(e.Value)
		return text
	case *ast.BinaryExpr:
		return endOf(e.Y)
	case *ast.CallExpr:
		if f, ok := e.Fun.(*ast.SelectorExpr); ok && f.Sel.Name == "Sprintf" {
			return endOf(e.Args[0])
		}
	}
	return ""
}

// The status bar says how much was filled with 0 and how that is taken back.
func TestFillingZerosIsTold(t *testing.T) {
	w, _, e := withExample(t)
	for _, cell := range []form.Address{"requests.received.business", "requests.granted.other"} {
		if err := e.Session.Set(w.ctx, cell, ""); err != nil {
			t.Fatal(err)
		}
	}
	e.GoSection(2)
	w.Do(commands.FillZeros)
	if got := e.Frame().Status.Said(); got != "已把本表中 2 格空白填为 0，按 Ctrl+Z 可以撤销。" {
		t.Errorf("said: %q", got)
	}
	w.Do(commands.FillZeros)
	if got := e.Frame().Status.Said(); got != "本表没有空白，没有改动。" {
		t.Errorf("the second time: %q", got)
	}
}

// The status bar says whose a remark is, and does not go on with it when it is
// dealt with.
func TestTheStatusBarKeepsNoHandledRemark(t *testing.T) {
	w, s, id := afterAReturn(t)
	openAs(w, s, madeOffice.officer, id)
	e := w.screen.(*editor.Editor)
	e.GoPart(0)
	e.GoSection(2)
	e.NextRemark()
	if got := e.Frame().Status.Text(); got != "李四（承办部门负责人审核）的意见：请核实" {
		t.Fatalf("said: %q", got)
	}
	s.Must(e.Session.Answer(w.ctx, notes.Remarks(e.Report())[0].ID, true, ""))
	if got := e.Frame().Status.Text(); strings.Contains(got, "请核实") {
		t.Errorf("handled, and still said: %q", got)
	}
}
