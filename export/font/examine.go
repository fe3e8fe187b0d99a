package font

import (
	"nianbao/app"
	"nianbao/app/doctor"
)

// Examine lists the fonts that papers are printed with on this workstation.
func Examine() doctor.Fonts {
	out := doctor.Fonts{Bundled: []string{"宋体", "黑体", "楷体"}, Found: map[string]string{}}
	for body, name := range map[string]string{app.BodyFangSong: fangSong, app.BodyKai: kaiTi} {
		if workstation(name) != nil {
			out.Found[body] = name
		}
	}
	for _, s := range spares() {
		if s.name != fangSong && s.name != kaiTi {
			out.Spare = append(out.Spare, s.name)
		}
	}
	return out
}
