//go:build linux

package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// The workstations of the office, as folders of the world: each as it was at a time.
const (
	nobody    = "nobody"            // a workstation that knows no roster
	archive   = "archive"           // one that has compared the roster, and has no report
	officer   = "officer"           // 张三, level 1, who keeps the roster, with the draft
	submitted = "officer-submitted" // after submission
	passed    = "officer-passed"    // after level 1
	head      = "head"              // 李四, level 2, who has what level 1 passed
	headDone  = "head-done"         // after level 2
	leader    = "leader"            // 王五, level 3, who has what level 2 passed
	approved  = "leader-approved"   // after level 3
	returned  = "officer-returned"  // 张三 with the report that level 3 returned
	empty     = "head-empty"        // 李四 with the roster and without the report

	leaderEmpty = "leader-empty" // 王五, the same
)

// The packages of the world.
const (
	draftFile     = "draft.nbx"
	smallFile     = "small.nbx" // a report with nothing in it, handed over with a signature
	submittedFile = "submitted.nbx"
	passedFile    = "passed.nbx"
	headFile      = "head.nbx"
	approvedFile  = "approved.nbx"
	returnedFile  = "returned.nbx"
	rosterFile    = "roster.nbx"
	requestFile   = "request.nbx"
)

// world is what scenarios begin with.
type world struct {
	dir    string
	code   string              // of the roster
	people map[string]*insider // by name: what each could sign with
}

func (w *world) file(name string) string { return filepath.Join(w.dir, "files", name) }

// maker makes the world, step by step.
type maker struct {
	*attack
	ctx context.Context
	w   *world
	err error
}

// makeWorld founds an office of three and brings one report through all levels.
func (a *attack) makeWorld(ctx context.Context) (*world, error) {
	m := &maker{attack: a, ctx: ctx, w: &world{dir: filepath.Join(a.dir, "world"), people: map[string]*insider{}}}
	if err := os.MkdirAll(m.w.file(""), 0o700); err != nil {
		return nil, err
	}
	m.office()
	m.round()
	m.small()
	for name, scene := range map[string]string{"张三": officer, "李四": head, "王五": leader} {
		m.keyOf(name, scene)
	}
	return m.w, m.err
}

func (m *maker) desk(scene string) *desk {
	return &desk{program: m.program, shifted: m.shifted, data: filepath.Join(m.w.dir, scene), own: ownPassword, office: officePassword}
}

// do runs a command line that must succeed, unless one before has not.
func (m *maker) do(scene string, args ...string) string {
	if m.err != nil {
		return ""
	}
	var out string
	out, m.err = m.desk(scene).do(m.ctx, args...)
	return out
}

// keep keeps a workstation as it is now under another name.
func (m *maker) keep(scene, as string) {
	if m.err == nil {
		m.err = os.CopyFS(filepath.Join(m.w.dir, as), os.DirFS(filepath.Join(m.w.dir, scene)))
	}
}

// office founds the office and registers its people, each on a workstation.
func (m *maker) office() {
	m.do(officer, "found", "示例县自然资源局")
	var known struct{ Code string }
	out := m.do(officer, "people", "--json")
	if m.err == nil {
		m.err = json.Unmarshal([]byte(out), &known)
	}
	m.w.code = known.Code
	for i, p := range []struct{ scene, name, post string }{{officer, "张三", "科员"}, {head, "李四", "办公室主任"}, {leader, "王五", "局长"}} {
		m.do(p.scene, "enrol", p.name, "--post", p.post, "--out", m.w.file(requestFile))
		m.do(officer, "admit", m.w.file(requestFile), "--levels", fmt.Sprint(i+1))
	}
	m.do(officer, "roster", "--out", m.w.file(rosterFile))
	for _, scene := range []string{head, leader, archive} {
		m.do(scene, "open", m.w.file(rosterFile), "--code", m.w.code)
	}
	m.keep(head, empty)
	m.keep(leader, leaderEmpty)
}

// round brings the report through all levels.
func (m *maker) round() {
	m.do(officer, "import", "assets/example.json")
	m.do(officer, "explain", "1", "all", "情况属实")
	if m.err != nil && strings.Contains(m.err.Error(), "没有这样的要说明的问题") {
		m.err = nil
	}
	m.do(officer, "handover", "1", "--out", m.w.file(draftFile))
	m.keep(officer, submitted)
	m.do(submitted, "submit", "1")
	m.do(submitted, "handover", "1", "--out", m.w.file(submittedFile))
	m.keep(submitted, passed)
	m.do(passed, "approve", "1", "--opinion", "数据已核对")
	m.do(passed, "handover", "1", "--out", m.w.file(passedFile))
	m.do(head, "open", m.w.file(passedFile))
	m.keep(head, headDone)
	m.do(headDone, "approve", "1", "--opinion", "同意")
	m.do(headDone, "handover", "1", "--out", m.w.file(headFile))
	m.do(leader, "open", m.w.file(headFile))
	m.keep(leader, approved)
	m.do(approved, "approve", "1", "--opinion", "同意公开")
	m.do(approved, "handover", "1", "--out", m.w.file(approvedFile))
	m.keep(leader, "leader-returned")
	m.do("leader-returned", "return", "1", "--opinion", "请核实许可数")
	m.do("leader-returned", "handover", "1", "--out", m.w.file(returnedFile))
	m.keep(passed, returned)
	m.do(returned, "open", m.w.file(returnedFile))
}

// small makes the smallest package that has all there is: a record, a roster and
// the signature of who hands it over.
func (m *maker) small() {
	path := m.w.file("small.json")
	if m.err == nil {
		m.err = os.WriteFile(path, []byte(`{"unit":"示例县自然资源局","year":2024,"tables":{}}`), 0o600)
	}
	m.keep(officer, "officer-small")
	m.do("officer-small", "import", path)
	m.do("officer-small", "handover", "2", "--sign", "--out", m.w.file(smallFile))
}

// keyOf opens somebody's key with their own password, as they themselves can.
func (m *maker) keyOf(name, scene string) {
	if m.err == nil {
		m.w.people[name], m.err = keyOf(m.ctx, m.desk(scene), name)
	}
}

// keyOf returns who is called that at a workstation, with their key, by their own
// password.
func keyOf(ctx context.Context, d *desk, name string) (*insider, error) {
	ask := func(what string) (string, error) {
		return d.query(ctx, `SELECT value ->> '$.`+what+`' FROM roster, json_each(signed, '$.roster.people') WHERE value ->> '$.registrations[0].name' = '`+name+`' LIMIT 1`)
	}
	p := &insider{name: name}
	var err error
	if p.id, err = ask("id"); err != nil {
		return nil, err
	}
	if p.post, err = ask("registrations[0].post"); err != nil {
		return nil, err
	}
	text, err := d.query(ctx, `SELECT sealed FROM sealed_key WHERE owner = '`+p.id+`'`)
	if err != nil {
		return nil, err
	}
	p.key, p.public, err = unseal(text, ownPassword)
	return p, err
}
