package report

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"

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
	ErrUnitInCell  = errors.New("格内只填数字，请去掉单位")
	ErrNotZeroSign = errors.New("没有数据请填 0 或者留空，不要填“/”“-”“无”")
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

// Parse reads what a person typed or pasted into a cell of that kind. Spaces,
// thousands commas and full-width digits are understood; an empty text is
// blank. The error is one of the Err values of this package.
func Parse(kind form.Kind, raw string) (Value, error) {
	s := normalise(raw)
	if s == "" {
		return Value{}, nil
	}
	negative := false
	if kind == form.Change {
		s, negative = signOf(s)
	}
	if strings.HasPrefix(s, "-") && len(s) > 1 && s[1] >= '0' && s[1] <= '9' {
		return Value{}, ErrNegative
	}
	whole, decimals, hasPoint := strings.Cut(s, ".")
	if err := digitsOnly(whole, decimals, hasPoint); err != nil {
		return Value{}, explain(s, err)
	}
	whole = strings.TrimLeft(whole, "0")
	switch {
	case hasPoint && kind != form.Money:
		return Value{}, ErrNotWhole
	case len(whole) > maxWhole:
		return Value{}, ErrTooLong
	case len(decimals) > maxDecimals:
		return Value{}, ErrManyPlaces
	}
	v := Value{known: true, scale: uint8(len(decimals))}
	for _, d := range whole + decimals {
		v.digits = v.digits*10 + int64(d-'0')
	}
	if negative {
		v.digits = -v.digits
	}
	return v, nil
}

// normalise folds full-width characters and drops spaces and the commas of
// correctly grouped thousands.
func normalise(raw string) string {
	if strings.Trim(raw, "0123456789.") == "" {
		return raw // as nearly every figure is, in a file
	}
	var b strings.Builder
	for _, r := range raw {
		switch {
		case r >= '！' && r <= '～': // full-width forms stand 0xFEE0 above ASCII
			b.WriteRune(r - 0xFEE0)
		case r == '−' || r == '–' || r == '—':
			b.WriteByte('-')
		case r == ' ' || r == '\u00a0' || r == '\u3000' || r == '\t' || r == '\r' || r == '\n':
		default:
			b.WriteRune(r)
		}
	}
	s := b.String()
	if grouped(s) {
		s = strings.ReplaceAll(s, ",", "")
	}
	return s
}

// grouped says whether the commas of s stand before each three digits.
func grouped(s string) bool {
	whole, _, _ := strings.Cut(strings.TrimLeft(s, "+-"), ".")
	parts := strings.Split(whole, ",")
	if len(parts) == 1 || len(parts[0]) == 0 || len(parts[0]) > 3 {
		return false
	}
	for _, p := range parts[1:] {
		if len(p) != 3 {
			return false
		}
	}
	return true
}

// signOf takes the sign of a change: +5, -35, 增10, 减3, and the +(0) that
// offices write.
func signOf(s string) (rest string, negative bool) {
	s = strings.NewReplacer("(", "", ")", "").Replace(s)
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
	if whole == "" || (hasPoint && decimals == "") {
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
		if strings.HasSuffix(s, unit) && strings.ContainsAny(s, "0123456789") {
			return ErrUnitInCell
		}
	}
	return err
}
