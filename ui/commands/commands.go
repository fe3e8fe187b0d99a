// Package commands is the one table of what the program can be told to do:
// menus, buttons, the list of keys and the manual's list of keys are drawn from it.
package commands

import (
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// ID names a command.
type ID string

// The commands, in the order of the menus.
const (
	NewReport  ID = "new-report"
	Import     ID = "import"
	Save       ID = "save"
	Export     ID = "export"
	Print      ID = "print"
	Back       ID = "back"
	Deleted    ID = "deleted"
	Backups    ID = "backups"
	Rescue     ID = "rescue"
	Quit       ID = "quit"
	Undo       ID = "undo"
	Redo       ID = "redo"
	FillZeros  ID = "fill-zeros"
	ChooseDate ID = "choose-date"
	Sentence1  ID = "sentence-1" // a ready sentence into the field
	Sentence2  ID = "sentence-2"
	Computed   ID = "computed" // the computed value in the place of a source total
	Remove     ID = "remove"
	Find       ID = "find"
	Previous   ID = "previous"
	Next       ID = "next"
	Check      ID = "check"
	NextError  ID = "next-finding"
	NextNote   ID = "next-remark"
	NextChange ID = "next-change"
	Reason     ID = "reason"
	Submit     ID = "submit"
	Preview    ID = "preview"
	ZoomIn     ID = "zoom-in"
	ZoomOut    ID = "zoom-out"
	Approve    ID = "approve"
	Return     ID = "return"
	Withdraw   ID = "withdraw"
	Reopen     ID = "reopen"
	Record     ID = "record"
	HandOver   ID = "hand-over"
	OpenFile   ID = "open-file"
	Verify     ID = "verify"
	Office     ID = "office"
	Explain    ID = "explain"
	Handbook   ID = "handbook"
	Keys       ID = "keys"
	Settings   ID = "settings"
	About      ID = "about"

	// Without a menu entry: keys of a list, and what buttons and dialogs offer.
	Open      ID = "open"
	Cancel    ID = "cancel"
	Refresh   ID = "refresh"
	List      ID = "list"       // the list of reports
	MoveStore ID = "move-store" // write what is open to a new store, after asking where
	WriteBack ID = "write-back" // write it where the store was
)

// Part is the command that shows a part of the report: 0 is 报告信息, 1 to 6
// are the sections.
func Part(n int) ID { return ID(fmt.Sprintf("part-%d", n)) }

// parts are the names of the parts in the menu.
var parts = []string{"报告信息", "一、总体情况", "二、主动公开", "三、申请办理", "四、复议诉讼", "五、问题与改进", "六、其他事项"}

// Key is a key with what is held down with it. The zero Key is none.
type Key struct {
	Name     fyne.KeyName
	Modifier fyne.KeyModifier
}

// names of keys that are written otherwise than the toolkit calls them.
var keyNames = map[fyne.KeyName]string{
	fyne.KeyLeft: "←", fyne.KeyRight: "→", fyne.KeyUp: "↑", fyne.KeyDown: "↓", fyne.KeyEscape: "Esc", fyne.KeyReturn: "Enter",
	fyne.KeyEqual: "=", fyne.KeyMinus: "-", fyne.KeyComma: ",", fyne.KeySlash: "/",
}

// String writes a key as keyboards do: Ctrl+Shift+P.
func (k Key) String() string {
	var b strings.Builder
	for _, m := range []struct {
		held fyne.KeyModifier
		name string
	}{{fyne.KeyModifierControl, "Ctrl+"}, {fyne.KeyModifierAlt, "Alt+"}, {fyne.KeyModifierShift, "Shift+"}} {
		if k.Modifier&m.held != 0 {
			b.WriteString(m.name)
		}
	}
	if name := keyNames[k.Name]; name != "" {
		return b.String() + name
	}
	return b.String() + string(k.Name)
}

// Shortcut is the key as the toolkit's menus take it, nil for a key that menus
// cannot have: one without Ctrl or Alt.
func (k Key) Shortcut() fyne.Shortcut {
	switch {
	case k == ctrl(fyne.KeyZ):
		return &fyne.ShortcutUndo{}
	case k == ctrl(fyne.KeyY):
		return &fyne.ShortcutRedo{}
	case k.Modifier == 0:
		return nil
	}
	return &desktop.CustomShortcut{KeyName: k.Name, Modifier: k.Modifier}
}

func plain(name fyne.KeyName) Key { return Key{Name: name} }

func ctrl(name fyne.KeyName) Key { return Key{name, fyne.KeyModifierControl} }

func alt(name fyne.KeyName) Key { return Key{name, fyne.KeyModifierAlt} }

func shifted(name fyne.KeyName) Key {
	return Key{name, fyne.KeyModifierControl | fyne.KeyModifierShift}
}

// Command is one line of the table.
type Command struct {
	ID     ID
	Menu   string // the menu it stands in, "" for none
	Label  string // in the menu; … where it asks for more
	Button string // on a button, "" for the label without …
	Key    Key
	Place  string // where the list of keys has it, "" for nowhere
	Short  string // what the list of keys calls it, "" for the button's name
	Apart  bool   // a line stands above it in the menu
}

// Name is what a button calls the command.
func (c *Command) Name() string {
	if c.Button != "" {
		return c.Button
	}
	return strings.TrimSuffix(c.Label, "…")
}

// Titled is what a button says: the name, and the key in brackets.
func (c *Command) Titled() string {
	if c.Key == (Key{}) {
		return c.Name()
	}
	return c.Name() + "（" + c.Key.String() + "）"
}

// MenuLabel is the label in the menu. A key that menus cannot show stands in it.
func (c *Command) MenuLabel() string {
	if c.Key == (Key{}) || c.Key.Shortcut() != nil {
		return c.Label
	}
	return c.Label + "（" + c.Key.String() + "）"
}

// Of returns a command of the table; nil for an ID that is in none.
func Of(id ID) *Command {
	i := slices.IndexFunc(Table, func(c Command) bool { return c.ID == id })
	if i < 0 {
		return nil
	}
	return &Table[i]
}

// Offer is what can be done on a screen: nil, or missing, is not on offer.
type Offer map[ID]func()

// Add puts more on offer and returns the whole.
func (o Offer) Add(more Offer) Offer {
	for id, do := range more {
		o[id] = do
	}
	return o
}
