package shell

import (
	"runtime"
	"runtime/debug"
	"time"

	"fyne.io/fyne/v2"

	"nianbao/assets"
	"nianbao/ui/system/heap"
)

// After work, memory is given back at so many of the minutes that follow: what
// was drawn is let go by the toolkit a minute after it was last on the screen.
const minutesToGiveBack = 3

// muchWork is how many bytes are allocated in a minute in which somebody worked.
const muchWork = 8 << 20

// giveMemoryBack returns to the system, once a minute, what the window has used
// and needs no more; other programs run on the machine too. Where nothing was
// done there is nothing to return. Draw draws the window once more, though
// nothing on it has changed: only then does the toolkit let go of pictures of
// texts, and of widgets that are no longer shown.
func giveMemoryBack(draw func()) {
	var last, now runtime.MemStats
	left := 0
	for range time.Tick(time.Minute) {
		if runtime.ReadMemStats(&now); now.TotalAlloc-last.TotalAlloc > muchWork {
			left = minutesToGiveBack
		}
		if left == 0 {
			continue
		}
		left--
		fyne.DoAndWait(draw)
		time.Sleep(time.Second) // a frame, at least
		debug.FreeOSMemory()
		heap.Trim()
		for _, name := range assets.Fonts {
			heap.LetGo(assets.Font(name))
		}
		runtime.ReadMemStats(&last)
	}
}
