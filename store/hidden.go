package store

import (
	"context"
	"database/sql"

	"nianbao/app"
)

// Hidden implements app.Store.
func (d *DB) Hidden(ctx context.Context) ([]app.Summary, error) {
	var out []app.Summary
	err := d.read(ctx, func(ctx context.Context) error {
		return each(ctx, d.stmt.hidden, nil, func(rows *sql.Rows) error {
			s, err := scanSummary(rows)
			out = append(out, s)
			return err
		})
	})
	return out, failed("list deleted drafts", err)
}
