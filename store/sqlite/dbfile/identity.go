package dbfile

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"regexp"

	"nianbao/app"
)

// IDForm is what the id of a store looks like: it is a part of a folder's name.
var IDForm = regexp.MustCompile(`^[0-9a-f]{16}$`)

// IDIn returns the id of the store in a file, "" for none.
func IDIn(ctx context.Context, db Connection) (id string, err error) {
	err = db.QueryRowContext(ctx, "SELECT value FROM setting WHERE name = ?", app.SettingStore).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) || !IDForm.MatchString(id) {
		id = ""
	}
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return id, err
}

// Holdings returns the keys and rosters in a file, each roster with its version.
func Holdings(ctx context.Context, db Connection) (map[string]int, error) {
	out := map[string]int{}
	for _, kind := range []struct{ table, query string }{
		{"roster", "SELECT 'roster ' || coalesce(signed ->> '$.roster.office_key', ''), coalesce(CAST(signed ->> '$.roster.version' AS INTEGER), 0) FROM roster"},
		{"kept_roster", "SELECT 'roster ' || office_key, coalesce(CAST(signed ->> '$.roster.version' AS INTEGER), 0) FROM kept_roster"},
		{"sealed_key", "SELECT 'key ' || coalesce(sealed ->> '$.public', owner), 0 FROM sealed_key"},
	} {
		there := false
		if err := db.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?)", kind.table).Scan(&there); err != nil {
			return nil, err
		}
		if !there {
			continue // an earlier version made it
		}
		if err := readHoldings(ctx, db, kind.query, out); err != nil {
			return nil, fmt.Errorf("read %s: %w", kind.table, err)
		}
	}
	return out, nil
}

func readHoldings(ctx context.Context, db Connection, query string, into map[string]int) error {
	rows, err := db.QueryContext(ctx, query)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var what string
		var version int
		if err := rows.Scan(&what, &version); err != nil {
			return err
		}
		into[what] = max(into[what], version)
	}
	return rows.Err()
}
