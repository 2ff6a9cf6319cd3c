package civil

import "fmt"

// Weekday numbers the days of the statutory week, which begins on Sunday.
type Weekday int

const (
	Sunday Weekday = iota
	Monday
	Tuesday
	Wednesday
	Thursday
	Friday
	Saturday
)

var weekdayNames = [7]string{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"}

// String is the three-letter English name, as in the data files.
func (w Weekday) String() string {
	if w < Sunday || w > Saturday {
		return "?"
	}
	return weekdayNames[w]
}

// ParseWeekday reads the three-letter name, such as "Sun".
func ParseWeekday(text string) (Weekday, error) {
	for i, n := range weekdayNames {
		if n == text {
			return Weekday(i), nil
		}
	}
	return 0, fmt.Errorf("%w: weekday %q", ErrFormat, text)
}

// Weekday returns the day of the week.
func (d Date) Weekday() Weekday { return Weekday((int(d.n) + 2) % 7) }

// WeekEnding returns the Saturday that ends d's week.
func (d Date) WeekEnding() Date { return d.AddDays(int(Saturday - d.Weekday())) }

// WeekStart returns the Sunday that begins d's week.
func (d Date) WeekStart() Date { return d.AddDays(-int(d.Weekday())) }

// WeekStarting returns the latest day not after d that is a w.
func (d Date) WeekStarting(w Weekday) Date {
	return d.AddDays(-((int(d.Weekday()-w) + 7) % 7))
}
