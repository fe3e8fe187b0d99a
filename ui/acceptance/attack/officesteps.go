package main

import (
	"os"
	"slices"
	"strings"
)

// newPerson registers somebody on a workstation of their own, with the levels given,
// and lets it know the roster.
func (t *trial) newPerson(keeper, d *desk, name string, levels ...string) {
	request, news := t.path("request.nbx"), t.path("roster.nbx")
	t.do(d, "enrol", name, "--out", request)
	args := []string{"admit", request, "--out", news}
	if len(levels) > 0 {
		args = append(args, "--levels", strings.Join(levels, ","))
	}
	t.do(keeper, args...)
	if d != keeper {
		code := codeIn(t, t.do(keeper, "roster").out)
		t.do(d, "open", news, "--code", code)
	}
}

// insiderOf is somebody with the key that lies on a workstation.
func (t *trial) insiderOf(d *desk, name string) *insider {
	p, err := keyOf(t.ctx, d, name)
	t.must(err)
	return p
}

// wayOn brings a report that was opened again through all levels, the last of which
// signs on a new workstation.
func (t *trial) wayOn(first, third *desk, news string) {
	second := t.desk(head)
	t.do(second, "open", news)
	t.do(third, "open", news)
	out := t.throughLevels(first, second, third)
	t.verify(first, out, "holds")
	t.do(first, "open", out)
	t.on(first, "list").says("已审批")
	paper := t.path("报告.pdf")
	t.do(first, "export", "1", "--out", paper)
	t.pdf(paper, []string{"内容摘要"}, []string{"验证未通过"})
}

// throughLevels submits a report, lets all levels pass it, each on a workstation of
// its own, and returns the file that the last of them hands over.
func (t *trial) throughLevels(first, second, third *desk) string {
	out := t.path("x.nbx")
	t.do(first, "submit", "1", "--pass")
	t.do(first, "handover", "1", "--out", out)
	for _, d := range []*desk{second, third} {
		t.do(d, "open", out)
		t.do(d, "approve", "1")
		out += "2"
		t.do(d, "handover", "1", "--out", out)
	}
	return out
}

// withRoster puts the roster of a file beside a record.
func withRoster(f *nbx, path string, t *trial) *nbx {
	of, err := readNBX(path)
	t.must(err)
	f.Roster, f.Format = of.Roster, 3
	return f
}

func mustRead(t *trial, path string) []byte {
	raw, err := os.ReadFile(path)
	t.must(err)
	return raw
}

// codeIn finds the code of a roster in what was said.
func codeIn(t *trial, text string) string {
	const groups, digits = 5, 4
	words := strings.FieldsFunc(text, func(r rune) bool { return !strings.ContainsRune("0123456789ABCDEF ", r) })
	for _, w := range words {
		if parts := strings.Fields(w); len(parts) == groups && !slices.ContainsFunc(parts, func(p string) bool { return len(p) != digits }) {
			return strings.Join(parts, " ")
		}
	}
	t.fault("no code in %s", text)
	panic(errStop)
}
