// Package register has the pages on which a register of applications is counted: the
// first says which column is what and what the words of the office mean, the second
// shows what comes of it before any figure of the draft changes. Beside them stands the
// list of the rows that a figure counts, which is read from the register's file as long
// as that is what was counted.
package register
