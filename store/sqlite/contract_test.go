package sqlite_test

import (
	"testing"

	"nianbao/app"
	"nianbao/store/storetest"
)

func TestContract(t *testing.T) {
	storetest.Run(t, func(t testing.TB) (app.Ports, func() app.Ports) {
		dir := folder(t)
		s := openIn(t, dir)
		return s.Ports(), func() app.Ports {
			must(t, s.Close())
			s = openIn(t, dir)
			return s.Ports()
		}
	})
}
