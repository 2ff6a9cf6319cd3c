package check

import (
	"errors"
	"strconv"
	"strings"

	"tramway/internal/civil"
	"tramway/internal/law"
	"tramway/internal/money"
)

type reader func(v any, k law.GivenKey, path string) (any, error)

var readers map[string]reader

func init() {
	readers = map[string]reader{
		"date": text(civil.Parse), "hire_date": text(civil.Parse), "month": text(civil.ParseMonth),
		"moment": text(civil.ParseMoment), "weekday": text(civil.ParseWeekday), "fraction": text(fraction),
		"notice": text(notice), "text": text(plain), "bool": readBool, "int": readInt, "number": readNumber,
		"choice": readChoice, "period": readPeriod, "hours_by_week": byKey(civil.Parse),
		"income_by_month": byKey(civil.ParseMonth), "settings": readSettings,
	}
}

// text makes a reader of a parser of texts.
func text[T any](parse func(string) (T, error)) reader {
	return func(v any, _ law.GivenKey, path string) (any, error) {
		s, ok := v.(string)
		if !ok {
			return nil, law.Bad(path, law.CodeType)
		}
		return parsed(parse, s, path)
	}
}

func parsed[T any](parse func(string) (T, error), s, path string) (any, error) {
	x, err := parse(s)
	switch {
	case errors.Is(err, civil.ErrRange) && s < "1900":
		return nil, law.Bad(path, law.CodeBeforeTables, law.Text("date", s))
	case errors.Is(err, civil.ErrRange) && s >= "2200":
		return nil, law.Bad(path, law.CodeAfterTables, law.Text("date", s))
	case err != nil:
		return nil, law.Bad(path, law.CodeType, law.Text("value", s))
	}
	return x, nil
}

func plain(s string) (string, error) {
	if len(s) > 1000 {
		return "", civil.ErrFormat
	}
	return s, nil
}

func fraction(s string) (money.Exact, error) { return money.ParseFraction(s) }

// notice reads "1 month", "2 weeks" or "7 days"; a week is seven days.
func notice(s string) (law.Notice, error) {
	count, unit, ok := strings.Cut(s, " ")
	n, err := strconv.Atoi(count)
	if !ok || err != nil || n < 0 || n > 1000 || count[0] == '+' {
		return law.Notice{}, civil.ErrFormat
	}
	switch strings.TrimSuffix(unit, "s") {
	case "month":
		return law.Notice{Months: n}, nil
	case "week":
		return law.Notice{Days: 7 * n}, nil
	case "day":
		return law.Notice{Days: n}, nil
	}
	return law.Notice{}, civil.ErrFormat
}
