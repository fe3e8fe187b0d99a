// Package shell is the window: it shows one screen at a time, draws the
// menus from the table of commands, and is the Host that screens ask.
package shell
