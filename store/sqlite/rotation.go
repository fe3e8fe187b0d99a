package sqlite

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"nianbao/app"
)

// How many copies stay: the newest of each of the last days, weeks and months
// that have one, and in any case the newest few.
const (
	keepNewest = 3
	keepDays   = 7
	keepWeeks  = 12
	keepMonths = 24
)

// room returns how many bytes the copies of a folder may take, beyond the
// newest few: 2 GB, or a tenth of what would be free without any.
func room(free, taken int64) int64 { return min(2<<30, (free+taken)/10) }

// surplus returns which of the copies, newest first, a store does not keep any
// more. None goes that holds more than every newer one that stays: an empty store
// would otherwise push out, day by day, the good copies of the one that was
// lost. What is another store's, or may be, is not touched and takes no room.
func surplus(copies []app.Copy, room int64, own string) []app.Copy {
	copies = ownOf(copies, own)
	wanted := wanted(copies)
	var kept, out []app.Copy
	for i, c := range copies {
		if !rotates(c) || wanted[i] || !outdone(c, kept) {
			kept = append(kept, c)
			continue
		}
		out = append(out, c)
	}
	taken, safe := int64(0), 0
	for i, c := range kept {
		if taken += c.Size; i < keepNewest {
			taken, safe = 0, i+1
		}
	}
	for i := len(kept) - 1; i >= safe && taken > room; i-- {
		if c := kept[i]; rotates(c) && outdone(c, kept[:i]) {
			taken -= c.Size
			out = append(out, c)
		}
	}
	return out
}

// ownOf returns the copies that are surely of a store. One that cannot be read is,
// where there are none of others.
func ownOf(copies []app.Copy, own string) []app.Copy {
	alone := !slices.ContainsFunc(copies, func(c app.Copy) bool { return c.Err == nil && rotates(c) && c.Store != own })
	return slices.DeleteFunc(slices.Clone(copies), func(c app.Copy) bool {
		unread := c.Err != nil && c.Store == ""
		return c.Store != own && !(unread && alone)
	})
}

// wanted says which copies the calendar keeps: the newest of all, and those of
// their day, week or month. One that cannot be read takes no other's place; it
// stays as long as the days do, for it may be the disk that failed just now.
func wanted(copies []app.Copy) []bool {
	out := make([]bool, len(copies))
	newest := 0
	for i, c := range copies {
		switch {
		case c.Err == nil && rotates(c) && newest < keepNewest:
			newest++
			out[i] = true
		case c.Err != nil:
			out[i] = copies[0].Made.Sub(c.Made) < keepDays*24*time.Hour
		}
	}
	for _, span := range []struct {
		most int
		name func(time.Time) string
	}{
		{keepDays, func(t time.Time) string { return t.Format(time.DateOnly) }},
		{keepWeeks, func(t time.Time) string { year, week := t.ISOWeek(); return fmt.Sprint(year, week) }},
		{keepMonths, func(t time.Time) string { return t.Format("2006-01") }},
	} {
		seen := map[string]bool{}
		for i, c := range copies {
			name := span.name(c.Made)
			if c.Err != nil || !rotates(c) || seen[name] || len(seen) == span.most {
				continue
			}
			seen[name], out[i] = true, true
		}
	}
	return out
}

// rotates says whether a copy may ever go: what a restore has put aside, and
// what somebody laid there, may not.
func rotates(c app.Copy) bool {
	_, _, ours := readName(filepath.Base(c.Path))
	return ours && c.Reason != app.CopyReplaced
}

// outdone says whether one of the newer copies holds at least as much: reports
// and journals only grow; a key or a roster is nowhere else. Of one that cannot be
// read the size must do.
func outdone(c app.Copy, newer []app.Copy) bool {
	return slices.ContainsFunc(newer, func(n app.Copy) bool {
		if n.Err != nil || !holdsAll(n, c) {
			return false
		}
		if c.Err != nil {
			return n.Size >= c.Size/2
		}
		return n.Reports >= c.Reports/2 && n.Entries >= c.Entries
	})
}

// holdsAll says whether a copy has every key of another one, and of every roster
// that version or a later one.
func holdsAll(n, c app.Copy) bool {
	for what, version := range c.Holds {
		if has, there := n.Holds[what]; !there || has < version {
			return false
		}
	}
	return true
}

// remove deletes copies. One that cannot be is tried again the next time.
func remove(copies []app.Copy) {
	for _, c := range copies {
		_ = os.Remove(c.Path)
	}
}
