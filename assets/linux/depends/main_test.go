package main

import (
	"debug/elf"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestWhatAProgramNeeds(t *testing.T) {
	symbols := []elf.ImportedSymbol{{Name: "write", Version: "GLIBC_2.2.5"}, {Name: "fcntl64", Version: "GLIBC_2.28"}, {Name: "XSync"}}
	got, err := field(version{2, 28}, []string{"libc.so.6", "libGL.so.1", "libX11.so.6"}, symbols)
	if err != nil || !strings.HasPrefix(got, "libc6 (>= 2.28), ") || !strings.Contains(got, "libgl1") || strings.Count(got, "libx11-6") != 1 {
		t.Errorf("%q, %v", got, err)
	}
	if got, err := field(version{2, 28}, []string{"libwayland-client.so.0"}, nil); err == nil {
		t.Errorf("a library of no known package: %q", got)
	}
	if got, err := field(version{2, 28}, nil, append(symbols, elf.ImportedSymbol{Name: "stat", Version: "GLIBC_2.33"})); err == nil || !strings.Contains(err.Error(), "stat") {
		t.Errorf("a system that is too new: %q, %v", got, err)
	}
}

// The programs that make linux has made start on the oldest system.
func TestWhatWasMadeStartsOnTheOldestSystem(t *testing.T) {
	made, err := filepath.Glob("../../../build/linux-*/nianbao")
	if err != nil || len(made) == 0 {
		t.Skip("no program: make linux makes them")
	}
	for _, path := range made {
		if info, err := os.Stat(path); err != nil || info.IsDir() {
			continue
		}
		f, err := elf.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		if f.Type != elf.ET_DYN {
			t.Errorf("%s cannot be put at any address: %s", path, f.Type)
		}
		_ = f.Close()
		if _, err := depends(path); err != nil {
			t.Errorf("%s: %v", path, err)
		}
	}
}
