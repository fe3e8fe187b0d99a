package app

import (
	"context"
	"time"

	"nianbao/app/dating"
	"nianbao/app/signoff"
)

// settingClock keeps when the program was used last.
const settingClock = "clock"

// started is when this run began, for machines that do not tell how long they run.
var started = time.Now()

// running is how long the machine has been running, which nobody can set.
func (d *Service) running() time.Duration {
	if d.Running == nil {
		return time.Since(started)
	}
	return d.Running()
}

// LastUse says when the program was used last here.
func (d *Service) LastUse(ctx context.Context) dating.Seen {
	if d.Settings == nil {
		return dating.Seen{}
	}
	text, _ := d.Settings.Setting(ctx, settingClock)
	return dating.ReadUse(text).Seen(d.running())
}

// NoteUse notes that the program is used now, unless the clock is far ahead of when
// it was used before: that is for a person to say, see NoteDate.
func (d *Service) NoteUse(ctx context.Context) error {
	if seen := d.LastUse(ctx); !seen.At.IsZero() && d.Now().Sub(seen.At) > dating.Far {
		return nil
	}
	return d.NoteDate(ctx)
}

// NoteDate notes that the clock is right as it is: something was signed by it.
func (d *Service) NoteDate(ctx context.Context) error {
	return d.Settings.SetSetting(ctx, settingClock, dating.UseAt(d.Now(), d.running()).Text())
}

// DateDoubted asks a question about a date, as an error, until somebody has said that
// the date is right: see AgreeDate. Where that was said from the beginning, nothing is
// asked.
func (d *Service) DateDoubted(asked dating.Dating) error {
	day := asked.At.Format(time.DateOnly)
	if asked.Question == "" || d.DateIsRight || d.agreed == day {
		return nil
	}
	d.doubted = day
	return &Error{Code: Clock, Sentence: asked.Question}
}

// AgreeDate notes that the day that was asked about last is right, as a person said.
func (d *Service) AgreeDate() { d.agreed = d.doubted }

// Dating returns when a transition that is signed now would be dated.
func (s *Session) Dating(kind signoff.Kind) dating.Dating {
	var before []dating.Seen
	if last := s.state.Last; last != nil {
		before = append(before, dating.Seen{What: "上一步“" + last.Title() + "”（" + last.Name + "）", At: last.Time()})
	}
	if p := s.actor.Person; p != nil {
		before = append(before, dating.Seen{What: "名册中" + p.Name() + "的登记", At: p.Since()})
	}
	var known []dating.Seen
	if r := s.actor.Roster; r != nil {
		known = append(known, dating.Seen{What: "名册最近一次更新", At: time.UnixMicro(r.At)})
	}
	d := dating.Of(s.now().Truncate(time.Microsecond), before, append(known, s.lastUse)...)
	if kind == signoff.Withdraw || kind == signoff.Return { // nothing may stand against these
		return d.Anyhow()
	}
	return d
}
