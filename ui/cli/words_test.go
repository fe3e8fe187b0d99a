package cli

import (
	"flag"
	"testing"

	"nianbao/ui/acceptance/words"
)

// Scripts have the options and read the names of what --json writes.
func TestOptionsAndNamesInAnswersStay(t *testing.T) {
	var used []string
	c := &call{Program: &Program{}}
	c.flagSet().VisitAll(func(f *flag.Flag) { used = append(used, "option --"+f.Name) })
	for name, answer := range map[string]any{
		"list": new(brief), "check": new(findingLine), "log": new(logged), "standing": new(workflowStatus), "verify": new(verified),
		"people": new(personLine), "offices": new(officeLine), "restore": new(copyLine), "rescue": new(rescuedReport), "doctor": new(examined), "register": new(registerCount), "collect": new(collected), "origin": new(originLine), "overview": new(compared),
	} {
		used = append(used, words.Under("answer "+name, words.Keys(answer))...)
	}
	words.Hold(t, "options", used)
}
