// Package system is what the program asks of the operating system and the
// toolkit does not know: one running copy for a data folder, the console it
// was started from, printing, the folder of documents, the place of a window,
// where the input method shows its candidates, and whether there is OpenGL.
//
// Each file has a part for Windows, for which the program is made, and one for
// the others, which does less or nothing.
package system
