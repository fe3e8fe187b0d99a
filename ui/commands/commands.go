// Package commands is the one table of what the program can be told to do:
// menus, buttons, the list of keys and the manual's list of keys are drawn from it.
package commands

import (
	"fmt"
	"slices"
	"strings"
)

// ID names a command.
type ID string

// The commands, in the order of the menus.
const (
	NewReport  ID = "new-report"
	Import     ID = "import"
	TakeIn     ID = "take-in"  // what was read of a document into a draft
	Register   ID = "register" // of applications, counted into the draft
	Provide    ID = "provide"  // who provides which figures, and their sheets
	Collect    ID = "collect"  // sheets that came back
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
	Cut        ID = "cut"
	Copy       ID = "copy"
	Paste      ID = "paste"
	Clear      ID = "clear"
	SelectAll  ID = "select-all"
	FillDown   ID = "fill-down"
	FillZeros  ID = "fill-zeros"
	TypeTotals ID = "type-totals" // those on paper, to be compared
	ChooseDate ID = "choose-date"
	Sentence1  ID = "sentence-1" // a ready sentence into the field
	Sentence2  ID = "sentence-2"
	Computed   ID = "computed" // the computed value in the place of a source total
	Remove     ID = "remove"
	Find       ID = "find"
	Replace    ID = "replace"
	Previous   ID = "previous"
	Next       ID = "next"
	Check      ID = "check"
	NextError  ID = "next-finding"
	NextNote   ID = "next-remark"
	NextChange ID = "next-change"
	Reason     ID = "reason"
	Submit     ID = "submit"
	Preview    ID = "preview"
	Rows       ID = "rows" // of the register that a figure counts
	ZoomIn     ID = "zoom-in"
	ZoomOut    ID = "zoom-out"
	FitPage    ID = "fit-page"
	FitWidth   ID = "fit-width"
	TwoPages   ID = "two-pages"
	Rail       ID = "rail"
	ZoomUsual  ID = "zoom-usual"
	ZoomWhole  ID = "zoom-whole" // a whole table in the window
	LastYear   ID = "last-year"  // the year before beside tables and texts
	Compact    ID = "compact"    // rows closer together
	Contrast   ID = "contrast"   // strong colours
	TextSmall  ID = "text-small"
	TextMedium ID = "text-medium"
	TextLarge  ID = "text-large"
	FoldParts  ID = "fold-parts" // the names of the parts
	FoldSide   ID = "fold-side"  // what was found, and remarks
	Approve    ID = "approve"
	Return     ID = "return"
	Withdraw   ID = "withdraw"
	Reopen     ID = "reopen"
	Correction ID = "correction"
	Record     ID = "record"
	HandOver   ID = "hand-over"
	OpenFile   ID = "open-file"
	Verify     ID = "verify"
	Office     ID = "office"
	Explain    ID = "explain"
	Origin     ID = "origin" // of what stands at a place
	Handbook   ID = "handbook"
	Example    ID = "example" // the one to try everything on
	Keys       ID = "keys"
	Settings   ID = "settings"
	Examine    ID = "examine" // the workstation
	About      ID = "about"

	// Without a menu entry: keys of a list, and what buttons and dialogs offer.
	WriteRemark ID = "write-remark" // on what is chosen on the pages
	Open        ID = "open"
	Cancel      ID = "cancel"
	Refresh     ID = "refresh"
	Messages    ID = "messages"   // what the status bar has no room for
	Menu        ID = "menu"       // of the page
	List        ID = "list"       // the list of reports
	MoveStore   ID = "move-store" // write what is open to a new store, after asking where
	WriteBack   ID = "write-back" // write it where the store was
)

// Part is the command that shows a part of the report: 0 is 报告信息, 1 to 6
// are the sections.
func Part(n int) ID { return ID(fmt.Sprintf("part-%d", n)) }

// parts are the names of the parts in the menu.
var parts = []string{"报告信息", "一、总体情况", "二、主动公开", "三、申请办理", "四、复议诉讼", "五、问题与改进", "六、其他事项"}

// Key is a key with what is held down with it. The zero Key is none.
type Key struct {
	Name             string // as the toolkit calls it
	Ctrl, Alt, Shift bool
}

// The keys that have a name of more than one character.
const (
	left   = "Left"
	right  = "Right"
	enter  = "Return"
	escape = "Escape"
	remove = "Delete"
)

// keyNames are those that are written otherwise than the toolkit calls them.
var keyNames = map[string]string{left: "←", right: "→", escape: "Esc", enter: "Enter"}

// String writes a key as keyboards do: Ctrl+Shift+P.
func (k Key) String() string {
	var b strings.Builder
	for _, m := range []struct {
		down bool
		name string
	}{{k.Ctrl, "Ctrl+"}, {k.Alt, "Alt+"}, {k.Shift, "Shift+"}} {
		if m.down {
			b.WriteString(m.name)
		}
	}
	if name := keyNames[k.Name]; name != "" {
		return b.String() + name
	}
	return b.String() + k.Name
}

// InMenu says whether a menu can have the key: it wants Ctrl or Alt.
func (k Key) InMenu() bool { return k.Ctrl || k.Alt }

func plain(name string) Key { return Key{Name: name} }

func ctrl(name string) Key { return Key{Name: name, Ctrl: true} }

func alt(name string) Key { return Key{Name: name, Alt: true} }

func shifted(name string) Key { return Key{Name: name, Ctrl: true, Shift: true} }

// Command is one line of the table.
type Command struct {
	ID     ID
	Menu   string // the menu it stands in, "" for none
	Under  string // the entry of that menu that it stands under, "" for none
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

// Titled is the name with the key in brackets. A button says the name alone,
// and the whole in its tooltip.
func (c *Command) Titled() string {
	if c.Key == (Key{}) {
		return c.Name()
	}
	return c.Name() + "（" + c.Key.String() + "）"
}

// MenuLabel is the label in the menu. A key that menus cannot show stands in it.
func (c *Command) MenuLabel() string {
	if c.Key == (Key{}) || c.Key.InMenu() {
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

// Titled is the name of a command with its key in brackets.
func Titled(id ID) string { return Of(id).Titled() }

// As is Titled for a command under another name.
func As(id ID, name string) string {
	if k := Of(id).Key; k != (Key{}) {
		return name + "（" + k.String() + "）"
	}
	return name
}

// CutKey parts a title into the name and the key behind it, "" where none is.
// Esc, Enter and Space stay with the name: they answer a dialog, and are no
// keys of commands.
func CutKey(title string) (name, key string) {
	open := strings.LastIndex(title, "（")
	if open < 0 {
		return title, ""
	}
	key, closed := strings.CutSuffix(title[open+len("（"):], "）")
	if !closed || !isKey(key) {
		return title, ""
	}
	return title[:open], key
}

// isKey says whether a text is the name of a key of a command.
func isKey(s string) bool {
	if s == remove || strings.HasPrefix(s, "Ctrl+") || strings.HasPrefix(s, "Alt+") {
		return true
	}
	n, isFunction := strings.CutPrefix(s, "F")
	return isFunction && n != "" && strings.Trim(n, "0123456789") == ""
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
