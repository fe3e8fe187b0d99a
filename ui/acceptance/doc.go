// Package acceptance tries the whole program as its users do: the command
// line, and real windows driven by keys and mouse. It holds tests only.
package acceptance
