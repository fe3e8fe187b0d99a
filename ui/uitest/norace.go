//go:build !race

package uitest

// Raced says whether the race detector watches, under which drawing takes ten times as
// long.
const Raced = false
