// Package preset reads what an administrator has set for a whole office, from one
// small file that is handed out to every workstation:
//
//	data_folder = 'D:\nianbao\%USERNAME%'
//	exchange_folder = '\\server\share\移交'
//	backup_place = '\\server\share\备份'
//	body_font = "fangsong"
//	roster_code = "…"
//
// Each key may be missing. A file that is broken is told of and stops nothing.
package preset

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/BurntSushi/toml"
	"golang.org/x/text/encoding/simplifiedchinese"

	"nianbao/app"
)

// Name is what the file is called, wherever it lies.
const Name = "office.toml"

// Preset is what a file says.
type Preset struct {
	Path     string            // the file, "" where there is none
	Data     string            // the data folder, "" for the usual one
	Settings map[string]string // by the name that each has in the store
	Err      error             // what was not taken, an *app.Error with a sentence; nil for nothing
}

// keys are the settings of the file, and the names that those have in the store
// which are kept there.
var keys = map[string]string{
	"data_folder":     "",
	"exchange_folder": app.SettingExchangeFolder,
	"backup_place":    app.SettingBackupPlace,
	"body_font":       app.SettingBodyFont,
	"roster_code":     app.SettingRosterCode,
}

// largest is more than such a file can sensibly have, in bytes.
const largest = 64 << 10

// Read reads the first of the files that there is.
func Read(paths ...string) *Preset {
	for _, path := range paths {
		raw, err := read(path)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		p := &Preset{Path: path, Settings: map[string]string{}}
		if err != nil {
			p.Err = wrong("单位设置文件无法读取"+app.Why(err)+"，没有采用其中的设置。请信息技术人员检查它的权限。", err)
			return p
		}
		p.take(raw)
		return p
	}
	return &Preset{Settings: map[string]string{}}
}

func read(path string) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() || info.Size() > largest {
		return nil, errors.New("no small file")
	}
	return os.ReadFile(path)
}

// text is what a file says, in whatever encoding Notepad has written it.
func text(raw []byte) string {
	raw = bytes.TrimPrefix(raw, []byte("\xef\xbb\xbf"))
	if !utf8.Valid(raw) {
		if decoded, err := simplifiedchinese.GB18030.NewDecoder().Bytes(raw); err == nil {
			raw = decoded
		}
	}
	return string(raw)
}

// take takes the lines that it understands.
func (p *Preset) take(raw []byte) {
	var held map[string]any
	if _, err := toml.Decode(text(raw), &held); err != nil {
		line := ""
		var parse toml.ParseError
		if errors.As(err, &parse) {
			line = fmt.Sprintf("第 %d 行", parse.Position.Line)
		}
		p.Err = wrong("单位设置文件"+line+"无法识别，没有采用其中的设置。每行写成 名称 = '内容'，路径写在单引号中。请信息技术人员改正。", err)
		return
	}
	var refused []string
	for _, key := range slices.Sorted(maps.Keys(held)) {
		if why := p.set(key, held[key]); why != "" {
			refused = append(refused, key+"（"+why+"）")
		}
	}
	if len(refused) > 0 {
		p.Err = wrong("单位设置文件中有几项没有采用："+strings.Join(refused, "、")+"。其余的已经采用。请信息技术人员改正。", errors.New("settings refused"))
	}
}

// set takes one setting, or says why not.
func (p *Preset) set(key string, value any) (why string) {
	name, known := keys[key]
	if !known {
		return "没有这一项"
	}
	said, isText := value.(string)
	if said = strings.TrimSpace(said); !isText {
		return "要写在引号中"
	}
	if said == "" {
		return ""
	}
	switch key {
	case "body_font":
		fonts := map[string]string{"song": app.BodyBundled, "fangsong": app.BodyFangSong, "kai": app.BodyKai}
		font, known := fonts[said]
		if !known {
			return "只能是 song、fangsong 或者 kai"
		}
		said = font
	case "roster_code":
	default:
		if said, why = expand(said); why != "" {
			return why
		}
	}
	if key == "data_folder" {
		p.Data = said
		return ""
	}
	p.Settings[name] = said
	return ""
}

var variable = regexp.MustCompile(`%(\w+)%|\$\{(\w+)\}`)

// expand puts the workstation's own folders and names into a path.
func expand(path string) (expanded, why string) {
	if rest, home := strings.CutPrefix(path, "~/"); home {
		dir, err := os.UserHomeDir()
		if err != nil {
			return "", "不知道用户的文件夹"
		}
		path = filepath.Join(dir, rest)
	}
	path = variable.ReplaceAllStringFunc(path, func(v string) string {
		value := os.Getenv(strings.Trim(v, "%${}"))
		if value == "" {
			why = "没有 " + v
		}
		return value
	})
	if why == "" && !filepath.IsAbs(path) {
		why = "要写完整的路径"
	}
	return filepath.Clean(path), why
}

func wrong(sentence string, err error) error {
	return &app.Error{Code: app.Invalid, Sentence: sentence, Err: err}
}
