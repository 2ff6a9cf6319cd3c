// Package mainland states the labour rules of the mainland of China for staff of
// a mainland organisation: a second rule set with its own dated tables, never
// mixed with the Hong Kong rules. It covers hours, overtime pay, public holidays
// and annual leave; it promises the same exactness and the same errors as law.
//
// Floor: 1
package mainland

import (
	"embed"
	"encoding/json"
	"errors"

	"tramway/internal/civil"
	"tramway/internal/law"
	"tramway/internal/law/dated"
	"tramway/internal/money"
)

//go:embed data/*.json
var files embed.FS

// share reads a fraction or decimal written as a text.
type share struct{ money.Exact }

func (s *share) UnmarshalJSON(raw []byte) error {
	var text string
	err := json.Unmarshal(raw, &text)
	if err == nil {
		s.Exact, err = money.ParseFraction(text)
	}
	return err
}

type hoursValues struct {
	DayHours      int   `json:"day_hours"`
	WeekHours     int   `json:"week_hours"`
	OvertimeDay   int   `json:"overtime_day"`
	OvertimeMonth int   `json:"overtime_month"`
	PaidDays      share `json:"paid_days"`
	Workday       share `json:"workday"`
	RestDay       share `json:"rest_day"`
	Holiday       share `json:"holiday"`
}

type step struct {
	FromYears int `json:"from_years"`
	Days      int `json:"days"`
}

type leaveValues struct {
	Steps       []step `json:"steps"`
	Untaken     share  `json:"untaken"`
	AlreadyPaid share  `json:"already_paid"`
}

type listValues struct {
	Count int `json:"count"`
}

type holidayValues struct {
	Days []law.Holiday `json:"days"`
}

type workdayValues struct {
	Off  []civil.Date `json:"off"`
	Work []civil.Date `json:"work"`
}

var (
	hoursTable   = dated.MustLoad[hoursValues](files, "mainland_hours")
	leaveTable   = dated.MustLoad[leaveValues](files, "mainland_leave")
	listTable    = dated.MustLoad[listValues](files, "mainland_holiday_list")
	holidayTable = dated.MustLoad[holidayValues](files, "mainland_holidays")
	workdayTable = dated.MustLoad[workdayValues](files, "mainland_workdays")
)

// Tables lists the dated tables of this rule set.
func Tables() []dated.Info {
	return []dated.Info{hoursTable.Info, leaveTable.Info, listTable.Info, holidayTable.Info, workdayTable.Info}
}

// hoursOn returns the hours rules on a day, or the newest when the day is zero.
func hoursOn(day civil.Date) (hoursValues, dated.Row, error) {
	if day.IsZero() {
		v, row := hoursTable.Newest()
		return v, row, nil
	}
	v, row, err := hoursTable.On(day)
	return v, row, outside("on", day, err)
}

func outside(field string, day civil.Date, err error) error {
	if err == nil {
		return nil
	}
	if errors.Is(err, dated.ErrBefore) {
		return law.Bad(field, law.CodeBeforeTables, law.Day("date", day))
	}
	return law.Bad(field, law.CodeAfterTables, law.Day("date", day))
}
