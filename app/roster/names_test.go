package roster_test

import (
	"testing"

	"nianbao/app/roster"
)

func TestLevelsThatEndAlikeAreToldApart(t *testing.T) {
	c := roster.NewChain([]string{" 承办人员初审 ", "部门负责人审核", "分管领导审核", "保密审查", "主要领导审批"})
	if err := c.Check(); err != nil {
		t.Fatal(err)
	}
	for i, want := range []string{"初审", "审核", "分管领导审核", "保密审查", "审批"} {
		if c[i].Short != want {
			t.Errorf("level %d is called %s, not %s", i+1, c[i].Short, want)
		}
	}
	if !roster.NewChain([]string{"承办人员初审", "承办部门负责人审核", "单位行政负责人审批"}).Equal(roster.DefaultChain()) {
		t.Error("the statutory levels come out otherwise")
	}
}
