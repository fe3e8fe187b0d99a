package acceptance

import (
	"fmt"
	"math/rand/v2"
	"os/exec"
	"strings"
	"testing"
	"time"

	"nianbao/app/form"
	"nianbao/store"
)

// The real program is killed at random moments while a person types. What its
// window has called saved must be in the drafts, whatever the moment.
func TestKilledAtRandomMomentsLosesNothingSaved(t *testing.T) {
	rounds := 100
	if testing.Short() {
		rounds = 5
	}
	data := dataDir(t)
	nianbao(t, data, "import", file(t, "empty.json", `{"unit":"示例县自然资源局","year":2025,"tables":{}}`))
	seen, killedTyping := 0, 0
	for round := range rounds {
		s := openScreen(t, data, "--report", "1")
		s.keys("ctrl+3", "ctrl+Home")
		typist := exec.Command("xdotool", "type", "--delay", "4", figures(round))
		if err := typist.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(rand.IntN(500)) * time.Millisecond)
		s.kill()
		_ = typist.Process.Kill()
		_ = typist.Wait()
		// A key the typist held down would go on repeating into the next window.
		s.do("keyup", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "Tab")
		lines := s.savedLines()
		if len(lines) > seen {
			killedTyping++
		}
		expectJournaled(t, data, lines)
		seen = len(lines)
	}
	t.Logf("%d rounds, %d of them after at least one edit, %d edits called saved", rounds, killedTyping, seen)
	if killedTyping < rounds/4 {
		t.Errorf("only %d of %d rounds reached an edit: the test says nothing", killedTyping, rounds)
	}
}

// figures are numbers that differ from round to round, so that each Tab is an edit.
func figures(round int) string {
	var b strings.Builder
	for i := range 120 {
		fmt.Fprintf(&b, "%d\t", 1000+round*7+i)
	}
	return b.String()
}

// expectJournaled looks for each saved line in the journal, in its order, and
// for the last value of each cell in the draft.
func expectJournaled(t *testing.T, data string, lines []string) {
	t.Helper()
	db, err := store.Open(data)
	if err != nil {
		t.Fatalf("open after the kill: %v", err)
	}
	defer db.Close()
	d, err := db.Load(t.Context(), 1)
	if err != nil {
		t.Fatal(err)
	}
	// An edit that was journaled but not yet called saved has no line: the
	// lines are looked for in the order of the journal.
	var journal []string
	for _, e := range d.Entries[1:] {
		for _, c := range e.Edit.Changes {
			if strings.HasPrefix(string(c.Address), "meta.") {
				t.Fatalf("typed into %s: the table did not have the keyboard", c.Address)
			}
			journal = append(journal, fmt.Sprintf("address=%s value=%s", c.Address, c.New))
		}
	}
	next := 0
	for i, line := range lines {
		for next < len(journal) && journal[next] != line {
			next++
		}
		if next == len(journal) {
			t.Fatalf("line %d, called saved, is not in the journal: %s", i+1, line)
		}
		next++
	}
	last := map[string]string{}
	for _, j := range journal {
		address, value, _ := strings.Cut(strings.TrimPrefix(j, "address="), " value=")
		last[address] = value
	}
	for address, value := range last {
		if got := d.Values[form.Address(address)]; got != value {
			t.Fatalf("%s holds %q, the journal ends with %q", address, got, value)
		}
	}
}
