package roster

// NewChain returns the levels of those names. Where two levels would be called
// the same in 待…, as 部门负责人审核 and 分管领导审核 would, the later one is
// called by its whole name.
func NewChain(names []string) Chain {
	var c Chain
	taken := map[string]bool{}
	for _, name := range names {
		s := Level{Name: CleanName(name), Short: ShortName(CleanName(name))}
		if s.Name == SecrecyLevel.Name {
			s = SecrecyLevel
		}
		if taken[s.Short] {
			s.Short = s.Name
		}
		taken[s.Short] = true
		c = append(c, s)
	}
	return c
}
