// Package importing has the page on which a document of another program is looked at
// before anything of it becomes part of a report: at the left the document as it was
// read, at the right what was understood of it. It comes from a file, or from the
// clipboard, and goes into a new draft or into the one that is open.
package importing
