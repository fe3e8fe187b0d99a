package sqlite_test

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"testing"
	"time"

	"nianbao/app/journal"
	"nianbao/app/keys"
	"nianbao/store/sqlite"
	"nianbao/store/storetest"
)

const condenseFolder = "NIANBAO_TEST_CONDENSE_FOLDER"

// condenseUntilKilled makes drafts and has each leave its record behind, and prints
// a line for each.
func condenseUntilKilled(dir string) error {
	s, err := sqlite.Open(dir)
	if err != nil {
		return err
	}
	for n := range 1 << 20 {
		sum := storetest.Summary(fmt.Sprintf("第%d局%d", n, os.Getpid()), 2024)
		first := []journal.Entry{{Seq: 1, At: sum.Created, Kind: journal.Imported}, {Seq: 2, At: sum.Created, Kind: journal.Edited}}
		if sum.ID, err = s.Create(ctx, sum, first); err != nil {
			return err
		}
		next := sum
		next.Changed, next.Digest = sum.Changed.Add(time.Second), keys.Sum(fmt.Append(nil, n))
		if _, err = s.Condense(ctx, sum, next, first[:1]); err != nil {
			return err
		}
		fmt.Println(n)
	}
	return nil
}

// Killed at any moment, each report has its whole record, or the new one and the
// whole old one beside it.
func TestKilledWhileARecordIsLeftBehind(t *testing.T) {
	dir := folder(t)
	s, err := sqlite.Open(dir)
	must(t, err)
	must(t, s.Close())
	program, err := os.Executable()
	must(t, err)
	for range 8 {
		cmd := exec.Command(program)
		cmd.Env = append(os.Environ(), condenseFolder+"="+dir)
		out, err := cmd.StdoutPipe()
		must(t, err)
		must(t, cmd.Start())
		line, err := bufio.NewReader(out).ReadString('\n')
		must(t, err)
		time.AfterFunc(time.Millisecond+rand.N(30*time.Millisecond), func() { _ = cmd.Process.Kill() })
		if err := cmd.Wait(); err == nil {
			t.Fatalf("ended by itself after %q", line)
		}
	}
	s = openIn(t, dir)
	must(t, s.Check(ctx))
	list, err := s.List(ctx)
	must(t, err)
	left := 0
	for _, sum := range list {
		d, err := s.Load(ctx, sum.ID)
		must(t, err)
		before, err := s.Before(ctx, sum.UID)
		must(t, err)
		if before != nil {
			left++
		}
		if whole := len(d.Entries) == 2 && before == nil; !whole && (len(d.Entries) != 1 || len(before) != 2) {
			t.Errorf("%s has %d entries, and left %d behind", sum.Unit, len(d.Entries), len(before))
		}
	}
	if hidden, err := s.Deleted(ctx); err != nil || len(hidden) > 0 || left < 8 {
		t.Errorf("%d deleted, %d left behind, %v", len(hidden), left, err)
	}
}
