// Package office is 审签设置: the roster of the office, its people, and
// who works at this workstation.
package office
