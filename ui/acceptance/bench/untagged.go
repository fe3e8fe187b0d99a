//go:build !bench || !linux

package main

import (
	"fmt"
	"os"
)

// main says how the benchmark is built; without its tag nothing of it is.
func main() {
	fmt.Fprintln(os.Stderr, "build with -tags bench, on Linux: see make bench")
	os.Exit(2)
}
