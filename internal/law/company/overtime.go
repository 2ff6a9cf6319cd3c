package company

import (
	"tramway/internal/civil"
	"tramway/internal/law"
	"tramway/internal/money"
)

// Shift is one shift as rostered and as punched. Out that is not Punched is a
// missing record. Start and In are needed only where early arrival counts.
type Shift struct {
	Start, End, In, Out civil.Moment
	Punched, HasStart   bool
}

// OvertimeIn is a run of shifts, or bare minutes past the end of each shift when
// no punches are at hand. Only whole units count, for each shift on its own.
type OvertimeIn struct {
	Shifts     []Shift
	Minutes    []int
	Unit       int
	CountEarly bool
	Pay        *OvertimePay
}

// OvertimeOut: the minutes past each shift, those that count, and their sums;
// the pay and who decides it where pay was asked.
type OvertimeOut struct {
	Actual, Counted []law.Figure
	TotalActual     law.Figure
	TotalCounted    law.Figure
	Pay             law.Figure
	Binds           string
	Working         law.Working
}

// Overtime counts overtime from real punches in whole units: with a unit of 15
// minutes, 14 give none and 29 give 15. Every minute asked for or agreed to stays
// time worked in law (Cap. 608 s.4; Cap. 57, Schedule 1); only what the contract
// pays is rounded.
func Overtime(in OvertimeIn) (OvertimeOut, error) {
	if err := in.check(); err != nil {
		return OvertimeOut{}, err
	}
	var out OvertimeOut
	for _, n := range in.Minutes {
		out.add(in.Unit, n)
	}
	for _, s := range in.Shifts {
		if !s.Punched {
			out.Actual, out.Counted = append(out.Actual, law.Figure{}), append(out.Counted, law.Figure{})
			out.Working.Say("line.co_punch_missing", "open.records", law.Text("end", s.End.String()))
			continue
		}
		out.add(in.Unit, s.pieces(in.CountEarly)...)
	}
	out.TotalActual, out.TotalCounted = sum(out.Actual), sum(out.Counted)
	if out.TotalActual.Known {
		out.Working.Say("line.co_overtime_law", "mwo.hours", law.Number("minutes", out.TotalActual.Value))
	}
	return out, out.pay(in.Pay, in.Shifts)
}

// pieces are the minutes after the shift and, where it counts, before it.
func (s Shift) pieces(early bool) []int {
	pieces := []int{int(max(0, s.End.MinutesUntil(s.Out)))}
	if early && s.HasStart {
		pieces = append(pieces, int(max(0, s.In.MinutesUntil(s.Start))))
	}
	return pieces
}

// add rounds each piece down on its own: minutes before a shift never complete a unit after it.
func (o *OvertimeOut) add(unit int, pieces ...int) {
	actual, counted := 0, 0
	for _, n := range pieces {
		actual, counted = actual+n, counted+n/unit*unit
	}
	o.Actual, o.Counted = append(o.Actual, minutes(actual)), append(o.Counted, minutes(counted))
	o.Working.Say("line.co_overtime", source, law.Count("actual", actual), law.Count("unit", unit), law.Count("counted", counted))
}

func minutes(n int) law.Figure { return law.Known(money.Int(int64(n))) }
