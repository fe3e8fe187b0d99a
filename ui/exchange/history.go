package exchange

import (
	"fmt"
	"strings"

	"nianbao/app/journal"
	"nianbao/app/roster"
	"nianbao/app/signoff"
	"nianbao/ui/widgets"
)

// tally says in words what entries are made of: 3 处改动、1 个签名.
func tally(entries []journal.Entry) string {
	edits, remarks, transitions := 0, 0, 0
	for i := range entries {
		switch {
		case entries[i].Transition != nil:
			transitions++
		case entries[i].ChangesContent():
			edits++
		default:
			remarks++
		}
	}
	var parts []string
	for _, p := range []struct {
		n    int
		what string
	}{{edits, "处改动"}, {remarks, "条意见或者回复"}, {transitions, "个签名"}} {
		if p.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", p.n, p.what))
		}
	}
	return strings.Join(parts, "、")
}

// historyOf tells what one side did after what both have in common: how much,
// by whom, until when.
func historyOf(r *roster.Roster, entries []journal.Entry) string {
	if len(entries) == 0 {
		return "没有新的记录。"
	}
	var names []string
	seen := map[string]bool{}
	for i := range entries {
		name := "未选定使用者"
		if r != nil && r.Person(entries[i].By) != nil {
			name = r.Person(entries[i].By).Name()
		}
		if !seen[name] {
			seen[name] = true
			names = append(names, name)
		}
	}
	last := entries[len(entries)-1].At.UnixMicro()
	return fmt.Sprintf("%s：%s，最后一次在%s。", strings.Join(names, "、"), tally(entries), widgets.TimeOf(last))
}

// lastTransitions returns the transitions among entries.
func lastTransitions(entries []journal.Entry) (out []*signoff.Transition) {
	for i := range entries {
		if entries[i].Transition != nil {
			out = append(out, entries[i].Transition)
		}
	}
	return out
}
