// Package threads finds what would touch the window from another goroutine than
// the main one.
//
// It follows what a go statement starts, and time.AfterFunc: through the
// functions called there, through functions handed on as arguments or kept in
// variables and fields, and through the project's own interfaces. What stands in
// fyne.Do or fyne.DoAndWait runs on the main goroutine and is left alone.
package threads

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"
)

// Finding is a place that touches the window from another goroutine.
type Finding struct {
	At   token.Position
	What string // the toolkit's function, method or field
	From token.Position
}

func (f Finding) String() string {
	return fmt.Sprintf("%s: %s is reached from the goroutine started at %s", f.At, f.What, f.From)
}

// Check looks through packages that were read by Load.
func Check(p *Program) []Finding {
	c := &checker{
		Program: p,
		bodies:  map[types.Object]*function{}, values: map[types.Object][]ast.Expr{}, params: map[types.Object]bool{},
		away: map[types.Object]ast.Node{}, seen: map[ast.Node]bool{}, found: map[token.Pos]Finding{},
	}
	for _, pkg := range p.packages {
		for _, f := range pkg.files {
			c.collect(f)
		}
	}
	for before := -1; before != len(c.seen)+len(c.away); {
		before = len(c.seen) + len(c.away)
		for _, call := range c.calls {
			c.handOver(call)
		}
		for _, start := range c.starts {
			c.run(start.what, start.at)
		}
	}
	out := make([]Finding, 0, len(c.found))
	for _, f := range c.found {
		out = append(out, f)
	}
	slices.SortFunc(out, func(a, b Finding) int {
		return cmp.Or(strings.Compare(a.At.Filename, b.At.Filename), a.At.Line-b.At.Line, a.At.Column-b.At.Column)
	})
	return out
}

// function is the text of a function: its parameters and its body.
type function struct {
	params []types.Object
	body   *ast.BlockStmt
}

// start is a function that is started on another goroutine.
type start struct {
	what ast.Expr
	at   ast.Node
}

type checker struct {
	*Program
	bodies map[types.Object]*function  // of declared functions
	values map[types.Object][]ast.Expr // what variables and fields are set to
	params map[types.Object]bool       // which variables are parameters
	calls  []*ast.CallExpr             // all of them
	starts []start                     // all of them
	away   map[types.Object]ast.Node   // parameters that are called away from the main goroutine, and since where
	seen   map[ast.Node]bool           // bodies that were gone through
	found  map[token.Pos]Finding
}

// collect notes what a file declares, sets, calls and starts.
func (c *checker) collect(f *ast.File) {
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncDecl:
			if n.Body != nil {
				c.bodies[c.info.Defs[n.Name]] = &function{c.parameters(n.Type), n.Body}
			}
		case *ast.FuncLit:
			c.parameters(n.Type)
		case *ast.AssignStmt:
			for i, left := range n.Lhs {
				if len(n.Lhs) == len(n.Rhs) {
					c.set(left, n.Rhs[i])
				}
			}
		case *ast.ValueSpec:
			for i, name := range n.Names {
				if i < len(n.Values) {
					c.set(name, n.Values[i])
				}
			}
		case *ast.CompositeLit:
			c.collectFields(n)
		case *ast.CallExpr:
			c.calls = append(c.calls, n)
			if c.names(n.Fun, "time", "AfterFunc") {
				c.starts = append(c.starts, start{n.Args[1], n})
			}
		case *ast.GoStmt:
			c.starts = append(c.starts, start{n.Call.Fun, n})
		}
		return true
	})
}

// collectFields notes what the fields of a struct literal are set to.
func (c *checker) collectFields(n *ast.CompositeLit) {
	fields, _ := types.Unalias(c.info.TypeOf(n)).Underlying().(*types.Struct)
	for i, e := range n.Elts {
		if pair, ok := e.(*ast.KeyValueExpr); ok {
			if name, ok := pair.Key.(*ast.Ident); ok && fields != nil {
				c.set(name, pair.Value)
			}
		} else if fields != nil && i < fields.NumFields() {
			c.values[fields.Field(i)] = append(c.values[fields.Field(i)], e)
		}
	}
}

func (c *checker) set(left, right ast.Expr) {
	if o := c.object(left); o != nil {
		c.values[o] = append(c.values[o], right)
	}
}

// parameters returns the parameters of a function and remembers that they are.
func (c *checker) parameters(t *ast.FuncType) []types.Object {
	var out []types.Object
	for _, field := range t.Params.List {
		for _, name := range field.Names {
			o := c.info.Defs[name]
			c.params[o] = true
			out = append(out, o)
		}
		if len(field.Names) == 0 {
			out = append(out, nil)
		}
	}
	return out
}

// object returns what a name or a selector stands for, nil for anything else.
func (c *checker) object(e ast.Expr) types.Object {
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		return c.info.ObjectOf(e)
	case *ast.SelectorExpr:
		return c.info.ObjectOf(e.Sel)
	case *ast.IndexExpr: // of a generic function
		return c.object(e.X)
	}
	return nil
}

// names says whether an expression is a function of a package.
func (c *checker) names(e ast.Expr, path string, functions ...string) bool {
	o := c.object(e)
	return o != nil && o.Pkg() != nil && o.Pkg().Path() == path && slices.Contains(functions, o.Name())
}

const toolkit = "fyne.io/fyne/v2"

func (c *checker) goesHome(call *ast.CallExpr) bool {
	return c.names(call.Fun, toolkit, "Do", "DoAndWait")
}

// functions returns the texts that an expression may call, and the parameters
// that it may be.
func (c *checker) functions(e ast.Expr) (texts []*function, params []types.Object) {
	return c.resolve(e, map[types.Object]bool{})
}

func (c *checker) resolve(e ast.Expr, met map[types.Object]bool) (texts []*function, params []types.Object) {
	if lit, ok := ast.Unparen(e).(*ast.FuncLit); ok {
		return []*function{{c.parameters(lit.Type), lit.Body}}, nil
	}
	o := c.object(e)
	if o == nil || met[o] {
		return nil, nil
	}
	met[o] = true
	if f, ok := o.(*types.Func); ok {
		for _, f := range c.methods(f.Origin()) {
			if body := c.bodies[f]; body != nil {
				texts = append(texts, body)
			}
		}
		return texts, nil
	}
	if c.params[o] {
		params = append(params, o)
	}
	for _, v := range c.values[o] {
		t, p := c.resolve(v, met)
		texts, params = append(texts, t...), append(params, p...)
	}
	return texts, params
}

// methods returns the methods of the project that a call of an interface's
// method may mean, and any other function itself.
func (c *checker) methods(f *types.Func) []*types.Func {
	recv := f.Signature().Recv()
	if recv == nil || !types.IsInterface(recv.Type()) {
		return []*types.Func{f}
	}
	of, _ := recv.Type().Underlying().(*types.Interface)
	var out []*types.Func
	for declared := range c.bodies {
		m := declared.(*types.Func)
		if own := m.Signature().Recv(); m.Name() == f.Name() && own != nil && types.Implements(own.Type(), of) {
			out = append(out, m)
		}
	}
	return out
}

// handOver looks whether a call hands a function to a parameter that is called
// on another goroutine.
func (c *checker) handOver(call *ast.CallExpr) {
	texts, _ := c.functions(call.Fun)
	for _, f := range texts {
		for i, p := range f.params {
			if since, ok := c.away[p]; ok && p != nil && i < len(call.Args) {
				c.run(call.Args[i], since)
			}
		}
	}
}

// run goes through what an expression calls, on another goroutine since a place.
func (c *checker) run(e ast.Expr, since ast.Node) {
	if o, ok := c.object(e).(*types.Func); ok {
		c.touch(namePos(e), o, since)
	}
	texts, params := c.functions(e)
	for _, p := range params {
		if _, known := c.away[p]; !known {
			c.away[p] = since
		}
	}
	for _, f := range texts {
		if !c.seen[f.body] {
			c.seen[f.body] = true
			c.through(f.body, since)
		}
	}
}

// namePos is where the last name of an expression stands: two may begin alike.
func namePos(e ast.Expr) token.Pos {
	if s, ok := ast.Unparen(e).(*ast.SelectorExpr); ok {
		return s.Sel.Pos()
	}
	return e.Pos()
}

// through looks at all that a body does.
func (c *checker) through(body ast.Node, since ast.Node) {
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			if c.goesHome(n) {
				return false
			}
			c.run(n.Fun, since)
			if texts, _ := c.functions(n.Fun); len(texts) > 0 {
				c.arguments(n, since)
				return false
			}
		case *ast.SelectorExpr:
			if field, ok := c.info.ObjectOf(n.Sel).(*types.Var); ok && field.IsField() {
				c.touch(n.Sel.Pos(), field, since)
			}
		}
		return true
	})
}

// arguments looks at a call of a function of the project. A function that is
// handed to it is followed where it is called, see handOver.
func (c *checker) arguments(call *ast.CallExpr, since ast.Node) {
	c.through(call.Fun, since)
	for _, a := range call.Args {
		if _, ok := ast.Unparen(a).(*ast.FuncLit); !ok {
			c.through(a, since)
		}
	}
}

// Values of the toolkit that are no part of a window, and what may be called
// from anywhere.
var (
	plainTypes = []string{"Size", "Position", "Delta", "KeyEvent", "TextStyle", "StaticResource", "Resource", "URI", "URIReadCloser", "URIWriteCloser"}
	plainCalls = []string{"NewSize", "NewSquareSize", "NewPos", "NewSquareOffsetPos", "NewDelta", "LogError", "NewStaticResource"}
	plainPaths = []string{toolkit + "/lang", toolkit + "/storage"}
)

// touch notes a finding where something is the toolkit's.
func (c *checker) touch(at token.Pos, o types.Object, since ast.Node) {
	if o.Pkg() == nil || o.Pkg().Path() != toolkit && !strings.HasPrefix(o.Pkg().Path(), toolkit+"/") || slices.Contains(plainPaths, o.Pkg().Path()) {
		return
	}
	of := ""
	switch o := o.(type) {
	case *types.Func:
		if recv := o.Signature().Recv(); recv != nil {
			of = typeName(recv.Type())
		} else if o.Pkg().Path() == toolkit && slices.Contains(plainCalls, o.Name()) {
			return
		}
	case *types.Var:
		of = c.owners[o]
	}
	if slices.Contains(plainTypes, of) {
		return
	}
	what := o.Pkg().Name() + "."
	if of != "" {
		what += of + "."
	}
	c.found[at] = Finding{c.files.Position(at), what + o.Name(), c.files.Position(since.Pos())}
}

func typeName(t types.Type) string {
	if p, ok := t.(*types.Pointer); ok {
		t = p.Elem()
	}
	if n, ok := types.Unalias(t).(*types.Named); ok {
		return n.Obj().Name()
	}
	return ""
}
