//go:build !windows && !linux

package sqlite

// onNetwork is not known here; that the file keeps its write-ahead log is
// checked all the same.
func onNetwork(string) bool { return false }
