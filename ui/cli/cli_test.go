package cli

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"nianbao/app"
)

// A command has no window that would go on holding what it could not store.
func TestACommandSaysThatItsChangeIsNotStored(t *testing.T) {
	for _, code := range []app.Code{app.Full, app.ReadOnly, app.Locked, app.Disk, app.Unreachable, app.Internal} {
		err := fmt.Errorf("set: %w", &app.Error{Code: code, Pending: true, Err: errors.New("x")})
		if said := sentence(err); strings.Contains(said, "关闭窗口") || strings.Contains(said, "自动重试") || !strings.HasSuffix(said, "没有保存。") {
			t.Errorf("%s: %s", code, said)
		}
		if said := sentence(&app.Error{Code: code}); strings.Contains(said, "没有保存") {
			t.Errorf("%s, of nothing that was to be stored: %s", code, said)
		}
	}
}
