//go:build linux && amd64

package main

import (
	"context"
	"fmt"
)

// fill puts n drafts more into a store, each the first one under another name
// wherever it stands, journal and all. It is done by SQLite alone: the program would take hours
// for the largest stores. The digests of the journals are left for the program
// to make, as they are after a migration.
func (d desk) fill(ctx context.Context, n int) error {
	return sqlite(ctx, d.store(), fmt.Sprintf(`BEGIN;
		CREATE TEMP TABLE made AS
			WITH RECURSIVE k(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM k WHERE i < %d)
			SELECT (SELECT max(id) FROM draft) + i AS id, '示例县第' || i || '所' AS unit FROM k;
		INSERT INTO draft (id, uid, unit, year, edition, filled, total, errors, explains, created_at, changed_at)
			SELECT made.id, lower(hex(randomblob(16))), made.unit, year, edition, filled, total, errors, explains, created_at, changed_at + made.id
			FROM draft, made WHERE draft.id = 1;
		INSERT INTO held_value (draft_id, address, body)
			SELECT made.id, address, replace(body, (SELECT unit FROM draft WHERE id = 1), made.unit) FROM made, held_value WHERE draft_id = 1;
		INSERT INTO entry (draft_id, seq, at, kind, of, by, note, changes, act)
			SELECT made.id, seq, at, kind, of, by, note, replace(changes, (SELECT unit FROM draft WHERE id = 1), made.unit), act
			FROM made, entry WHERE draft_id = 1 ORDER BY made.id, seq;
		COMMIT;`, n))
}

// edit makes n edits of draft 1.
func (d desk) edit(ctx context.Context, o *office, n int) error {
	for range n {
		o.number++
		a := o.cells[o.rng.IntN(len(o.cells))]
		if _, err := d.do(ctx, "set", "1", string(a), fmt.Sprint(o.number)); err != nil {
			return err
		}
	}
	return nil
}
