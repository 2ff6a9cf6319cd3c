package law

import (
	"embed"
	"encoding/json"

	"tramway/internal/civil"
	"tramway/internal/law/dated"
	"tramway/internal/money"
)

//go:embed data/*.json
var dataFiles embed.FS

func mustRead(name string) []byte {
	raw, err := dataFiles.ReadFile("data/" + name + ".json")
	if err != nil {
		panic("law: " + err.Error())
	}
	return raw
}

// limits are the edges of what the engine answers; they are data as well.
var limits = readLimits()

type limitValues struct {
	FirstDay      civil.Date  `json:"first_day"`
	LastDay       civil.Date  `json:"last_day"`
	FirstHire     civil.Date  `json:"first_hire"`
	LargestAmount money.Exact `json:"largest_amount"`
	LargestCount  int         `json:"largest_count"`
	ShiftHours    int         `json:"longest_shift_hours"`
	HoursInWeek   int         `json:"hours_in_week"`
	HoursInPeriod int         `json:"hours_in_wage_period"`
	LeaveDays     int         `json:"most_leave_days"`
	DaysInYear    int         `json:"most_days_in_year"`
}

func readLimits() (l limitValues) {
	if err := json.Unmarshal(mustRead("limits"), &l); err != nil {
		panic("law: limits: " + err.Error())
	}
	return l
}

// ratio reads a fraction written as a text, such as "4/5".
type ratio struct{ money.Exact }

func (r *ratio) UnmarshalJSON(raw []byte) error {
	var s string
	err := json.Unmarshal(raw, &s)
	if err == nil {
		r.Exact, err = money.ParseFraction(s)
	}
	return err
}

// Tables lists every dated table, oldest row first, for a page or a check.
func Tables() []dated.Info {
	return []dated.Info{
		continuousTable.Info, restTable.Info, listTable.Info, statutoryTable.Info, generalTable.Info,
		festivalTable.Info, holidayTable.Info, averageTable.Info, leaveTable.Info, sickTable.Info,
		maternityTable.Info, paternityTable.Info, eoyTable.Info, payTable.Info, deductionTable.Info,
		minimumTable.Info, recordTable.Info, mpfTable.Info, severanceTable.Info, noticeTable.Info,
	}
}

// InForce is one table on one day: the row that holds and the change that is next, if known.
type InForce struct {
	Table  string
	Title  string
	Review civil.Date
	Row    dated.Row
	Next   *dated.Row
}

// On lists the tables in force on a day, leaving out those that do not reach it.
func On(day civil.Date) []InForce { return InForceOf(Tables(), day) }

// InForceOf does the same for another rule set's tables.
func InForceOf(tables []dated.Info, day civil.Date) []InForce {
	var all []InForce
	for _, t := range tables {
		row, err := t.At(day)
		if err != nil {
			continue
		}
		now := InForce{Table: t.ID, Title: t.Title, Review: t.Review, Row: row}
		if next, ok := t.Next(day); ok {
			now.Next = &next
		}
		all = append(all, now)
	}
	return all
}
