// Package preview is the pages of a report as they will be printed, on the
// screen.
package preview
