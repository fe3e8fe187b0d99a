// Package words holds the list of every word that is stored, signed, hashed or
// typed: the names in files that earlier versions have written, in the tables
// of the store, and on the command line. It is for tests; the lists are the
// text files beside it, one a kind of word.
package words

import (
	"embed"
	"encoding/json"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
)

//go:embed *.txt
var lists embed.FS

// Hold fails the test where the words that the program uses are not those of
// the list: list is the name of the file, without its ending.
func Hold(t testing.TB, list string, used []string) {
	t.Helper()
	raw, err := lists.ReadFile(list + ".txt")
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	for line := range strings.Lines(string(raw)) {
		if word := strings.TrimSuffix(line, "\n"); word != "" && !strings.HasPrefix(word, "#") {
			known[word] = true
		}
	}
	for _, word := range slices.Compact(slices.Sorted(slices.Values(used))) {
		if !known[word] {
			t.Errorf("%q is not in ui/acceptance/words/%s.txt: if it is new, add it there; if a word was renamed, take that back, since stored words never change", word, list)
		}
		delete(known, word)
	}
	for _, word := range slices.Sorted(maps.Keys(known)) {
		t.Errorf("%q of ui/acceptance/words/%s.txt is gone: files, stores, signatures and scripts of before have it, and stored words never change", word, list)
	}
}

// Keys lists the names that a value has as JSON when nothing in it is empty,
// such as "entries[].act.kind". Pass a pointer.
func Keys(v any) []string {
	Fill(v)
	raw, err := json.Marshal(v)
	if err != nil {
		return []string{err.Error()}
	}
	return KeysIn(raw)
}

// KeysIn lists the names in a JSON text. What is no JSON is named as it is.
func KeysIn(raw []byte) []string {
	var value any
	if err := json.Unmarshal(raw, &value); err != nil {
		return []string{string(raw)}
	}
	var out []string
	var walk func(at string, v any)
	walk = func(at string, v any) {
		switch v := v.(type) {
		case map[string]any:
			for key, inner := range v {
				path := strings.TrimPrefix(at+"."+key, ".")
				out = append(out, path)
				walk(path, inner)
			}
		case []any:
			for _, inner := range v {
				walk(at+"[]", inner)
			}
		}
	}
	walk("", value)
	return slices.Compact(slices.Sorted(slices.Values(out)))
}

// Under puts a name before each word.
func Under(name string, words []string) []string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = name + " " + w
	}
	return out
}

// Fill puts something into everything that a pointer leads to, so that nothing
// is left out of its JSON.
func Fill(v any) { fill(reflect.ValueOf(v).Elem(), nil) }

// fill is told the kinds that lead here: what holds another of its own kind holds one.
func fill(v reflect.Value, within []reflect.Type) {
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		if slices.Contains(within, v.Type()) {
			return // the one inside has the same names
		}
		within = append(slices.Clip(within), v.Type())
		fill(v.Elem(), within)
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[time.Time]() {
			v.Set(reflect.ValueOf(time.UnixMicro(1).UTC()))
			return
		}
		for i := range v.NumField() {
			if v.Field(i).CanSet() {
				fill(v.Field(i), within)
			}
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fill(v.Index(0), within)
	case reflect.Map:
		key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
		fill(key, within)
		fill(value, within)
		v.Set(reflect.MakeMap(v.Type()))
		v.SetMapIndex(key, value)
	case reflect.String:
		v.SetString("1") // also where a text must be a number
	case reflect.Bool:
		v.SetBool(true)
	default:
		if v.CanInt() {
			v.SetInt(1)
		} else if v.CanUint() {
			v.SetUint(1)
		}
	}
}
