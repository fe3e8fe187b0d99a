package main

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"nianbao/app"
)

// A command that fails leaves a line in the log of a data folder that is there, and none
// of what it read; it makes no folder.
func TestAFailureOfTheCommandLineIsLogged(t *testing.T) {
	dir := t.TempDir()
	logFailure(filepath.Join(dir, "gone"), "open", errors.New("x"))
	if _, err := os.Stat(filepath.Join(dir, "gone")); err == nil {
		t.Error("a folder was made")
	}
	if err := os.WriteFile(filepath.Join(dir, "nianbao.db"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	logFailure(dir, "open", &app.Error{Code: app.Untrusted, Sentence: "张三的签名无效"})
	logFailure(dir, "verify", nil)
	log := openLog(dir, false)
	log.Info("start")
	log.end()
	text, _ := os.ReadFile(filepath.Join(dir, "nianbao.log"))
	for _, want := range []string{"command=open", string(app.Untrusted), "command=verify", "msg=start", "msg=end"} {
		if !strings.Contains(string(text), want) {
			t.Errorf("no %q in %s", want, text)
		}
	}
	if strings.Contains(string(text), "张三") {
		t.Errorf("it tells what it read: %s", text)
	}
}
