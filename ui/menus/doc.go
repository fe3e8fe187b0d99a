// Package menus shows menus over the page: that of the page itself, and those of
// the right mouse button.
package menus
