package system

import "unsafe"

// highContrast is HIGHCONTRASTW of the Windows API.
type highContrast struct {
	size, flags uint32
	scheme      *uint16
}

// HighContrast says whether the person has chosen high contrast for the whole
// system.
func HighContrast() bool {
	const get, on = 0x0042, 0x0001 // SPI_GETHIGHCONTRAST, HCF_HIGHCONTRASTON
	h := highContrast{size: uint32(unsafe.Sizeof(highContrast{}))}
	known, _, _ := user32.NewProc("SystemParametersInfoW").Call(get, uintptr(h.size), uintptr(unsafe.Pointer(&h)), 0)
	return known != 0 && h.flags&on != 0
}
