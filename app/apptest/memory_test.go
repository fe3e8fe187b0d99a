package apptest_test

import (
	"testing"

	"nianbao/app"
	"nianbao/app/apptest"
	"nianbao/store/storetest"
)

func TestMemoryKeepsTheContractOfStores(t *testing.T) {
	storetest.Run(t, func(testing.TB) (app.Ports, func() app.Ports) { return apptest.NewMemory().Ports(), nil })
}
