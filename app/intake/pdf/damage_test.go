package pdf

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"math/rand"
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"nianbao/app/intake/archive"
	"nianbao/app/intake/unlock"
)

// Fuzzing sees nothing of what goes on inside of pdfium. In its place, files are damaged
// at random:
//
//	go test ./app/intake/pdf -run TestDamagedFiles -damaged 5000
var damaged = flag.Int("damaged", 25, "how many damaged files are read")

// object is an object of a file.
var object = regexp.MustCompile(`(?s)\d+ 0 obj.*?endobj`)

// damage returns a file with something done to it, and what.
func damage(r *rand.Rand, content []byte) ([]byte, string) {
	out := bytes.Clone(content)
	switch kind := r.Intn(5); kind {
	case 0: // bits
		n := 1 + r.Intn(20)
		for range n {
			out[r.Intn(len(out))] ^= 1 << r.Intn(8)
		}
		return out, fmt.Sprint(n, " bits")
	case 1:
		at := r.Intn(len(out))
		return out[:at], fmt.Sprint("cut at ", at)
	case 2: // a piece is missing
		at := r.Intn(len(out))
		n := min(1+r.Intn(200), len(out)-at)
		return append(out[:at], out[at+n:]...), fmt.Sprint("without ", n, " at ", at)
	case 3: // numbers
		places := regexp.MustCompile(`\d+`).FindAllIndex(out, -1)
		p := places[r.Intn(len(places))]
		for i := p[0]; i < p[1]; i++ {
			out[i] = '0' + byte(r.Intn(10))
		}
		return out, fmt.Sprint("another number at ", p[0])
	}
	all := object.FindAllIndex(out, -1) // two objects change places
	if len(all) < 2 {
		return out, "nothing"
	}
	a, b := r.Intn(len(all)-1), 0
	b = a + 1 + r.Intn(len(all)-a-1)
	first, second := all[a], all[b]
	body := func(at []int) []byte { // without its number
		o := content[at[0]:at[1]]
		return o[bytes.IndexByte(o, 'o'):]
	}
	number := func(at []int) []byte {
		o := content[at[0]:at[1]]
		return o[:bytes.IndexByte(o, 'o')]
	}
	return bytes.Join([][]byte{content[:first[0]], number(first), body(second), content[first[1]:second[0]], number(second), body(first), content[second[1]:]}, nil), fmt.Sprint("objects ", a, " and ", b)
}

func TestDamagedFiles(t *testing.T) {
	whole := [][]byte{
		fileOf(textAt(50, 130, "The first line.")+ruled, textAt(50, 260, "Second page")+figure),
		fileOf(scan+textAt(50, 260, "What a program saw"), scan),
		fileOf("", textAt(50, 260, "one")+ruled, ruled, ruled+textAt(50, 20, "- 4 -"), figure),
	}
	for _, name := range []string{"testdata/aes128.pdf", "testdata/aes256open.pdf"} {
		content, err := os.ReadFile(filepath.FromSlash(name))
		if err != nil {
			t.Fatal(err)
		}
		whole = append(whole, content)
	}
	usual := longestPage
	defer func() { longestPage = usual }()
	longestPage = usual / 10
	r := &Reader{Cache: cache, Password: "Report2025"}
	defer r.Close()
	read := 0
	for seed := range *damaged {
		random := rand.New(rand.NewSource(int64(seed)))
		i := seed % len(whole)
		content, what := damage(random, whole[i])
		p, err := r.Read(context.Background(), content)
		switch {
		case err == nil && p == nil:
			t.Errorf("seed %d, file %d, %s: neither a page nor an error", seed, i, what)
		case err == nil:
			read++
		case !errors.Is(err, archive.ErrDamaged) && !errors.Is(err, archive.ErrTooBig) && !errors.Is(err, ErrImages) && !errors.Is(err, ErrNoText) && !errors.Is(err, ErrSlow) &&
			!errors.Is(err, unlock.ErrPassword) && !errors.Is(err, unlock.ErrWrong) && !errors.Is(err, unlock.ErrMethod):
			t.Errorf("seed %d, file %d, %s: %v", seed, i, what, err)
		}
		if r.stuck {
			t.Fatalf("seed %d, file %d, %s: could not be ended", seed, i, what)
		}
	}
	t.Logf("%d of %d were read", read, *damaged)
}
