// Package dating says which time stands on what is signed, where clocks may be wrong:
// never one before the last thing seen, and none that is far from all that is known
// without a person having been asked.
package dating

import (
	"encoding/json"
	"fmt"
	"time"
)

// Far is how far a date may lie ahead of all that is known before it is asked about.
const Far = 24 * time.Hour

// Seen is something that has happened, and when.
type Seen struct {
	What string // 上一步（李四，送审）
	At   time.Time
}

// Dating is what is signed with, and what a person should know of it.
type Dating struct {
	At       time.Time
	Told     string // what the person is told, "" for nothing
	Question string // what the person has to be asked first, "" for nothing
}

// Of dates what is signed now: behind all that was before it. Known is what else
// tells of the time.
func Of(now time.Time, before []Seen, known ...Seen) Dating {
	last := latest(before)
	if last.At.Before(now) {
		d := Dating{At: now}
		if seen := latest(append([]Seen{last}, known...)); !seen.At.IsZero() && now.Sub(seen.At) > Far {
			d.Question = fmt.Sprintf("这台电脑的日期是%s，比此前最后记下的时间%s（%s）晚 %s。请先看一看今天的日期：签了名的日期不能再改。",
				minute(now), minute(seen.At), seen.What, days(now.Sub(seen.At)))
		}
		return d
	}
	d := Dating{At: last.At.Add(time.Microsecond)}
	switch ahead := last.At.Sub(now); {
	case ahead > Far:
		d.Question = fmt.Sprintf("%s的时间是%s，比这台电脑的时间%s晚 %s，两者之中有一个不对。请先看一看今天的日期：这台电脑不对的，请先校准；这台电脑没有错的，签名时间只能写成紧接在它之后的%s。",
			last.What, minute(last.At), minute(now), days(ahead), minute(d.At))
	case ahead > time.Second:
		d.Told = fmt.Sprintf("这台电脑的时间%s比%s的时间%s早，两者之中有一个不对，签名时间记为紧接在它之后的%s。请看一看现在的时间：这台电脑不对的，请校准；对的，可以继续签名。", second(now), last.What, second(last.At), second(d.At))
	}
	return d
}

// Anyhow is a dating about which nobody is asked, only told: for what must never be
// refused.
func (d Dating) Anyhow() Dating { return Dating{At: d.At, Told: d.Told + d.Question} }

func latest(all []Seen) Seen {
	var out Seen
	for _, s := range all {
		if s.At.After(out.At) {
			out = s
		}
	}
	return out
}

func minute(t time.Time) string { return t.Local().Format("2006年1月2日 15:04") }
func second(t time.Time) string { return t.Local().Format("2006年1月2日 15:04:05") }

func days(d time.Duration) string {
	if n := int(d / (24 * time.Hour)); n > 1 {
		return fmt.Sprintf("%d 天", n)
	}
	return fmt.Sprintf("%d 小时", int(d/time.Hour))
}

// Use is when the program was used last on a workstation: what the clock said, and
// how long the machine had been running, which nobody can set.
type Use struct {
	Wall int64 `json:"wall"` // Unix microseconds
	Boot int64 `json:"boot"` // microseconds
}

// UseAt is a use now.
func UseAt(now time.Time, running time.Duration) Use {
	return Use{Wall: now.UnixMicro(), Boot: running.Microseconds()}
}

// ReadUse reads what Text wrote; of what is not that nothing is taken.
func ReadUse(text string) Use {
	var u Use
	if json.Unmarshal([]byte(text), &u) != nil {
		return Use{}
	}
	return u
}

// Text is the use as it is kept.
func (u Use) Text() string {
	out, _ := json.Marshal(u) // two numbers always encode
	return string(out)
}

// Seen says what time it must be by now at least, when the machine has been running
// so long; of a machine that was started anew, only that it is later than then.
func (u Use) Seen(running time.Duration) Seen {
	if u.Wall == 0 {
		return Seen{}
	}
	at := time.UnixMicro(u.Wall)
	if passed := running - time.Duration(u.Boot)*time.Microsecond; passed > 0 {
		at = at.Add(passed)
	}
	return Seen{"这台电脑上次使用年报通", at}
}
