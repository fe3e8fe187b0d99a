//go:build linux && !ci

package shell

import "github.com/go-gl/glfw/v3.4/glfw"

// nameClass gives the window that is made next the name by which the desktop knows
// whose it is, as in nianbao.desktop. Without, it would be the title of the moment. The
// toolkit must have begun, as it has with its first window.
func nameClass() {
	glfw.WindowHintString(glfw.X11ClassName, appID)
	glfw.WindowHintString(glfw.X11InstanceName, appID)
}
