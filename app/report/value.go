package report

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode"

	"nianbao/app/form"
)

// Value is the content of a figure: blank, or an exact decimal number. Blank
// and 0 are different things. The zero Value is blank.
//
// A decimal library would do, but figures are only added and compared, have at
// most 10 digits before the point, and must print just as they were typed.
type Value struct {
	digits int64 // the number times 10^scale
	scale  uint8
	known  bool
}

// The bounds of what a cell takes.
const (
	maxWhole    = 10 // digits before the point
	maxDecimals = 6  // digits behind it, in money
)

// Reasons why a text is no figure. Their texts are for the officer.
var (
	ErrNotANumber  = errors.New("这里只能填数字")
	ErrNotWhole    = errors.New("件数必须是整数，不能带小数")
	ErrNegative    = errors.New("这里不能填负数")
	ErrTooLong     = errors.New("数字太大：整数部分最多10位")
	ErrManyPlaces  = errors.New("小数最多保留6位")
	ErrUnitInCell  = errors.New("格内只填数字，请删除单位")
	ErrSeveral     = errors.New("这一格里像是有几个数，请每格只填一个数")
	ErrBrackets    = errors.New("括号里的数看不出是正是负，请删除括号")
	ErrNotZeroSign = errors.New("没有数据请填 0，不要填“/”“-”“无”")
)

// Int returns the whole number n as a Value.
func Int(n int64) Value { return Value{digits: n, known: true} }

// Blank says whether nothing was entered.
func (v Value) Blank() bool { return !v.known }

// IsZero says whether the value is the number 0.
func (v Value) IsZero() bool { return v.known && v.digits == 0 }

// String writes the number as it was entered, without grouping; "" for blank.
func (v Value) String() string {
	if !v.known {
		return ""
	}
	sign, n := "", v.digits
	if n < 0 {
		sign, n = "-", -n
	}
	if v.scale == 0 { // counts, which every edit puts into many sentences
		return strconv.FormatInt(v.digits, 10)
	}
	s := fmt.Sprintf("%0*d", int(v.scale)+1, n)
	point := len(s) - int(v.scale)
	return sign + s[:point] + "." + s[point:]
}

// Add returns v + w; blank counts as nothing, and blank + blank is blank.
func (v Value) Add(w Value) Value {
	if !v.known {
		return w
	}
	if !w.known {
		return v
	}
	a, b, scale := align(v, w)
	return Value{digits: a + b, scale: scale, known: true}
}

// Sub returns v − w; a blank counts as 0 here, since a difference is wanted.
func (v Value) Sub(w Value) Value {
	a, b, scale := align(v, w)
	return Value{digits: a - b, scale: scale, known: true}.trimmed()
}

// Cmp compares two numbers: -1, 0 or 1. A blank counts as 0.
func (v Value) Cmp(w Value) int {
	a, b, _ := align(v, w)
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// Abs returns the number without its sign.
func (v Value) Abs() Value {
	if v.digits < 0 {
		v.digits = -v.digits
	}
	return v
}

// Times says about how many times w the number is, whatever their signs; 0 where one of
// them is 0 or blank.
func (v Value) Times(w Value) float64 {
	if v.digits == 0 || w.digits == 0 {
		return 0
	}
	a, b, _ := align(v, w)
	return math.Abs(float64(a) / float64(b))
}

// Whole returns the number without what stands behind the point; 0 for blank.
func (v Value) Whole() int64 { return v.digits / pow10(v.scale) }

func (v Value) trimmed() Value {
	for v.scale > 0 && v.digits%10 == 0 {
		v.digits /= 10
		v.scale--
	}
	return v
}

// align brings two numbers to the same scale. Both have at most 16 digits, so
// sums of a few hundred of them stay far from the bounds of int64.
func align(v, w Value) (a, b int64, scale uint8) {
	scale = max(v.scale, w.scale)
	return v.digits * pow10(scale-v.scale), w.digits * pow10(scale-w.scale), scale
}

func pow10(n uint8) int64 { return int64(math.Pow10(int(n))) }

// Parse reads what a person typed or pasted into a cell of that kind. It is
// the one reader of figures: keyboard, clipboard and files all come here.
//
// Full-width digits and signs are understood, blank and invisible characters
// around a number are passed over, thousands may be grouped by commas or by
// one space before exactly three digits, and a count may carry a fraction of
// zeros. Whatever could be several numbers, or a number of unknown sign, is
// refused. An empty text is blank. The error is one of the Err values of this
// package.
func Parse(kind form.Kind, raw string) (Value, error) {
	s := trimmed(raw)
	if s == "" {
		return Value{}, nil
	}
	if strings.Trim(s, "0123456789.") != "" { // nearly every figure in a file is plain
		s = foldWidth(s)
		joined, err := joinGroups(s)
		if err != nil {
			return Value{}, err
		}
		s = joined
	}
	negative := false
	if kind == form.Change {
		s, negative = signOf(s)
	}
	if inBrackets(s) {
		return Value{}, ErrBrackets
	}
	if strings.HasPrefix(s, "-") && len(s) > 1 && (s[1] >= '0' && s[1] <= '9' || s[1] == '.') {
		return Value{}, ErrNegative
	}
	return number(kind, s, negative)
}

// number reads digits with at most one point.
func number(kind form.Kind, s string, negative bool) (Value, error) {
	whole, decimals, hasPoint := strings.Cut(s, ".")
	if err := digitsOnly(whole, decimals, hasPoint); err != nil {
		return Value{}, explain(s, err)
	}
	whole = strings.TrimLeft(whole, "0")
	if kind != form.Money {
		if strings.Trim(decimals, "0") != "" {
			return Value{}, ErrNotWhole
		}
		decimals = "" // 58.00 is a count as a spreadsheet shows it
	}
	switch {
	case len(whole) > maxWhole:
		return Value{}, ErrTooLong
	case len(decimals) > maxDecimals:
		return Value{}, ErrManyPlaces
	}
	v := Value{known: true, scale: uint8(len(decimals))} // #nosec G115 -- at most maxDecimals
	for _, d := range whole + decimals {
		v.digits = v.digits*10 + int64(d-'0')
	}
	if negative {
		v.digits = -v.digits
	}
	return v, nil
}

// trimmed drops blank and invisible characters around a figure: spreadsheets
// and web pages bring marks of writing direction and no-break spaces along.
func trimmed(raw string) string {
	return strings.TrimFunc(raw, func(r rune) bool { return unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) || r == '\u3164' })
}

// foldWidth brings full-width forms, the ideographic full stop and the longer
// dashes to ASCII.
func foldWidth(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '！' && r <= '～': // full-width forms stand 0xFEE0 above ASCII
			return r - 0xFEE0
		case r == '。':
			return '.'
		case r == '−' || r == '–' || r == '—':
			return '-'
		}
		return r
	}, s)
}

// groupSpace says whether r may stand between groups of three digits.
func groupSpace(r rune) bool {
	switch r {
	case ' ', '\u00a0', '\u2009', '\u202f':
		return true
	}
	return false
}

// GroupedBySpaces says whether a text is read as one number only because a
// space in it is taken to group thousands: 1 259. It could also be two numbers
// in one cell, so who pastes a block is told before it lands.
func GroupedBySpaces(raw string) bool {
	s := foldWidth(trimmed(raw))
	joined, err := joinGroups(s)
	return err == nil && joined != s && strings.ContainsFunc(s, groupSpace) && strings.Trim(joined, "+-.0123456789") == ""
}

// joinGroups takes the commas or single spaces out that stand before exactly
// three digits, and keeps any other text as it is. Digits with anything else
// blank or invisible between them are several numbers: ErrSeveral.
func joinGroups(s string) (string, error) {
	whole, rest := s, ""
	if i := strings.IndexByte(s, '.'); i >= 0 {
		whole, rest = s[:i], s[i:]
	}
	sign := whole[:len(whole)-len(strings.TrimLeft(whole, "+-"))]
	for _, by := range []func(rune) bool{func(r rune) bool { return r == ',' }, groupSpace} {
		if joined, ok := joinedBy(whole[len(sign):], by); ok {
			return sign + joined + rest, nil
		}
	}
	if severalNumbers(s) {
		return "", ErrSeveral
	}
	return s, nil
}

// joinedBy joins groups of three digits; ok says that there were any and that
// all of them have that shape. A first group of 0 is a number of its own.
func joinedBy(s string, by func(rune) bool) (joined string, ok bool) {
	var b strings.Builder
	run, groups := 0, 0
	for _, r := range s {
		switch {
		case r >= '0' && r <= '9':
			b.WriteRune(r)
			run++
		case by(r) && (groups == 0 && run >= 1 && run <= 3 || groups > 0 && run == 3):
			groups++
			run = 0
		default:
			return "", false
		}
	}
	joined = b.String()
	return joined, groups > 0 && run == 3 && joined[0] != '0'
}

// severalNumbers says whether blank or invisible characters stand between
// digits.
func severalNumbers(s string) bool {
	digit, gap := false, false
	for _, r := range s {
		switch {
		case r >= '0' && r <= '9':
			if digit && gap {
				return true
			}
			digit, gap = true, false
		case unicode.IsSpace(r) || unicode.Is(unicode.Cf, r):
			gap = true
		default:
			digit, gap = false, false
		}
	}
	return false
}

// inBrackets says whether a number stands in brackets: by accountants' habit
// it is negative, by others' it is a remark.
func inBrackets(s string) bool {
	return len(s) > 2 && s[0] == '(' && s[len(s)-1] == ')' && s[1] >= '0' && s[1] <= '9'
}

// foldText brings digits and signs of a year or a date to ASCII and drops what
// is blank.
func foldText(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, foldWidth(s))
}

// foldDigits brings digits and dashes to ASCII and keeps all else: a telephone
// number stands in a sentence.
func foldDigits(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '０' && r <= '９':
			return r - '０' + '0'
		case r == '－', r == '—', r == '–', r == '−':
			return '-'
		}
		return r
	}, s)
}

// signOf takes the sign of a change: +5, -35, 增10, 减3, and the +(0) that
// offices write.
func signOf(s string) (rest string, negative bool) {
	if rest, signed := strings.CutPrefix(s, "+("); signed {
		s = "+" + strings.TrimSuffix(rest, ")")
	} else if rest, signed := strings.CutPrefix(s, "-("); signed {
		s = "-" + strings.TrimSuffix(rest, ")")
	}
	switch {
	case strings.HasPrefix(s, "+"):
		return s[1:], false
	case strings.HasPrefix(s, "-"):
		return s[1:], true
	case strings.HasPrefix(s, "增"):
		return strings.TrimPrefix(strings.TrimPrefix(s, "增"), "加"), false
	case strings.HasPrefix(s, "减"):
		return strings.TrimPrefix(strings.TrimPrefix(s, "减"), "少"), true
	}
	return s, false
}

func digitsOnly(whole, decimals string, hasPoint bool) error {
	if whole == "" && decimals == "" || hasPoint && decimals == "" {
		return ErrNotANumber
	}
	for _, r := range whole + decimals {
		if r < '0' || r > '9' {
			return ErrNotANumber
		}
	}
	return nil
}

// explain picks the sentence that helps most for a text that is no number.
func explain(s string, err error) error {
	switch s {
	case "/", "-", "\\", "无", "--":
		return ErrNotZeroSign
	}
	for _, unit := range []string{"万元", "元", "件", "个", "项", "条"} {
		if rest, has := strings.CutSuffix(s, unit); has && isFigure(rest) {
			return ErrUnitInCell
		}
	}
	return err
}

// isFigure says whether a text would be a figure by itself: of 约3件 it is not said that
// the unit is what is wrong with it.
func isFigure(s string) bool {
	s, err := joinGroups(strings.TrimSpace(s))
	whole, decimals, hasPoint := strings.Cut(s, ".")
	return err == nil && digitsOnly(whole, decimals, hasPoint) == nil
}
