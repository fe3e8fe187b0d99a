// Package doctor says whether the program can work on this workstation: what was
// found, what is wrong with it, and what to do. It changes nothing, and names no
// person, no unit and no folder of a person's own, so that what it says can be
// handed to anybody.
package doctor

import (
	"context"
	"maps"
	"strings"
	"time"

	"nianbao/app"
)

// State is what a finding comes to.
type State string

// The states. Only Care asks for something to be done.
const (
	Fine State = "fine"
	Note State = "note" // worth knowing
	Care State = "care"
)

// Finding is what was found of one thing.
type Finding struct {
	ID     string `json:"id"`               // stays the same for scripts
	Name   string `json:"name"`             // Chinese
	State  State  `json:"state"`            //
	Found  string `json:"found"`            // Chinese, without a full stop
	Do     string `json:"do,omitempty"`     // Chinese sentences: what to do about it
	Amount int64  `json:"amount,omitempty"` // bytes of what has a size, else how many
}

// Report is all that was found.
type Report struct {
	Well     bool      `json:"well"` // nothing asks for care
	Findings []Finding `json:"findings"`
}

// Drive is where a folder lies.
type Drive struct {
	Kind   Kind
	System string // as the system calls it: ext4, NTFS; "" for not known
	Free   int64  // bytes this user may still write; -1 for not known
}

// Kind is what sort of drive a folder lies on.
type Kind int

// The kinds. Of an Unknown one nothing is said.
const (
	Unknown Kind = iota
	Local
	Network
	Removable
)

// Store is what was found of the store of a data folder.
type Store struct {
	There    bool
	Layout   int               // of the file; 0 for not known
	Known    int               // the newest one that the program knows
	Size     int64             // of it and its log, in bytes
	Changed  time.Time         // when it was last written
	Entries  int64             // in all journals
	Err      error             // why it cannot be used, an *app.Error; nil for sound
	Settings map[string]string // of the workstation, as far as they could be read
	Copies   []app.Copy        // newest first; the newest was looked through
	Second   []app.Copy        // in the second place, where that can be reached
}

// Graphics is what the display offers.
type Graphics struct {
	Display  string // X11, Wayland, Windows; "" where there is none
	Version  string // of OpenGL, as the driver tells; "" for not looked
	Renderer string
	Err      error // why no window can be drawn
}

// Installation is one copy of the program on this machine.
type Installation struct {
	Path    string // of the program or its folder
	Version string // "" for not known
	Kind    string // Chinese: for whom, or by what it was installed
	Self    bool   // it is the one that runs
}

// Fonts are those of the workstation that papers are printed with.
type Fonts struct {
	Bundled []string
	Found   map[string]string // by the setting of body text that asks for them: the file
	Spare   []string          // stand in for rare characters
}

// Preset is the settings file of the office.
type Preset struct {
	Settings map[string]string // that a store takes when it is opened, by their names in it
	Path     string            // "" where there is none
	Err      error             // why it, or a line of it, was not taken; a sentence

	DataErr error  // why it cannot be told which data folder it means; a sentence
	Left    string // said of reports that lie in another folder, "" for none
}

// Program tells what runs.
type Program struct {
	Version, Commit, Go, Toolkit, System string
}

// Root is a folder of the system that others are named by.
type Root struct {
	Path, Name string
	Personal   bool // of what is inside only the names that this program gives are told
}

// Doctor examines one data folder. Each function answers for what only another
// part of the program knows; one that is nil is not asked.
type Doctor struct {
	Dir       string
	Usual     bool // Dir is where the program has its data unless told otherwise
	Program   Program
	Roots     []Root // the innermost first
	Now       func() time.Time
	Store     func(ctx context.Context, dir string) Store
	Drive     func(dir string) Drive
	Graphics  func() Graphics
	Installed func() []Installation
	Fonts     func() Fonts
	Preset    func() Preset
}

// Examine looks at everything. It may take as long as reading the store takes.
func (d *Doctor) Examine(ctx context.Context) *Report {
	r := &Report{Well: true, Findings: []Finding{}}
	add := func(found ...Finding) {
		for _, f := range found {
			r.Well = r.Well && f.State != Care
			r.Findings = append(r.Findings, f)
		}
	}
	add(d.program())
	add(d.folder()...)
	var s Store
	if d.Store != nil {
		s = d.Store(ctx, d.Dir)
		d.ahead(&s)
		add(d.store(&s), d.backups(&s), d.secondPlace(&s), d.exchangeFolder(&s))
	}
	if d.Fonts != nil {
		add(d.fonts(&s))
	}
	if d.Graphics != nil {
		add(graphics(d.Graphics()))
	}
	if d.Installed != nil {
		add(d.installed(d.Installed()))
	}
	if d.Preset != nil {
		add(d.preset(d.Preset(), s.There))
	}
	add(d.logs(), d.crashes())
	return r
}

// ahead fills in what the first opening will take from the settings file of the office, so
// that its folders are looked at before anybody works with them.
func (d *Doctor) ahead(s *Store) {
	if s.There || d.Preset == nil {
		return
	}
	if s.Settings = maps.Clone(s.Settings); s.Settings == nil {
		s.Settings = map[string]string{}
	}
	for name, value := range d.Preset().Settings {
		if s.Settings[name] == "" {
			s.Settings[name] = value
		}
	}
}

// marks stand before the findings of a text.
var marks = map[State]string{Fine: "正常", Note: "注意", Care: "处理"}

// Text writes the findings as lines, to be read or handed on.
func (r *Report) Text() string {
	var b strings.Builder
	for _, f := range r.Findings {
		b.WriteString("［" + marks[f.State] + "］" + f.Name + "：" + f.Found + "\n")
		if f.Do != "" {
			b.WriteString("　　　　" + f.Do + "\n")
		}
	}
	b.WriteString(r.Told() + "\n")
	return b.String()
}

// Told says in a sentence what all comes to.
func (r *Report) Told() string {
	care := 0
	for _, f := range r.Findings {
		if f.State == Care {
			care++
		}
	}
	if care == 0 {
		return "没有发现需要处理的问题。"
	}
	return count(care) + "处需要处理。"
}
