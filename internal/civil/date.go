// Package civil holds calendar dates as people in Hong Kong write them: days,
// weeks that end on Saturday, months and hours of the wall clock. It reads no
// clock and knows no time zone; a day here is a day in Asia/Hong_Kong, which
// has had one fixed offset (UTC+8) for all years this program deals with.
// A Date can only be made by New or Parse, so a Date in hand is a real day.
//
// Floor: 0
package civil

import (
	"errors"
	"fmt"
)

// Errors of this package; callers may test for them with errors.Is.
var (
	ErrFormat = errors.New("civil: not in the expected form")
	ErrRange  = errors.New("civil: no such day in the years 1900 to 2199")
	ErrOrder  = errors.New("civil: the end is before the start")
)

const (
	firstYear = 1900
	lastYear  = 2199
)

// Date is one day. The zero Date is "no date"; it is before every other Date.
// Dates can be compared with == and used as map keys.
type Date struct{ n int32 }

// New returns the day, or ErrRange when the calendar has no such day.
func New(year, month, day int) (Date, error) {
	if year < firstYear || year > lastYear || month < 1 || month > 12 ||
		day < 1 || day > DaysInMonth(year, month) {
		return Date{}, fmt.Errorf("%w: %d-%d-%d", ErrRange, year, month, day)
	}
	return fromCivil(year, month, day), nil
}

// Must is New for days known to exist, such as those in a test or a data file.
func Must(text string) Date {
	d, err := Parse(text)
	if err != nil {
		panic(err)
	}
	return d
}

// Parse reads YYYY-MM-DD and nothing else.
func Parse(text string) (Date, error) {
	if len(text) != 10 || text[4] != '-' || text[7] != '-' {
		return Date{}, fmt.Errorf("%w: date %q", ErrFormat, text)
	}
	y, okY := digits(text[:4])
	m, okM := digits(text[5:7])
	d, okD := digits(text[8:])
	if !okY || !okM || !okD {
		return Date{}, fmt.Errorf("%w: date %q", ErrFormat, text)
	}
	return New(y, m, d)
}

func digits(s string) (int, bool) {
	n := 0
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
		n = n*10 + int(s[i]-'0')
	}
	return n, len(s) > 0
}

// fromCivil counts days from 1 March of year 0, plus one so that no real date is zero.
func fromCivil(y, m, d int) Date {
	if m <= 2 {
		y--
		m += 12
	}
	return Date{int32(365*y + y/4 - y/100 + y/400 + (153*(m-3)+2)/5 + d)}
}

// Split returns year, month (1 to 12) and day of the month.
func (d Date) Split() (year, month, day int) {
	n := int(d.n) - 1
	era := n / 146097
	doe := n % 146097
	yoe := (doe - doe/1460 + doe/36524 - doe/146096) / 365
	doy := doe - (365*yoe + yoe/4 - yoe/100)
	mp := (5*doy + 2) / 153
	day = doy - (153*mp+2)/5 + 1
	month, year = mp+3, yoe+era*400
	if month > 12 {
		month -= 12
		year++
	}
	return year, month, day
}

// Year, Month and Day are the parts of the date.
func (d Date) Year() int  { y, _, _ := d.Split(); return y }
func (d Date) Month() int { _, m, _ := d.Split(); return m }
func (d Date) Day() int   { _, _, x := d.Split(); return x }

// IsZero tells whether d is "no date".
func (d Date) IsZero() bool { return d.n == 0 }

// Before, After and Compare order dates.
func (d Date) Before(o Date) bool { return d.n < o.n }
func (d Date) After(o Date) bool  { return d.n > o.n }
func (d Date) Compare(o Date) int { return int(d.n) - int(o.n) }

// Max and Min pick the later and the earlier of two dates.
func Max(a, b Date) Date {
	if a.n > b.n {
		return a
	}
	return b
}

func Min(a, b Date) Date {
	if a.n < b.n {
		return a
	}
	return b
}
