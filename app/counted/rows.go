package counted

import (
	"encoding/base64"
	"strconv"
	"strings"
)

// Numbers of rows are stored as a person would write them, 5-9,12, as long as that is
// short: of a register of twenty thousand it can be longer than a place of a report
// takes. Then a bit for each row is stored, in base64 behind a star.

const (
	shortRows = 3000    // characters
	maxRow    = 100_000 // the highest number of a row
	bitsMark  = "*"
)

func encodeRows(numbers []int) string {
	text := rangesOf(numbers)
	if len(text) <= shortRows {
		return text
	}
	return bitsMark + bitsOf(numbers)
}

// rangesOf writes ascending numbers as ranges.
func rangesOf(numbers []int) string {
	var out strings.Builder
	for i := 0; i < len(numbers); {
		j := i
		for j+1 < len(numbers) && numbers[j+1] == numbers[j]+1 {
			j++
		}
		if i > 0 {
			out.WriteByte(',')
		}
		out.WriteString(strconv.Itoa(numbers[i]))
		if j > i {
			out.WriteString("-" + strconv.Itoa(numbers[j]))
		}
		i = j + 1
	}
	return out.String()
}

func bitsOf(numbers []int) string {
	bits := make([]byte, numbers[len(numbers)-1]/8+1)
	for _, n := range numbers {
		bits[n/8] |= 1 << (n % 8)
	}
	return base64.RawStdEncoding.EncodeToString(bits)
}

// decodeRows reads what encodeRows wrote; false for anything else.
func decodeRows(text string) ([]int, bool) {
	var numbers []int
	ok := false
	if coded, isBits := strings.CutPrefix(text, bitsMark); isBits {
		numbers, ok = readBits(coded)
	} else {
		numbers, ok = readRanges(text)
	}
	ok = ok && len(numbers) > 0 && numbers[0] > 0 && numbers[len(numbers)-1] <= maxRow && encodeRows(numbers) == text
	return numbers, ok
}

func readBits(coded string) (numbers []int, ok bool) {
	bits, err := base64.RawStdEncoding.DecodeString(coded)
	if err != nil || len(bits) > maxRow/8+1 {
		return nil, false
	}
	for n := range 8 * len(bits) {
		if bits[n/8]&(1<<(n%8)) != 0 {
			numbers = append(numbers, n)
		}
	}
	return numbers, true
}

func readRanges(text string) (numbers []int, ok bool) {
	last := 0
	for part := range strings.SplitSeq(text, ",") {
		from, to, several := strings.Cut(part, "-")
		if !several {
			to = from
		}
		first, err := strconv.Atoi(from)
		end, bad := strconv.Atoi(to)
		if err != nil || bad != nil || first <= last || end < first || end > maxRow {
			return nil, false
		}
		for n := first; n <= end; n++ {
			numbers = append(numbers, n)
		}
		last = end
	}
	return numbers, true
}
