package heap_test

import (
	"crypto/sha256"
	"testing"

	"nianbao/assets"
	"nianbao/ui/system/heap"
)

// What was let go reads as it did.
func TestWhatWasLetGoIsThereAgain(t *testing.T) {
	heap.Begin()
	for _, name := range assets.Fonts {
		data := assets.Font(name)
		before := sha256.Sum256(data)
		heap.LetGo(data)
		heap.LetGo(data[1000:1001])
		heap.LetGo(data[:0])
		if sha256.Sum256(data) != before {
			t.Errorf("%s reads otherwise", name)
		}
	}
	heap.Trim()
}
