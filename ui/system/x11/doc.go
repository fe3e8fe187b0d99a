// Package x11 asks the X server where a window stands, and moves it: the toolkit
// does neither. It is a package of its own because it is written in C.
package x11
