// Package roster is who works in an office: its people with their posts and
// keys, and the chain of levels at which they sign. A roster is signed by the
// office's own key and only ever grows.
package roster

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Level is one level of the sign-off.
type Level struct {
	Name  string `json:"name"`  // 承办人员初审
	Short string `json:"short"` // 初审, as in 待初审
}

// Chain is the levels in the order they sign.
type Chain []Level

// The bounds of a chain. An office of one person has one level.
const (
	MinLevels = 1
	MaxLevels = 5
)

// DefaultChain returns the three levels that the rule prescribes.
func DefaultChain() Chain {
	return Chain{{"承办人员初审", "初审"}, {"承办部门负责人审核", "审核"}, {"单位行政负责人审批", "审批"}}
}

// SecrecyLevel is the optional level of 保密审查.
var SecrecyLevel = Level{"保密审查", "保密审查"}

// Reasons why a chain is refused; their texts are for the person.
var (
	errLevelCount = fmt.Errorf("审签级数应当是%d至%d级", MinLevels, MaxLevels)
	errLevelName  = errors.New("每一级都要有名称，而且不能重复")
	errLongName   = errors.New("级别名称最多20个字")
)

// Check says why a chain cannot be one.
func (c Chain) Check() error {
	if len(c) < MinLevels || len(c) > MaxLevels {
		return errLevelCount
	}
	seen := map[string]bool{}
	for _, s := range c {
		name := strings.TrimSpace(s.Name)
		if name == "" || name != s.Name || s.Short == "" || seen[s.Name] || seen["待"+s.Short] {
			return errLevelName
		}
		if len([]rune(s.Name)) > 20 || len([]rune(s.Short)) > 20 {
			return errLongName
		}
		seen[s.Name], seen["待"+s.Short] = true, true
	}
	return nil
}

// Equal says whether two chains have the same levels.
func (c Chain) Equal(d Chain) bool { return slices.Equal(c, d) }

// ShortName proposes what a level's name is called in 待…: its last two
// characters, or the name itself when it is short.
func ShortName(name string) string {
	r := []rune(strings.TrimSpace(name))
	if len(r) <= 4 {
		return string(r)
	}
	return string(r[len(r)-2:])
}
