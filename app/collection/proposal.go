package collection

import (
	"slices"
	"strings"

	"nianbao/app/form"
)

// proposed are the departments that often provide figures, by what their addresses
// begin with; of two that fit the longer one counts. They are offered and never set in
// silence: what a department is called, and what it does, every unit has its own way.
var proposed = []struct {
	begins     form.Address
	department string
}{
	{"disclosed.regulations", "法规科"},
	{"disclosed.normative_documents", "法规科"},
	{"disclosed.licensing", "行政审批科"},
	{"disclosed.other_services", "行政审批科"},
	{"disclosed.penalties", "执法科"},
	{"disclosed.coercion", "执法科"},
	{"disclosed.fees", "财务科"},
	{"disclosed.procurement", "财务科"},
	{"requests", "办公室"},
	{"disputes", "法规科"},
}

// Propose returns an assignment as it is usual, for an edition: where departments are
// known already, nothing of theirs is changed, and what is nobody's goes to the usual
// ones.
func (a *Assignment) Propose(f *form.Form) *Assignment {
	out := a.Clone()
	for _, t := range f.Tables() {
		for _, c := range t.Inputs() {
			department := usual(c.Address)
			if out.Of(c.Address) != "" || department == "" {
				continue
			}
			if !slices.Contains(out.Departments, department) {
				out.Departments = append(out.Departments, department)
			}
			out.Give(department, c.Address)
		}
	}
	return out
}

// usual is the department that usually provides a figure, "" where none is known.
func usual(a form.Address) string {
	best, department := 0, ""
	for _, p := range proposed {
		if n := len(p.begins); n > best && (a == p.begins || strings.HasPrefix(string(a), string(p.begins)+".")) {
			best, department = n, p.department
		}
	}
	return department
}
