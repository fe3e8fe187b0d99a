// Package review is what a reviewer sees of an open report: its pages, what
// changed, remarks and findings.
package review
