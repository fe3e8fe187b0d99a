// Package opened is one open report, which two screens show: the form and
// the pages. Here is what both need: where it stands in its sign-off, what may
// be done, and whether all of it is stored.
package opened
