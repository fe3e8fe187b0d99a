package assets_test

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// A program with C in it, made in two folders as the programs are that are handed out,
// is the same bytes; made without what same.sh says, it is not. The whole of it is
// tried by make reproducible.
func TestTwoFoldersMakeTheSameProgram(t *testing.T) {
	if _, err := exec.LookPath("gcc"); err != nil {
		t.Skip("no compiler of C")
	}
	script, err := filepath.Abs("same.sh")
	if err != nil {
		t.Fatal(err)
	}
	times := 0
	made := func(folder, flags string) []byte {
		t.Helper()
		dir := filepath.Join(t.TempDir(), folder)
		if err := os.Mkdir(dir, 0o755); err != nil {
			t.Fatal(err)
		}
		for name, text := range map[string]string{
			"go.mod":  "module small\n\ngo 1.26\n",
			"main.go": "package main\n\n// static int seven(void) { return 7; }\nimport \"C\"\n\nfunc main() { println(C.seven()) }\n",
		} {
			if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		// What is defined is in no program, and has the C compiled anew each time.
		times++
		cmd := exec.Command("bash", "-euc", `. "$0"; cd "$1"; export CGO_CFLAGS="$same_c -DTIMES=$2"; go build `+flags+` -o program .`, script, dir, fmt.Sprintf("%d%d", os.Getpid(), times))
		cmd.Env = append(os.Environ(), "CGO_ENABLED=1", "GOFLAGS=", "VERSION=1.0", "GOPROXY=off")
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%s: %v %s", folder, err, out)
		}
		content, err := os.ReadFile(filepath.Join(dir, "program"))
		if err != nil {
			t.Fatal(err)
		}
		return content
	}
	const flags = `"${same[@]}" -ldflags "$same_link"`
	if !bytes.Equal(made("one", flags), made("another-folder", flags)) {
		t.Error("not the same")
	}
	if bytes.Equal(made("one", ""), made("another-folder", "")) {
		t.Error("nothing depends on the flags, so nothing was tried")
	}
}
