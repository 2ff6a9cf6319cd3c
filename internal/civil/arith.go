package civil

import "fmt"

// IsLeap tells whether the year has 29 February.
func IsLeap(year int) bool { return year%4 == 0 && (year%100 != 0 || year%400 == 0) }

// DaysInMonth returns 28 to 31 for month 1 to 12.
func DaysInMonth(year, month int) int {
	switch month {
	case 4, 6, 9, 11:
		return 30
	case 2:
		if IsLeap(year) {
			return 29
		}
		return 28
	}
	return 31
}

// AddDays moves by whole days, backwards when days is negative.
func (d Date) AddDays(days int) Date { return Date{d.n + int32(days)} }

// DaysUntil counts the midnights from d to o; it is negative when o is earlier.
func (d Date) DaysUntil(o Date) int { return int(o.n - d.n) }

// AddMonths returns the first day after a period of that many months that
// begins on d: the day with the same number in the later month or, where that
// month has no such day, the first day of the month after it. A month that
// begins on 31 January thus fills February and the next begins on 1 March.
func (d Date) AddMonths(months int) Date {
	y, m, day := d.Split()
	y, m = shift(y, m, months)
	if day > DaysInMonth(y, m) {
		y, m = shift(y, m, 1)
		day = 1
	}
	return fromCivil(y, m, day)
}

func shift(y, m, months int) (int, int) {
	t := y*12 + m - 1 + months
	return t / 12, t%12 + 1
}

// MonthsUntil counts the months from d that are complete on the eve of o:
// the largest n for which d.AddMonths(n) is not after o. It is 0 when o is earlier.
func (d Date) MonthsUntil(o Date) int {
	if o.n <= d.n {
		return 0
	}
	y1, m1, d1 := d.Split()
	y2, m2, d2 := o.Split()
	n := (y2-y1)*12 + m2 - m1
	if d2 < d1 {
		n--
	}
	return n
}

// YearsUntil counts the complete years in the same way.
func (d Date) YearsUntil(o Date) int { return d.MonthsUntil(o) / 12 }

// MonthStart and MonthEnd are the first and the last day of d's month.
func (d Date) MonthStart() Date { return d.AddDays(1 - d.Day()) }

func (d Date) MonthEnd() Date {
	y, m, _ := d.Split()
	return fromCivil(y, m, DaysInMonth(y, m))
}

// String gives YYYY-MM-DD, or an empty text for "no date".
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	y, m, day := d.Split()
	return fmt.Sprintf("%04d-%02d-%02d", y, m, day)
}

// MarshalText and UnmarshalText give the JSON form "YYYY-MM-DD".
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

func (d *Date) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*d = Date{}
		return nil
	}
	v, err := Parse(string(text))
	if err == nil {
		*d = v
	}
	return err
}
