//go:build linux && amd64

package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

const page = 4096 // bytes of a page of SQLite

// harm does one thing to one file of the scene.
func (d *damaging) harm(b base) error {
	rng := d.h.rng
	if rng.IntN(12) == 0 {
		return d.swap()
	}
	name := "nianbao.db"
	switch {
	case b.log && rng.IntN(2) == 0:
		name += "-wal"
	case rng.IntN(8) == 0:
		copies, err := filepath.Glob(filepath.Join(strings.ReplaceAll(d.scene.data, "[", "\\["), "backups", "*.db"))
		if err != nil || len(copies) == 0 {
			return errors.Join(errors.New("no backup to harm"), err)
		}
		name = "backups/" + filepath.Base(copies[rng.IntN(len(copies))])
	}
	path := filepath.Join(d.scene.data, name)
	content, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	harmed, how := d.harmBytes(content)
	d.what = name + ": " + how
	return os.WriteFile(path, harmed, 0o600)
}

// harmBytes returns a file as some mishap leaves it, and what happened.
func (d *damaging) harmBytes(content []byte) (harmed []byte, how string) {
	rng := d.h.rng
	pages := len(content) / page
	at := rng.IntN(max(pages, 1)) * page
	end := min(at+page, len(content))
	switch rng.IntN(8) {
	case 0:
		for i := at; i < end; i++ {
			content[i] = byte(rng.IntN(256))
		}
		return content, fmt.Sprintf("page %d overwritten by noise", at/page+1)
	case 1:
		for i := at; i < end; i++ {
			content[i] = 0
		}
		return content, fmt.Sprintf("page %d blank", at/page+1)
	case 2:
		from := rng.IntN(max(pages, 1)) * page
		copy(content[at:end], content[from:min(from+page, len(content))])
		return content, fmt.Sprintf("page %d overwritten by page %d", at/page+1, from/page+1)
	case 3:
		size := rng.IntN(len(content))
		return content[:size], fmt.Sprintf("cut to %d of %d bytes", size, len(content))
	case 4:
		size := rng.IntN(max(pages, 1)) * page
		return content[:size], fmt.Sprintf("cut to %d of %d pages", size/page, pages)
	case 5:
		n := 1 + rng.IntN(20)
		for range n {
			content[rng.IntN(len(content))] ^= 1 << rng.IntN(8)
		}
		return content, fmt.Sprintf("%d bits turned", n)
	case 6:
		i := rng.IntN(min(100, len(content)))
		content[i] = byte(rng.IntN(256))
		return content, fmt.Sprintf("byte %d of the head changed", i)
	default:
		for i := at; i < min(at+8, end); i++ { // the head of a page says what it holds
			content[i] = byte(rng.IntN(256))
		}
		return content, fmt.Sprintf("head of page %d overwritten", at/page+1)
	}
}

// swap puts files where others belong.
func (d *damaging) swap() error {
	path := d.scene.store()
	other := d.bases[d.h.rng.IntN(len(d.bases))].desk
	switch d.h.rng.IntN(4) {
	case 0:
		d.what = "the store is empty"
		return os.WriteFile(path, nil, 0o600)
	case 1:
		d.what = "the store has gone"
		return os.Remove(path)
	case 2:
		d.what = "another store's log"
		content, err := os.ReadFile(d.bases[len(d.bases)-1].desk.store() + "-wal")
		if err != nil {
			return err
		}
		return os.WriteFile(path+"-wal", content, 0o600)
	default:
		d.what = "half of another store"
		content, err := os.ReadFile(other.store())
		if err != nil {
			return err
		}
		mine, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		half := min(len(content), len(mine)) / 2 / page * page
		return os.WriteFile(path, append(mine[:half], content[half:]...), 0o600)
	}
}
