package law

import (
	"tramway/internal/law/dated"
)

type sickValues struct {
	FirstMonths    int   `json:"first_months"`
	FirstRate      int   `json:"first_rate"`
	LaterRate      int   `json:"later_rate"`
	Category1      int   `json:"category_1"`
	Category2      int   `json:"category_2"`
	MinConsecutive int   `json:"min_consecutive"`
	PayRate        ratio `json:"pay_rate"`
}

var sickTable = dated.MustLoad[sickValues](dataFiles, "sickness")

// SickStock is the paid sickness days in stock, by category (Cap. 57 ss.33 and 37).
type SickStock struct{ Category1, Category2 int }

// Total is both categories together.
func (s SickStock) Total() int { return s.Category1 + s.Category2 }

// Add puts new days into category 1 up to its ceiling, then into category 2; more is lost.
func (s SickStock) Add(days int) SickStock {
	v, _ := sickTable.Newest()
	first := min(days, v.Category1-s.Category1)
	second := min(days-first, v.Category2-s.Category2)
	return SickStock{s.Category1 + first, s.Category2 + second}
}

// Take takes days out of category 1 first; ok is false when there are too few.
func (s SickStock) Take(days int) (SickStock, bool) {
	first := min(days, s.Category1)
	second := days - first
	return SickStock{s.Category1 - first, s.Category2 - second}, second <= s.Category2
}

// SicknessAccrual returns the stock after that many completed months of
// continuous contract: two days a month in the first twelve, then four, to the
// ceiling of both categories. Taken days come out at the end of the count.
func SicknessAccrual(completedMonths, taken int, w *Working) (SickStock, error) {
	var g guard
	g.count("completed_months", completedMonths, 0, 1200)
	g.count("taken", taken, 0, limits.LargestCount)
	if g.err != nil {
		return SickStock{}, g.err
	}
	v, row := sickTable.Newest()
	early := min(completedMonths, v.FirstMonths)
	earned := SickStock{}.Add(early*v.FirstRate + (completedMonths-early)*v.LaterRate)
	w.Say("line.sick_accrual", row.Source, Count("months", completedMonths), Count("early", early), Count("first", v.FirstRate),
		Count("later", v.LaterRate), Count("total", earned.Total()), Count("ceiling", v.Category1+v.Category2))
	left, ok := earned.Take(taken)
	if !ok {
		return SickStock{}, Bad("taken", CodeMoreThanStock, Count("value", taken))
	}
	w.Say("line.sick_stock", row.Source, Count("taken", taken), Count("one", left.Category1), Count("two", left.Category2))
	return left, nil
}

// SicknessCategories takes days from a stock and then adds months at a rate.
// It returns the stock after each of the two steps.
func SicknessCategories(stock SickStock, taken, months, rate int, w *Working) (afterLeave, afterMonths SickStock, err error) {
	v, row := sickTable.Newest()
	var g guard
	g.count("category_1", stock.Category1, 0, v.Category1)
	g.count("category_2", stock.Category2, 0, v.Category2)
	g.count("sickness_days_taken", taken, 0, limits.LargestCount)
	g.count("then_completed_months", months, 0, 1200)
	g.count("monthly_rate", rate, 0, 31)
	if g.err != nil {
		return SickStock{}, SickStock{}, g.err
	}
	afterLeave, ok := stock.Take(taken)
	if !ok {
		return SickStock{}, SickStock{}, Bad("sickness_days_taken", CodeMoreThanStock, Count("value", taken))
	}
	w.Say("line.sick_stock", row.Source, Count("taken", taken), Count("one", afterLeave.Category1), Count("two", afterLeave.Category2))
	afterMonths = afterLeave.Add(months * rate)
	w.Say("line.sick_refill", row.Source, Count("months", months), Count("rate", rate), Count("one", afterMonths.Category1), Count("two", afterMonths.Category2))
	return afterLeave, afterMonths, nil
}
