package shell

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// floors are the rooms of ui, from below: a room uses what lies on floors
// beneath it, and nothing beside it.
var floors = [][]string{
	{"look"},
	{"commands", "prose", "system"},
	{"menus"},
	{"grid", "widgets"},
	{"arrivals", "calendar", "lastyear", "preview"},
	{"opened"},
	{"importing"},
	{"collection", "register"},
	{"drafts", "editor", "exchange", "handbook", "office", "review"},
	{"shell"},
}

func floorOf(room string) int {
	return slices.IndexFunc(floors, func(rooms []string) bool { return slices.Contains(rooms, room) })
}

func TestRoomsUseOnlyWhatLiesBeneathThem(t *testing.T) {
	ui := filepath.Join(root(t), "ui")
	for n, rooms := range floors {
		for _, room := range rooms {
			files, err := filepath.Glob(filepath.Join(ui, room, "*.go"))
			if err != nil || len(files) == 0 {
				t.Fatalf("%s: %d files, %v", room, len(files), err)
			}
			for _, path := range files {
				if strings.HasSuffix(path, "_test.go") {
					continue
				}
				for _, used := range roomsUsed(t, path) {
					if at := floorOf(used); used != room && (at < 0 || at >= n) { // a folder inside the room is of the room
						t.Errorf("%s uses %s", path, used)
					}
				}
			}
		}
	}
}

func TestEveryRoomHasItsFloor(t *testing.T) {
	entries, err := os.ReadDir(filepath.Join(root(t), "ui"))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if room := e.Name(); floorOf(room) < 0 && !slices.Contains([]string{"acceptance", "cli", "uitest"}, room) {
			t.Errorf("%s stands on no floor", room)
		}
	}
}

// roomsUsed lists the rooms of ui that a file imports.
func roomsUsed(t *testing.T, path string) []string {
	t.Helper()
	f, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, spec := range f.Imports {
		imported, _ := strconv.Unquote(spec.Path.Value)
		if rest, ours := strings.CutPrefix(imported, "nianbao/ui/"); ours {
			room, _, _ := strings.Cut(rest, "/")
			out = append(out, room)
		}
	}
	return out
}

// The window is what screens ask, and no place for what they do.
func TestTheWindowStaysSmall(t *testing.T) {
	const most = 30
	methods := 0
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range files {
		content, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		methods += strings.Count(string(content), "\nfunc (w *Window)")
	}
	if exported := reflect.TypeFor[*Window]().NumMethod(); methods > most || methods < exported {
		t.Errorf("%d methods, %d of them exported; %d at most", methods, exported, most)
	}
}

// A screen that embeds a pointer to a widget is a widget itself to the toolkit,
// with a drawing of its own that nothing brings up to date: the list of backups
// showed another row as chosen than the one that was.
func TestNothingEmbedsAPointerToAWidget(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(root(t), "ui", "*", "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	structs := 0
	for _, path := range files {
		f, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			s, ok := n.(*ast.StructType)
			if !ok {
				return true
			}
			structs++
			for _, field := range s.Fields.List {
				star, pointer := field.Type.(*ast.StarExpr)
				if !pointer || len(field.Names) > 0 {
					continue
				}
				if from, ok := star.X.(*ast.SelectorExpr); ok && slices.Contains([]string{"widget", "widgets", "grid", "preview", "container"}, from.X.(*ast.Ident).Name) {
					t.Errorf("%s embeds a pointer to %s", path, from.Sel.Name)
				}
			}
			return true
		})
	}
	if structs < 50 {
		t.Errorf("only %d structs", structs)
	}
}
