package law

import (
	"tramway/internal/civil"
	"tramway/internal/law/dated"
	"tramway/internal/money"
)

type leaveValues struct {
	DaysByYears      []int `json:"days_by_years"` // by completed years of service; the last stands for all later ones
	YearDays         int   `json:"year_days"`
	ProRataAfter     int   `json:"pro_rata_after_months"`
	LeaveYearMonths  int   `json:"leave_year_months"`
	SmallEntitlement int   `json:"small_entitlement"`
	SeparateDays     int   `json:"separate_days"`
	BlockDays        int   `json:"block_days"`
	CashAbove        int   `json:"cash_above"`
	NoticeDays       int   `json:"notice_days"`
}

var leaveTable = dated.MustLoad[leaveValues](dataFiles, "annual_leave")

// newestLeave spares inner loops the look-up of a table that has one row.
var newestLeave, _ = leaveTable.Newest()

func (v leaveValues) days(years int) int {
	return v.DaysByYears[min(years, len(v.DaysByYears)-1)]
}

// AnnualLeaveDays returns the days of leave earned by a leave year, by the years
// of service completed with it (Cap. 57 s.41AA): 0 before the first is complete.
func AnnualLeaveDays(completedYears int, w *Working) (int, error) {
	var g guard
	g.count("completed_years", completedYears, 0, 100)
	if g.err != nil {
		return 0, g.err
	}
	v, row := leaveTable.Newest()
	w.Say("line.leave_days", row.Source, Count("years", completedYears), Count("days", v.days(completedYears)))
	return v.days(completedYears), nil
}

// LeaveBalance is an employee's statutory leave on a day: what completed leave
// years have earned, what has been taken, what is left, and the leave year now running.
type LeaveBalance struct {
	CompletedYears int
	Earned         int
	Left           money.Exact
	YearStart      civil.Date
	YearEnd        civil.Date
}

// LeaveEarned adds up the leave of all leave years complete before the day, by
// anniversary of the start. It allocates nothing and is meant for inner loops;
// the caller has checked that start is not after day.
func LeaveEarned(start, day civil.Date) (completedYears, days int) {
	completedYears = start.YearsUntil(day)
	table := newestLeave.DaysByYears
	for y := 1; y <= completedYears && y < len(table); y++ {
		days += table[y]
	}
	if more := completedYears - len(table) + 1; more > 0 {
		days += more * table[len(table)-1]
	}
	return completedYears, days
}

// AnnualLeaveBalance gives the balance on a day. Statutory leave does not lapse,
// so everything earned and not taken is left. Taken may hold half days.
func AnnualLeaveBalance(start, day civil.Date, taken money.Exact, w *Working) (LeaveBalance, error) {
	var g guard
	g.hired("employment_start", start)
	g.day("on", day)
	g.order("on", start, day)
	g.amount("taken", taken)
	if g.err != nil {
		return LeaveBalance{}, g.err
	}
	_, row := leaveTable.Newest()
	var b LeaveBalance
	b.CompletedYears, b.Earned = LeaveEarned(start, day)
	b.Left = money.Int(int64(b.Earned)).Sub(taken)
	if b.Left.Sign() < 0 {
		return LeaveBalance{}, Bad("taken", CodeMoreThanStock, Number("value", taken))
	}
	b.YearStart = start.AddMonths(newestLeave.LeaveYearMonths * b.CompletedYears)
	b.YearEnd = start.AddMonths(newestLeave.LeaveYearMonths * (b.CompletedYears + 1)).AddDays(-1)
	w.Say("line.leave_balance", row.Source, Count("years", b.CompletedYears), Count("earned", b.Earned),
		Number("taken", taken), Number("left", b.Left))
	w.Say("line.leave_year", row.Source, Day("from", b.YearStart), Day("to", b.YearEnd))
	return b, nil
}

// LeaveSplit tells how leave may be divided at the employee's request.
type LeaveSplit struct{ MaxSeparate, MinConsecutive int }

// AnnualLeaveBlocks: up to ten days, at most three may be taken apart; above
// that, at least seven must be one block (Cap. 57 s.41AA).
func AnnualLeaveBlocks(entitlement int, w *Working) (LeaveSplit, error) {
	var g guard
	g.count("entitlement", entitlement, 0, 366)
	if g.err != nil {
		return LeaveSplit{}, g.err
	}
	v, row := leaveTable.Newest()
	separate := min(v.SeparateDays, entitlement)
	if entitlement > v.SmallEntitlement {
		separate = entitlement - v.BlockDays
	}
	out := LeaveSplit{separate, entitlement - separate}
	w.Say("line.leave_blocks", row.Source, Count("entitlement", entitlement), Count("separate", out.MaxSeparate), Count("block", out.MinConsecutive))
	return out, nil
}

// AnnualLeaveBuyout returns the most days that may be paid instead of taken:
// the part above ten, and only if the employee chooses (Cap. 57 s.41C).
func AnnualLeaveBuyout(entitlement int, w *Working) (int, error) {
	var g guard
	g.count("entitlements", entitlement, 0, 366)
	if g.err != nil {
		return 0, g.err
	}
	v, row := leaveTable.Newest()
	days := max(0, entitlement-v.CashAbove)
	w.Say("line.leave_buyout", row.Source, Count("entitlement", entitlement), Count("days", days))
	return days, nil
}
