package threads

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"os/exec"
	"path/filepath"
)

// Program is packages with their syntax and types.
type Program struct {
	files    *token.FileSet
	info     *types.Info
	packages []*source
	owners   map[types.Object]string // the toolkit's fields, and the types they are of
}

type source struct {
	path  string
	files []*ast.File
	types *types.Package
}

// listed is what the go command says about a package.
type listed struct {
	ImportPath, Dir, Export string
	GoFiles                 []string
	DepOnly                 bool
}

// Load reads packages of the project, and has the go command compile what they
// use. The patterns are as for go list, in the folder dir.
func Load(dir string, patterns ...string) (*Program, error) {
	cmd := exec.Command("go", append([]string{
		"list", "-export", "-deps", "-tags", "migrated_fynedo",
		"-json=ImportPath,Dir,Export,GoFiles,DepOnly",
	}, patterns...)...)
	cmd.Dir = dir
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, os.Stderr
	if err := cmd.Run(); err != nil {
		return nil, fmt.Errorf("list packages: %w", err)
	}
	p := &Program{
		files: token.NewFileSet(), owners: map[types.Object]string{},
		info: &types.Info{
			Types: map[ast.Expr]types.TypeAndValue{}, Defs: map[*ast.Ident]types.Object{},
			Uses: map[*ast.Ident]types.Object{}, Selections: map[*ast.SelectorExpr]*types.Selection{},
		},
	}
	exports := map[string]string{}
	own := map[string]*types.Package{}
	compiled := importer.ForCompiler(p.files, "gc", func(path string) (io.ReadCloser, error) {
		if exports[path] == "" {
			return nil, fmt.Errorf("%s was not compiled", path)
		}
		return os.Open(exports[path])
	})
	imports := importing(func(path string) (*types.Package, error) {
		if own[path] != nil { // what is looked at has to be one and the same everywhere
			return own[path], nil
		}
		return compiled.Import(path)
	})
	for all := json.NewDecoder(&out); ; {
		var l listed
		switch err := all.Decode(&l); {
		case errors.Is(err, io.EOF):
			p.nameFields()
			return p, nil
		case err != nil:
			return nil, err
		}
		exports[l.ImportPath] = l.Export
		if l.DepOnly {
			continue
		}
		s, err := p.read(l, imports)
		if err != nil {
			return nil, err
		}
		own[l.ImportPath] = s.types
		p.packages = append(p.packages, s)
	}
}

type importing func(string) (*types.Package, error)

// Import returns a package by its path.
func (f importing) Import(path string) (*types.Package, error) { return f(path) }

func (p *Program) read(l listed, imports types.Importer) (*source, error) {
	s := &source{path: l.ImportPath}
	for _, name := range l.GoFiles {
		f, err := parser.ParseFile(p.files, filepath.Join(l.Dir, name), nil, parser.ParseComments)
		if err != nil {
			return nil, err
		}
		s.files = append(s.files, f)
	}
	var err error
	s.types, err = (&types.Config{Importer: imports}).Check(l.ImportPath, p.files, s.files, p.info)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", l.ImportPath, err)
	}
	return s, nil
}

// nameFields remembers which type of the toolkit a field is of: a field does
// not know.
func (p *Program) nameFields() {
	for _, s := range p.info.Selections {
		if v, ok := s.Obj().(*types.Var); ok && v.IsField() {
			p.owners[v] = typeName(s.Recv())
		}
	}
}
