package acceptance

import (
	"path/filepath"
	"strings"
	"testing"
)

// On a system without a desktop's bus and with a home that cannot be written, the
// toolkit has much to say, in English: it goes into the log and not to the terminal.
func TestTheToolkitSaysNothingOnTheTerminal(t *testing.T) {
	data := emptyDraft(t)
	cmd := screenCommand(t, data, "--report", "1")
	kept := cmd.Env[:0]
	for _, entry := range cmd.Env {
		if name, _, _ := strings.Cut(entry, "="); name != "HOME" && !strings.HasPrefix(name, "XDG_") && !strings.HasPrefix(name, "DBUS_") {
			kept = append(kept, entry)
		}
	}
	// What draws on Wayland asks for the folder of what runs.
	cmd.Env = append(kept, "HOME="+filepath.Join(file(t, "home", ""), "nobody"), "XDG_RUNTIME_DIR="+t.TempDir())
	s := startScreen(t, data, "--pid", cmd)
	s.close()
	if s.said.Len() > 0 {
		t.Errorf("it says %s", s.said.String())
	}
	if s.logged("Fyne error") == 0 {
		t.Error("the toolkit had nothing to say, so nothing was tried")
	}
}
