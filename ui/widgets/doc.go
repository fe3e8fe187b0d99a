// Package widgets is what screens are made of: buttons, entries, lists and
// dialogs that know the keyboard, and the Host that a screen asks of its
// window. It knows no screen.
package widgets
