package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"time"

	"nianbao/app"
	"nianbao/app/keys"
	"nianbao/app/roster"
	"nianbao/store/sqlite/dbfile"
)

// Roster implements app.Rosters. The roster is handed out as it is in the file;
// whether it is genuine is not judged here.
func (d *DB) Roster(ctx context.Context) (*roster.SignedRoster, error) {
	var out *roster.SignedRoster
	err := d.read(ctx, func(ctx context.Context) error {
		var text []byte
		err := d.stmt.roster.QueryRowContext(ctx).Scan(&text)
		if err == sql.ErrNoRows {
			return nil
		}
		if err != nil {
			return err
		}
		out, err = decode[roster.SignedRoster](text)
		return err
	})
	return out, dbfile.Failed("read roster", err)
}

// SetRoster implements app.Rosters.
func (d *DB) SetRoster(ctx context.Context, r *roster.SignedRoster) error {
	return dbfile.Failed("store roster", d.put(ctx, &d.stmt.putRoster, r))
}

// Kept implements app.Rosters. They are handed out as they are in the file.
func (d *DB) Kept(ctx context.Context, office keys.Public) ([]*roster.SignedRoster, error) {
	var out []*roster.SignedRoster
	err := d.read(ctx, func(ctx context.Context) error {
		out = nil
		rows, err := d.stmt.kept.QueryContext(ctx, string(office))
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var text []byte
			if err := rows.Scan(&text); err != nil {
				return err
			}
			r, err := decode[roster.SignedRoster](text)
			if err != nil {
				return err
			}
			out = append(out, r)
		}
		return rows.Err()
	})
	return out, dbfile.Failed("read kept rosters", err)
}

// Keep implements app.Rosters.
func (d *DB) Keep(ctx context.Context, office keys.Public, rosters []*roster.SignedRoster) error {
	return dbfile.Failed("keep rosters", d.write(ctx, func(ctx context.Context) error {
		if _, err := d.stmt.dropKept.ExecContext(ctx, string(office)); err != nil {
			return err
		}
		for i, r := range rosters {
			text, err := json.Marshal(r)
			if err != nil {
				return err
			}
			if _, err := d.stmt.keep.ExecContext(ctx, string(office), i+1, string(text)); err != nil {
				return err
			}
		}
		return nil
	}))
}

// Key implements app.Keys.
func (d *DB) Key(ctx context.Context, owner string) (app.StoredKey, error) {
	var out app.StoredKey
	err := d.read(ctx, func(ctx context.Context) error {
		var text []byte
		var failures int64
		var last sql.NullInt64
		if err := d.stmt.key.QueryRowContext(ctx, owner).Scan(&text, &failures, &last); err != nil {
			return orNoKey(err, owner)
		}
		out.Failures = int(failures)
		if last.Valid {
			out.Last = time.UnixMicro(last.Int64)
		}
		var err error
		out.Sealed, err = decode[keys.Sealed](text)
		return err
	})
	if err != nil {
		return app.StoredKey{}, dbfile.Failed("read key of "+owner, err)
	}
	return out, nil
}

// PutKey implements app.Keys. Wrong passwords of a key that lay here before
// are forgotten with it.
func (d *DB) PutKey(ctx context.Context, owner string, k *keys.Sealed) error {
	return dbfile.Failed("store key of "+owner, d.put(ctx, &d.stmt.putKey, k, owner))
}

// MoveKey implements app.Keys. NotFound when no key is stored here.
func (d *DB) MoveKey(ctx context.Context, owner, to string) error {
	return dbfile.Failed("move key of "+owner, d.onKey(ctx, &d.stmt.moveKey, owner, to, owner))
}

// CountFailure implements app.Keys. NotFound when no key is stored here.
func (d *DB) CountFailure(ctx context.Context, owner string, at time.Time) error {
	return dbfile.Failed("count failure of "+owner, d.onKey(ctx, &d.stmt.countFailure, owner, at.UnixMicro(), owner))
}

// ClearFailures implements app.Keys. NotFound when no key is stored here.
func (d *DB) ClearFailures(ctx context.Context, owner string) error {
	return dbfile.Failed("clear failures of "+owner, d.onKey(ctx, &d.stmt.clearFailures, owner, owner))
}

// onKey runs a statement that changes the row of a key.
func (d *DB) onKey(ctx context.Context, stmt **sql.Stmt, owner string, args ...any) error {
	return d.write(ctx, func(ctx context.Context) error {
		r, err := (*stmt).ExecContext(ctx, args...)
		if err != nil {
			return err
		}
		if n, err := r.RowsAffected(); err != nil || n == 0 {
			return orNoKey(sql.ErrNoRows, owner)
		}
		return nil
	})
}

func orNoKey(err error, owner string) error {
	if err == sql.ErrNoRows {
		return &app.Error{Code: app.NotFound, Err: fmt.Errorf("no key of %s", owner)}
	}
	return err
}

// Seen implements app.Seen.
func (d *DB) Seen(ctx context.Context, draft int64, person string) (int64, error) {
	var seq int64
	err := d.read(ctx, func(ctx context.Context) error {
		err := d.stmt.seen.QueryRowContext(ctx, draft, person).Scan(&seq)
		if err == sql.ErrNoRows {
			return nil
		}
		return err
	})
	return seq, dbfile.Failed(fmt.Sprintf("read what was seen of draft %d", draft), err)
}

// SetSeen implements app.Seen. NotFound when there is no such draft.
func (d *DB) SetSeen(ctx context.Context, draft int64, person string, seq int64) error {
	err := d.write(ctx, func(ctx context.Context) error {
		_, err := d.stmt.putSeen.ExecContext(ctx, draft, person, seq)
		if dbfile.IsRefused(err) {
			return notFound(draft)
		}
		return err
	})
	return dbfile.Failed(fmt.Sprintf("store what was seen of draft %d", draft), err)
}

// put stores something as JSON, with further arguments after it.
func (d *DB) put(ctx context.Context, stmt **sql.Stmt, v any, more ...any) error {
	text, err := json.Marshal(v)
	if err != nil {
		return err
	}
	return d.write(ctx, func(ctx context.Context) error {
		_, err := (*stmt).ExecContext(ctx, append([]any{string(text)}, more...)...)
		return err
	})
}
