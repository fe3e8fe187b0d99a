package exchange_test

import (
	"testing"

	"nianbao/app/apptest"
	"nianbao/app/exchange"
)

func TestADeletedHistoryComesBackInPlaceOfTheOther(t *testing.T) {
	one, two := apptest.NewWorkstation(t), apptest.NewWorkstation(t)
	id := one.Example()
	at := take(two, handOver(one, id))
	one.Must(one.Set("", id, figure, "12"))
	two.Must(two.Set("", at, figure, "13"))
	raw := handOver(two, at)
	a, err := one.OpenPackage(ctx, raw)
	one.Must(err)
	theirs, err := one.Accept(ctx, a, exchange.TakeTheirs)
	one.Must(err)

	hidden, err := one.Trash.Deleted(ctx)
	one.Must(err)
	if len(hidden) != 1 || hidden[0].ID != id {
		t.Fatalf("hidden: %+v", hidden)
	}
	gone, err := one.Recover(ctx, id)
	one.Must(err)
	if gone != theirs || one.As("", id).Report().Raw(figure) != "12" {
		t.Errorf("recovered in place of %d", gone)
	}

	dir := t.TempDir()
	put(t, dir, "分开改", raw)
	tray := &exchange.Folder{Desk: one.Desk, Dir: dir}
	files, err := tray.Scan(ctx, false)
	one.Must(err)
	if len(files) != 1 {
		t.Errorf("a fork is not listed: %v", names(files))
	}
	a, err = one.OpenPackage(ctx, raw)
	one.Must(err)
	one.Must(one.Decline(ctx, a))
	one.Must(one.Decline(ctx, a))
	if files, err = tray.Scan(ctx, true); err != nil || len(files) != 0 {
		t.Errorf("listed after it was declined: %v %v", names(files), err)
	}
}
