package law

import (
	"sort"

	"tramway/internal/civil"
	"tramway/internal/law/dated"
	"tramway/internal/money"
)

type statutoryValues struct {
	Days           []Holiday  `json:"days"`
	WinterSolstice civil.Date `json:"winter_solstice"`
	Christmas      civil.Date `json:"christmas"`
}

type generalValues struct {
	Days []Holiday `json:"days"`
}

type listValues struct {
	Count int      `json:"count"`
	Added []string `json:"added"`
}

type festivalValues struct {
	LunarNewYear   civil.Date `json:"lunar_new_year"`
	ChingMing      civil.Date `json:"ching_ming"`
	EasterSunday   civil.Date `json:"easter_sunday"`
	Buddha         civil.Date `json:"buddha"`
	TuenNg         civil.Date `json:"tuen_ng"`
	MidAutumn      civil.Date `json:"mid_autumn"`
	ChungYeung     civil.Date `json:"chung_yeung"`
	WinterSolstice civil.Date `json:"winter_solstice"`
}

type holidayRule struct {
	AlternativeDays int   `json:"alternative_days"`
	NoticeHours     int   `json:"notice_hours"`
	SubstitutedDays int   `json:"substituted_days"`
	PaidAfterMonths int   `json:"paid_after_months"`
	PayRate         ratio `json:"pay_rate"`
}

var (
	statutoryTable = dated.MustLoad[statutoryValues](dataFiles, "statutory_holidays")
	generalTable   = dated.MustLoad[generalValues](dataFiles, "general_holidays")
	listTable      = dated.MustLoad[listValues](dataFiles, "statutory_list")
	festivalTable  = dated.MustLoad[festivalValues](dataFiles, "festivals")
	holidayTable   = dated.MustLoad[holidayRule](dataFiles, "holiday_rules")
)

// The employer's choice of the last statutory holiday but one (Cap. 57 s.39).
const (
	WinterSolstice = "winter_solstice"
	Christmas      = "christmas"
)

// Holiday is one holiday: Key names it in the catalogues as "holiday." + Key.
type Holiday struct {
	Key  string     `json:"holiday"`
	Date civil.Date `json:"date"`
}

// HolidayYear is a calendar of one year. Status is gazetted, recomputed or
// forecast (computed, not gazetted).
type HolidayYear struct {
	Year    int
	Status  string
	Days    []Holiday
	Working Working
}

// Dates lists the days in order.
func (y HolidayYear) Dates() []civil.Date {
	out := make([]civil.Date, len(y.Days))
	for i, h := range y.Days {
		out[i] = h.Date
	}
	return out
}

func yearStart(field string, year int) (civil.Date, error) {
	d, err := civil.New(year, 1, 1)
	if err != nil {
		code := CodeAfterTables
		if year < limits.FirstDay.Year() {
			code = CodeBeforeTables
		}
		return d, Bad(field, code, Text("date", money.Int(int64(year)).String()))
	}
	return d, nil
}

func sortHolidays(days []Holiday) {
	sort.SliceStable(days, func(i, j int) bool { return days[i].Date.Before(days[j].Date) })
}
