package keys

import (
	"sync"
	"time"
)

// Keeper keeps one opened key for a short while, so that its password need not be
// typed for each of several acts. It goes by a clock that nobody sets. The zero Keeper
// keeps nothing and is ready for use, from several goroutines.
type Keeper struct {
	mu    sync.Mutex
	owner string
	key   Signer
	until time.Time
	now   func() time.Time // nil for the clock of the system, which is read as it runs on
}

func (k *Keeper) time() time.Time {
	if k.now != nil {
		return k.now()
	}
	return time.Now()
}

// Keep keeps a key of an owner for so long, in the place of another one.
func (k *Keeper) Keep(owner string, key Signer, long time.Duration) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.owner, k.key, k.until = owner, key, k.time().Add(long)
}

// Of returns the key of an owner that is kept, nil for none.
func (k *Keeper) Of(owner string) Signer {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.owner != owner || k.key == nil || !k.time().Before(k.until) {
		return nil
	}
	return k.key
}

// Forget forgets it.
func (k *Keeper) Forget() {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.owner, k.key = "", nil
}
