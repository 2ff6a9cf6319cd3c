package civil

import "fmt"

// Period is a run of days, both ends included.
type Period struct {
	From Date `json:"from"`
	To   Date `json:"to"`
}

// NewPeriod returns ErrOrder when to is before from.
func NewPeriod(from, to Date) (Period, error) {
	if to.Before(from) {
		return Period{}, fmt.Errorf("%w: %s to %s", ErrOrder, from, to)
	}
	return Period{from, to}, nil
}

// Days counts the days, both ends included; 0 for an empty period.
func (p Period) Days() int {
	if p.To.Before(p.From) {
		return 0
	}
	return p.From.DaysUntil(p.To) + 1
}

// Contains tells whether d is one of the days.
func (p Period) Contains(d Date) bool { return !d.Before(p.From) && !d.After(p.To) }

// Overlap returns the days that both periods hold; it may be empty (Days() == 0).
func (p Period) Overlap(o Period) Period { return Period{Max(p.From, o.From), Min(p.To, o.To)} }

// Month is a calendar month.
type Month struct{ n int32 }

// ParseMonth reads YYYY-MM.
func ParseMonth(text string) (Month, error) {
	if len(text) != 7 {
		return Month{}, fmt.Errorf("%w: month %q", ErrFormat, text)
	}
	d, err := Parse(text + "-01")
	if err != nil {
		return Month{}, fmt.Errorf("%w: month %q", ErrFormat, text)
	}
	return d.InMonth(), nil
}

// InMonth returns the month that holds d.
func (d Date) InMonth() Month {
	y, m, _ := d.Split()
	return Month{int32(y*12 + m - 1)}
}

// First and Last are the ends of the month.
func (m Month) First() Date { return fromCivil(int(m.n)/12, int(m.n)%12+1, 1) }
func (m Month) Last() Date  { return m.First().MonthEnd() }

// Add moves by whole months; Until counts them from m to o.
func (m Month) Add(months int) Month { return Month{m.n + int32(months)} }
func (m Month) Until(o Month) int    { return int(o.n - m.n) }

// Days is the length of the month; Period its days.
func (m Month) Days() int      { return m.Period().Days() }
func (m Month) Period() Period { return Period{m.First(), m.Last()} }

// String gives YYYY-MM.
func (m Month) String() string { return m.First().String()[:7] }

// MarshalText gives the JSON form.
func (m Month) MarshalText() ([]byte, error) { return []byte(m.String()), nil }
