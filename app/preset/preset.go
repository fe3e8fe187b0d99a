// Package preset reads what an administrator has set for a whole office, from one
// small file that is handed out to every workstation:
//
//	data_folder = 'D:\nianbao\%USERNAME%'
//	exchange_folder = '\\server\share\移交'
//	backup_place = '\\server\share\备份'
//	body_font = "fangsong"
//	roster_code = "…"
//
// Each key may be missing. What is wrong in a file is told of; it stops the program only
// where it leaves the data folder in doubt: an empty one elsewhere would look like a loss.
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
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

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
	DataErr  error             // why it cannot be told which data folder is meant; nil where it can

	refused map[string]bool // settings that the file names, and which were not understood
	unclear bool            // it cannot be told what a line sets
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
		p := &Preset{Path: path, Settings: map[string]string{}, refused: map[string]bool{}}
		if err != nil {
			p.Err = wrong("单位设置文件无法读取"+app.Why(err)+"，没有采用其中的设置。请信息技术人员检查它的权限。", err)
			p.unclear = true
			p.noFolder("这个文件无法读取" + app.Why(err))
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
	var from encoding.Encoding
	switch {
	case bytes.HasPrefix(raw, []byte("\xff\xfe")) || len(raw) > 1 && raw[1] == 0:
		from = unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	case bytes.HasPrefix(raw, []byte("\xfe\xff")) || len(raw) > 1 && raw[0] == 0:
		from = unicode.UTF16(unicode.BigEndian, unicode.UseBOM)
	case !utf8.Valid(raw):
		from = simplifiedchinese.GB18030
	default:
		return string(raw)
	}
	if decoded, err := from.NewDecoder().Bytes(raw); err == nil {
		raw = decoded
	}
	return string(raw)
}

// folderNamed finds a line that sets the data folder, well or badly.
var folderNamed = regexp.MustCompile(`(?im)^[^#\n=]*data[ _-]?folder`)

// take takes the lines that it understands, and names the others.
func (p *Preset) take(raw []byte) {
	said := text(raw)
	var held map[string]any
	var refused []string
	if _, err := toml.Decode(said, &held); err != nil {
		held, refused = p.lines(said)
	}
	for _, key := range slices.Sorted(maps.Keys(held)) {
		if why := p.set(key, held[key]); why != "" {
			p.refuse(key)
			refused = append(refused, key+"（"+why+"）")
		}
	}
	if len(refused) > 0 {
		p.Err = wrong("单位设置文件中有几项没有采用："+strings.Join(refused, "、")+"。其余的已经采用。每行写成 名称 = '内容'，路径写在单引号中。请信息技术人员改正。", errors.New("settings refused"))
	}
	inDoubt := slices.ContainsFunc(refused, folderNamed.MatchString)
	if given, isText := held["data_folder"].(string); p.Data == "" && (!isText || strings.TrimSpace(given) != "") {
		inDoubt = inDoubt || folderNamed.MatchString(said)
	}
	if inDoubt {
		p.Data = ""
		p.noFolder("原因：" + strings.Join(refused, "、"))
	}
}

// lines takes a file line by line, of which the whole is none: what is wrong with one
// line says nothing of the others. Of a name that stands twice neither is taken.
func (p *Preset) lines(said string) (held map[string]any, refused []string) {
	held = map[string]any{}
	at := map[string]int{}
	for i, line := range strings.Split(strings.ReplaceAll(said, "\r", ""), "\n") {
		var one map[string]any
		if _, err := toml.Decode(line, &one); err != nil {
			name, _, _ := strings.Cut(line, "=")
			name = strings.Trim(name, " \t\"'")
			if _, known := keys[name]; known {
				p.refuse(name)
			} else {
				p.unclear, name = true, ""
			}
			refused = append(refused, strings.TrimSpace(fmt.Sprintf("第 %d 行 %s", i+1, name))+"（无法识别）")
			continue
		}
		for key, value := range one {
			if first, twice := at[key]; twice {
				delete(held, key)
				p.refuse(key)
				refused = append(refused, fmt.Sprintf("%s（第 %d 行和第 %d 行写了两次）", key, first, i+1))
				continue
			}
			held[key], at[key] = value, i+1
		}
	}
	return held, refused
}

// refuse notes that a setting is named, and not understood: it is not taken out.
func (p *Preset) refuse(key string) { p.refused[keys[key]] = true }

// noFolder says that the data folder cannot be told.
func (p *Preset) noFolder(why string) {
	p.DataErr = wrong("单位设置文件 "+Name+" 中的数据文件夹（data_folder）无法确定，"+why+"。程序没有打开，以免在别处新建一份空白的数据；原来的报告没有改动。请信息技术人员改正这个文件；急用的，可以用命令行选项 --data-dir 指明数据文件夹。", errors.New("data folder not known"))
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
		if !code.MatchString(strings.ReplaceAll(said, " ", "")) {
			return "名册代码是 20 个字符，0 到 9 和 A 到 F"
		}
	default:
		if strings.ContainsFunc(said, func(r rune) bool { return r < ' ' }) {
			return "路径要写在单引号中"
		}
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

// code is what the code of a roster looks like, see keys.Public.
var code = regexp.MustCompile(`^[0-9A-Fa-f]{20}$`)

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
