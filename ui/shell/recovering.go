package shell

import (
	"context"

	fyneapp "fyne.io/fyne/v2/app"

	"nianbao/app"
	"nianbao/ui/drafts"
)

// Opener is what can be done about a store that is gone or damaged.
type Opener struct {
	// Open opens the store, and says how the window on it starts.
	Open func() (*app.Service, Options, error)
	// Rescue puts what can be read of a damaged store into a new one in its place.
	Rescue func(context.Context) (*app.Rescued, error)
}

// Recover asks what to do where the store is gone or damaged while there are
// copies of it. When it can be opened again, the window is that of the program.
// It returns when that is closed.
func Recover(ctx context.Context, b app.Recovery, why error, open Opener) error {
	w := newBare(ctx, fyneapp.NewWithID(appID))
	nameClass()
	w.Show(drafts.NewRecoverPage(w, b, why, w.waysTo(open)))
	w.Window().ShowAndRun()
	w.ending.stopped()
	return nil
}

// waysTo returns the ways to a store, after which the window stands on it.
func (w *Window) waysTo(open Opener) drafts.Ways {
	return drafts.Ways{
		Open: func() error {
			service, o, err := open.Open()
			if err != nil {
				return err
			}
			w.adopt(service, o)
			w.begin()
			w.onScreen()
			return nil
		},
		Rescue: open.Rescue,
	}
}
