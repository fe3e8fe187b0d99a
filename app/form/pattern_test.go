package form

import "testing"

func TestPatternsMatch(t *testing.T) {
	for _, tt := range []struct {
		pattern, name string
		want          bool
	}{
		{"refused.*", "refused.state_secret", true},
		{"refused.*", "refused", false},
		{"refused.*", "refusedtoo.state_secret", false},
		{"*.total", "granted.total", true},
		{"*.total", "granted.totals", false},
		{"*", "anything", true},
		{"granted", "granted", true},
		{"granted", "partly_granted", false},
		{"granted", "granted.business", false},
	} {
		if got := matches(tt.pattern, tt.name); got != tt.want {
			t.Errorf("%s of %s: %v", tt.pattern, tt.name, got)
		}
	}
}
