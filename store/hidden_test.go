package store_test

import (
	"testing"
	"time"
)

func TestHiddenListsWhatWasDeleted(t *testing.T) {
	s := open(t)
	kept, gone := create(t, s, "某某市教育局", 2024), create(t, s, "某某市教育局", 2023)
	must(t, s.Delete(ctx, gone.ID, time.Now()))
	hidden, err := s.Deleted(ctx)
	must(t, err)
	if len(hidden) != 1 || hidden[0].ID != gone.ID || hidden[0].Year != 2023 {
		t.Errorf("hidden: %+v", hidden)
	}
	must(t, s.Restore(ctx, gone.ID))
	if hidden, err = s.Deleted(ctx); err != nil || len(hidden) != 0 {
		t.Errorf("after restoring: %+v %v", hidden, err)
	}
	if list, err := s.List(ctx); err != nil || len(list) != 2 {
		t.Errorf("%d drafts besides %d, %v", len(list), kept.ID, err)
	}
}
