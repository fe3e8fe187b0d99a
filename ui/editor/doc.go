// Package editor is the form of an open report: its parts, the tables and
// texts, what the rules find, and remarks.
package editor
