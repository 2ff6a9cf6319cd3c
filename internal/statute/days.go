package statute

import (
	"context"
	"time"

	"tramway/internal/civil"
	"tramway/internal/clock"
	"tramway/internal/httpapi"
	"tramway/internal/law"
	"tramway/internal/law/mainland"
)

// Days is the action of asking which days are worked. Everybody may: it is the calendar
// on the wall.
const Days = "law.days"

// ahead is how many days are told, longer than any run of holidays.
const ahead = 21

// Day is one day to come.
type Day struct {
	Date    string `json:"date"`
	Works   bool   `json:"works" doc:"Monday to Friday but for holidays; in the mainland also the weekends that are worked in exchange"`
	Holiday string `json:"holiday" doc:"its name in the reader's language; may be empty"`
}

type daysOut struct {
	Body struct {
		Items []Day `json:"items"`
	}
}

func days(_ context.Context, c *httpapi.Call, _ *struct{}) (*daysOut, error) {
	today, err := civil.Parse(c.Org.Now().In(clock.HongKong).Format(time.DateOnly))
	if err != nil {
		return nil, err
	}
	out := &daysOut{}
	for n := range ahead {
		out.Body.Items = append(out.Body.Items, dayIn(c.Org.Region, today.AddDays(n), c.Lang))
	}
	return out, nil
}

// dayIn falls back to the bare week where no calendar is known: a year that is not
// announced yet, or a region whose holidays are not part of the program.
func dayIn(region string, d civil.Date, lang string) Day {
	out := Day{Date: d.String(), Works: d.Weekday() != civil.Saturday && d.Weekday() != civil.Sunday}
	calendar := map[string]func(int) (law.HolidayYear, error){
		"hk": func(year int) (law.HolidayYear, error) { return law.GeneralHolidays(year, false) },
		"cn": mainland.Holidays,
	}[region]
	if calendar == nil {
		return out
	}
	if year, err := calendar(d.Year()); err == nil {
		for _, h := range year.Days {
			if h.Date == d {
				out.Works, out.Holiday = false, law.Phrase(lang, "holiday."+h.Key)
			}
		}
	}
	if region == "cn" {
		if kind, err := mainland.KindOfDay(d); err == nil && kind != mainland.Undetermined {
			out.Works = kind == mainland.Workday
		}
	}
	return out
}
