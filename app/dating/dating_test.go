package dating

import (
	"strings"
	"testing"
	"time"
)

func TestWhatIsSignedIsDatedBehindAllThatWasSeen(t *testing.T) {
	now := time.Date(2026, 1, 20, 9, 0, 0, 0, time.UTC)
	step := func(d time.Duration) []Seen {
		return []Seen{{"名册", now.AddDate(-2, 0, 0)}, {"上一步", now.Add(d)}}
	}
	for name, tt := range map[string]struct {
		before      []Seen
		known       []Seen
		at          time.Time
		told, asked string
	}{
		"as usual":                     {step(-time.Hour), nil, now, "", ""},
		"nothing known":                {nil, nil, now, "", ""},
		"the same moment":              {step(0), nil, now.Add(time.Microsecond), "", ""},
		"a minute behind":              {step(time.Minute), nil, now.Add(time.Minute + time.Microsecond), "早", ""},
		"a day behind, not more":       {step(Far), nil, now.Add(Far + time.Microsecond), "早", ""},
		"more than a day behind":       {step(Far + time.Hour), nil, now.Add(Far + time.Hour + time.Microsecond), "", "25 小时"},
		"a year behind":                {step(365 * Far), nil, now.Add(365*Far + time.Microsecond), "", "365 天"},
		"a year after all that is":     {step(-365 * Far), nil, now, "", "365 天"},
		"a day after all that is":      {step(-Far), nil, now, "", ""},
		"used here an hour ago":        {step(-365 * Far), []Seen{{"用过", now.Add(-time.Hour)}}, now, "", ""},
		"used here in times to come":   {step(-time.Hour), []Seen{{"用过", now.Add(365 * Far)}}, now, "", ""},
		"used here long ago, too long": {step(-365 * Far), []Seen{{"用过", now.Add(-2 * Far)}}, now, "", "2 天"},
	} {
		d := Of(now, tt.before, tt.known...)
		if !d.At.Equal(tt.at) || (d.Told == "") != (tt.told == "") || !strings.Contains(d.Told, tt.told) ||
			(d.Question == "") != (tt.asked == "") || !strings.Contains(d.Question, tt.asked) {
			t.Errorf("%s: %+v", name, d)
		}
		if anyhow := d.Anyhow(); anyhow.Question != "" || anyhow.At != d.At || anyhow.Told != d.Told+d.Question {
			t.Errorf("%s: anyhow %+v", name, anyhow)
		}
	}
	if q := Of(now, step(365*Far)).Question; !strings.Contains(q, "2026年1月20日") || !strings.Contains(q, "2027年1月20日") {
		t.Errorf("both dates are to be named: %s", q)
	}
}

func TestAMachineThatRanOnKnowsTheTime(t *testing.T) {
	then := time.Date(2026, 1, 20, 9, 0, 0, 0, time.UTC)
	u := ReadUse(UseAt(then, 5*time.Hour).Text())
	for running, want := range map[time.Duration]time.Time{
		5 * time.Hour: then, 8 * time.Hour: then.Add(3 * time.Hour), time.Hour: then,
	} {
		if s := u.Seen(running); !s.At.Equal(want) {
			t.Errorf("running for %v it is %v", running, s.At)
		}
	}
	for _, text := range []string{"", "x", "{}"} {
		if s := ReadUse(text).Seen(time.Hour); !s.At.IsZero() {
			t.Errorf("%q: %v", text, s)
		}
	}
}
