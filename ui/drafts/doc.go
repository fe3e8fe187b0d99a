// Package drafts is the list of reports, and what is done with all of them:
// making, deleting, copies of the store, and bringing back.
package drafts
