package app

import (
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// Nothing says that all is saved where nobody has looked, and what waits is
// said to wait whatever kept it from being stored.
func TestTheUnexpectedSaysOnlyWhatIsKnown(t *testing.T) {
	odd := errors.New("odd")
	for name, err := range map[string]error{"bare": odd, "coded": &Error{Code: Internal, Err: odd}} {
		if s := Sentence(err); strings.Contains(s, "保存") {
			t.Errorf("%s: %s", name, s)
		}
		if s := Sentence(pendingError(err)); !strings.Contains(s, "最近的改动还没有保存") || strings.Contains(s, "重新打开") {
			t.Errorf("%s, waiting: %s", name, s)
		}
	}
}

// Detail is one kind of thing for every code, and so is Sentence.
func TestDetailAndSentenceMeanTheSameForEveryCode(t *testing.T) {
	for _, code := range allCodes(t) {
		own := (&Error{Code: code}).sentence()
		if own == "" || !strings.HasSuffix(own, "。") {
			t.Errorf("%s has no sentence of its own: %q", code, own)
		}
		if got := (&Error{Code: code, Detail: "缘故"}).sentence(); code == Untrusted {
			if !strings.HasPrefix(got, "验证未通过：缘故。") || !strings.Contains(got, "重新移交") {
				t.Errorf("%s with a detail: %s", code, got)
			}
		} else if got != own+"（缘故）" {
			t.Errorf("%s with a detail: %s", code, got)
		}
		if got := (&Error{Code: code, Sentence: "另一句话。", Detail: "缘故"}).sentence(); got != "另一句话。" {
			t.Errorf("%s with a sentence: %s", code, got)
		}
		for _, err := range []error{&Error{Code: code, Detail: "缘故"}, &Error{Code: code, Sentence: "缘故。"}} {
			if !strings.Contains(err.Error(), string(code)) || !strings.Contains(err.Error(), "缘故") {
				t.Errorf("the log reads %s", err)
			}
		}
	}
}

// allCodes reads the codes from the source, so that a new one is tested too.
func allCodes(t *testing.T) []Code {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "errors.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var codes []Code
	ast.Inspect(file, func(n ast.Node) bool {
		if s, ok := n.(*ast.ValueSpec); ok && len(s.Values) == 1 {
			if of, ok := s.Type.(*ast.Ident); ok && of.Name == "Code" {
				code, err := strconv.Unquote(s.Values[0].(*ast.BasicLit).Value)
				if err != nil {
					t.Fatal(err)
				}
				codes = append(codes, Code(code))
			}
		}
		return true
	})
	if len(codes) < 30 {
		t.Fatalf("only %d codes", len(codes))
	}
	return codes
}

// Wherever an Error is made in the program, its Detail is a fragment and its
// Sentence whole.
func TestErrorsAreWordedAsTheirFieldsAsk(t *testing.T) {
	seen := 0
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			lit, ok := n.(*ast.CompositeLit)
			if !ok || !isError(lit.Type) {
				return true
			}
			for _, e := range lit.Elts {
				kv, ok := e.(*ast.KeyValueExpr)
				if !ok {
					continue
				}
				key, text := kv.Key.(*ast.Ident).Name, ending(kv.Value)
				if text == "" || key != "Detail" && key != "Sentence" {
					continue
				}
				seen++
				if whole := strings.HasSuffix(text, "。"); whole != (key == "Sentence") {
					t.Errorf("%s: %s ends with %s", path, key, text)
				}
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if seen < 20 {
		t.Errorf("only %d texts were found", seen)
	}
}

func isError(of ast.Expr) bool {
	switch of := of.(type) {
	case *ast.Ident:
		return of.Name == "Error"
	case *ast.SelectorExpr:
		return of.Sel.Name == "Error"
	}
	return false
}

// ending returns the last text of an expression, "" where it ends in none.
func ending(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.BasicLit:
		text, _ := strconv.Unquote(e.Value)
		return text
	case *ast.BinaryExpr:
		return ending(e.Y)
	case *ast.CallExpr:
		if f, ok := e.Fun.(*ast.SelectorExpr); ok && f.Sel.Name == "Sprintf" {
			return ending(e.Args[0])
		}
	}
	return ""
}

// What helps a machine that cannot draw is what its own system has.
func TestAdviceOnGraphicsFitsTheSystem(t *testing.T) {
	if said := GraphicsAdvice("linux"); strings.Contains(said, ".dll") || !strings.Contains(said, "GLX") {
		t.Error(said)
	}
	if said := GraphicsAdvice("windows"); !strings.Contains(said, "opengl32.dll") {
		t.Error(said)
	}
}
