package pdf_test

import (
	"context"
	"io"
	"testing"

	"nianbao/app"
	"nianbao/app/form"
	"nianbao/app/report"
	"nianbao/assets"
	"nianbao/export/pdf"
)

func BenchmarkPrint(b *testing.B) {
	cat, err := form.Load(assets.Forms, "forms")
	if err != nil {
		b.Fatal(err)
	}
	r := report.New(cat, "东海市人民政府", 2025)
	for _, s := range r.Form().Sections {
		for _, f := range s.Fields {
			c, _ := r.Set(f.Address, "2025年，全市各级行政机关以习近平新时代中国特色社会主义思想为指导，认真贯彻落实《中华人民共和国政府信息公开条例》（以下简称《条例》），围绕中心、服务大局，主动公开政府信息5500余条，全年新增公开市政府规章1件、行政规范性文件11件，通过文字、图片、视频等形式制作政策解读21个，编制《市人民政府公报》6期。组织召开“春节前后服务企业用工和促进返乡人员就业创业专项活动”“建设‘四最’一流营商环境高质量推进产业发展”等新闻发布会12场，政务新媒体阅读量达11398889次，同比增长23.5%。")
			_ = r.Apply(report.Edit{Changes: []report.Change{c}})
		}
	}
	b.ReportAllocs()
	for b.Loop() {
		if err := (pdf.Printer{}).Print(context.Background(), r, app.PrintOptions{}, io.Discard); err != nil {
			b.Fatal(err)
		}
	}
}
