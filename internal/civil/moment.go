package civil

import "fmt"

// Moment is a minute of the wall clock in Hong Kong, counted without zone or
// clock change, so that the difference of two moments is real time passed.
type Moment struct{ minute int64 }

const dayMinutes = 24 * 60

// ParseMoment reads YYYY-MM-DDTHH:MM, 00:00 to 23:59.
func ParseMoment(text string) (Moment, error) {
	if len(text) != 16 || text[10] != 'T' || text[13] != ':' {
		return Moment{}, fmt.Errorf("%w: moment %q", ErrFormat, text)
	}
	d, err := Parse(text[:10])
	if err != nil {
		return Moment{}, err
	}
	h, okH := digits(text[11:13])
	m, okM := digits(text[14:])
	if !okH || !okM || h > 23 || m > 59 {
		return Moment{}, fmt.Errorf("%w: moment %q", ErrFormat, text)
	}
	return d.At(h*60 + m), nil
}

// At returns the moment that many minutes after the day's midnight.
func (d Date) At(minutes int) Moment { return Moment{int64(d.n)*dayMinutes + int64(minutes)} }

// Date returns the day the moment falls on.
func (m Moment) Date() Date { return Date{int32(m.minute / dayMinutes)} }

// Before orders moments.
func (m Moment) Before(o Moment) bool { return m.minute < o.minute }

// MinutesUntil is the time from m to o in minutes.
func (m Moment) MinutesUntil(o Moment) int64 { return o.minute - m.minute }

// MinutesWithin returns how many minutes of the span from m to end fall inside the days of p.
func (m Moment) MinutesWithin(end Moment, p Period) int64 {
	from := max(m.minute, int64(p.From.n)*dayMinutes)
	to := min(end.minute, int64(p.To.n+1)*dayMinutes)
	return max(0, to-from)
}

// String gives YYYY-MM-DDTHH:MM.
func (m Moment) String() string {
	t := m.minute % dayMinutes
	return fmt.Sprintf("%sT%02d:%02d", m.Date(), t/60, t%60)
}

// Plus moves by minutes.
func (m Moment) Plus(minutes int) Moment { return Moment{m.minute + int64(minutes)} }
