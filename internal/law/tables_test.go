package law_test

import (
	"encoding/json"
	"errors"
	"testing"

	"tramway/internal/civil"
	"tramway/internal/law"
	"tramway/internal/law/dated"
	"tramway/internal/law/mainland"
)

func allTables() []dated.Info { return append(law.Tables(), mainland.Tables()...) }

// Every boundary of every table: the day before, the day itself, the day after.
func TestEveryBoundaryOfEveryTable(t *testing.T) {
	t.Parallel()
	for _, table := range allTables() {
		for i, row := range table.Rows {
			expectRow(t, table, row.From.AddDays(-1), i-1)
			expectRow(t, table, row.From, i)
			if row.From != row.Until {
				expectRow(t, table, row.From.AddDays(1), i)
			}
			if !row.Until.IsZero() {
				expectRow(t, table, row.Until.AddDays(-1), i)
				expectRow(t, table, row.Until, i)
				expectRow(t, table, row.Until.AddDays(1), i+1)
			}
		}
	}
}

// expectRow: index -1 is before the table, len(rows) after it.
func expectRow(t *testing.T, table dated.Info, day civil.Date, index int) {
	t.Helper()
	row, err := table.At(day)
	switch {
	case index < 0:
		if !errors.Is(err, dated.ErrBefore) {
			t.Errorf("%s on %s: %v, want ErrBefore", table.ID, day, err)
		}
	case index >= len(table.Rows):
		if !errors.Is(err, dated.ErrAfter) {
			t.Errorf("%s on %s: %v, want ErrAfter", table.ID, day, err)
		}
	case err != nil || row.From != table.Rows[index].From || !row.Contains(day):
		t.Errorf("%s on %s: row from %s, %v, want row %d", table.ID, day, row.From, err, index)
	}
}

// What the law says on both sides of each change, written out once more by hand.
func TestValuesAroundEachChange(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ table, day, key, want string }{
		{"minimum_wage", "2011-05-01", "hourly", "28.0"}, {"minimum_wage", "2013-04-30", "hourly", "28.0"},
		{"minimum_wage", "2013-05-01", "hourly", "30.0"}, {"minimum_wage", "2015-05-01", "hourly", "32.5"},
		{"minimum_wage", "2017-05-01", "hourly", "34.5"}, {"minimum_wage", "2019-04-30", "hourly", "34.5"},
		{"minimum_wage", "2019-05-01", "hourly", "37.5"}, {"minimum_wage", "2023-04-30", "hourly", "37.5"},
		{"minimum_wage", "2023-05-01", "hourly", "40.0"}, {"minimum_wage", "2025-04-30", "hourly", "40.0"},
		{"minimum_wage", "2025-05-01", "hourly", "42.1"}, {"minimum_wage", "2026-04-30", "hourly", "42.1"},
		{"minimum_wage", "2026-05-01", "hourly", "43.1"}, {"minimum_wage", "2027-04-30", "hourly", "43.1"},
		{"hours_record", "2023-04-30", "monthly_cap", "15300"}, {"hours_record", "2023-05-01", "monthly_cap", "16300"},
		{"hours_record", "2025-04-30", "monthly_cap", "16300"}, {"hours_record", "2025-05-01", "monthly_cap", "17200"},
		{"hours_record", "2026-04-30", "monthly_cap", "17200"}, {"hours_record", "2026-05-01", "monthly_cap", "17600"},
		{"continuous_contract", "2026-01-17", "week_hours", "18"}, {"continuous_contract", "2026-01-18", "week_hours", "17"},
		{"continuous_contract", "2026-01-18", "four_week_hours", "68"},
		{"statutory_list", "2021-12-31", "count", "12"}, {"statutory_list", "2022-01-01", "count", "13"},
		{"statutory_list", "2023-12-31", "count", "13"}, {"statutory_list", "2024-01-01", "count", "14"},
		{"statutory_list", "2025-12-31", "count", "14"}, {"statutory_list", "2026-01-01", "count", "15"},
		{"statutory_list", "2027-12-31", "count", "15"}, {"statutory_list", "2028-01-01", "count", "16"},
		{"statutory_list", "2029-12-31", "count", "16"}, {"statutory_list", "2030-01-01", "count", "17"},
		{"mpf", "2014-06-01", "monthly_max", "30000"}, {"mpf", "2014-06-01", "monthly_min", "7100"},
		{"severance", "2025-05-01", "transition", `"2025-05-01"`}, {"severance", "2025-05-01", "maximum", "390000"},
		{"maternity", "2020-12-11", "cap", "80000"}, {"paternity", "2019-01-18", "days", "5"},
		{"mainland_holiday_list", "2024-12-31", "count", "11"}, {"mainland_holiday_list", "2025-01-01", "count", "13"},
	} {
		if got := valueOn(t, c.table, c.day)[c.key]; string(got) != c.want {
			t.Errorf("%s on %s: %s is %s, want %s", c.table, c.day, c.key, got, c.want)
		}
	}
}

func valueOn(t *testing.T, id, day string) map[string]json.RawMessage {
	t.Helper()
	for _, table := range allTables() {
		if table.ID == id {
			row, err := table.At(civil.Must(day))
			if err != nil {
				t.Fatalf("%s on %s: %v", id, day, err)
			}
			return row.Values
		}
	}
	t.Fatalf("no table %s", id)
	return nil
}

func TestTablesInForceSayWhatChangesNext(t *testing.T) {
	t.Parallel()
	found := false
	for _, x := range law.On(civil.Must("2026-11-22")) {
		if x.Row.Source == "" || x.Title == "" {
			t.Errorf("%s has no source or title", x.Table)
		}
		if x.Table == "statutory_list" {
			found = x.Next != nil && x.Next.From.String() == "2028-01-01"
		}
	}
	if !found {
		t.Error("the statutory holiday of 2028 is not announced as the next change")
	}
	if n := len(law.On(civil.Must("2026-11-22"))); n != len(law.Tables()) {
		t.Errorf("%d of %d tables are in force", n, len(law.Tables()))
	}
	if len(law.InForceOf(mainland.Tables(), civil.Must("2000-01-01"))) != 0 {
		t.Error("a mainland table reaches back to 2000")
	}
}
