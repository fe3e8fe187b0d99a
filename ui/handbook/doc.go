// Package handbook is the 使用手册 on the screen.
package handbook
