package keys

import (
	"testing"
	"time"
)

func TestAKeyIsKeptForAWhile(t *testing.T) {
	at := time.Unix(0, 0)
	k := &Keeper{now: func() time.Time { return at }}
	key, err := Generate()
	if err != nil {
		t.Fatal(err)
	}
	if k.Of("张三") != nil || k.Of("") != nil {
		t.Error("a key that nobody gave")
	}
	k.Keep("张三", key, time.Minute)
	if k.Of("张三") == nil || k.Of("李四") != nil {
		t.Error("it is not kept for its owner alone")
	}
	at = at.Add(time.Minute)
	if k.Of("张三") != nil {
		t.Error("kept for too long")
	}
	k.Keep("张三", key, time.Hour)
	k.Forget()
	if k.Of("张三") != nil {
		t.Error("not forgotten")
	}
}
