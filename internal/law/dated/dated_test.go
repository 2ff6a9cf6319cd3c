package dated

import (
	"errors"
	"testing"
	"testing/fstest"

	"tramway/internal/civil"
)

type rate struct {
	Rate int `json:"rate"`
}

func table(rows string) fstest.MapFS {
	return fstest.MapFS{"data/t.json": {Data: []byte(`{"id":"t","rows":` + rows + `}`)}}
}

const two = `[{"from":"2024-01-01","until":"2024-12-31","source":"s","status":"in_force","values":{"rate":1}},
 {"from":"2025-01-01","until":"2025-06-30","source":"s","status":"in_force","values":{"rate":2}}]`

func TestRowsAreFoundByDay(t *testing.T) {
	t.Parallel()
	tab, err := Load[rate](table(two), "t")
	if err != nil {
		t.Fatal(err)
	}
	for day, want := range map[string]int{"2024-01-01": 1, "2024-12-31": 1, "2025-01-01": 2, "2025-06-30": 2} {
		v, row, err := tab.On(civil.Must(day))
		if err != nil || v.Rate != want || !row.Contains(civil.Must(day)) {
			t.Errorf("%s: %d %v, want %d", day, v.Rate, err, want)
		}
	}
	if _, _, err := tab.On(civil.Must("2023-12-31")); !errors.Is(err, ErrBefore) {
		t.Errorf("day before: %v", err)
	}
	if _, err := tab.At(civil.Must("2025-07-01")); !errors.Is(err, ErrAfter) {
		t.Errorf("day after: %v", err)
	}
	if next, ok := tab.Next(civil.Must("2024-05-05")); !ok || next.From.String() != "2025-01-01" {
		t.Errorf("next change: %v %v", next, ok)
	}
}

func TestBrokenTablesAreRefused(t *testing.T) {
	t.Parallel()
	row := func(from, until string) string {
		return `{"from":"` + from + `","until":"` + until + `","source":"s","status":"in_force","values":{"rate":1}}`
	}
	for name, rows := range map[string]string{
		"gap":       "[" + row("2024-01-01", "2024-06-30") + "," + row("2024-07-02", "2024-12-31") + "]",
		"overlap":   "[" + row("2024-01-01", "2024-06-30") + "," + row("2024-06-30", "2024-12-31") + "]",
		"backwards": "[" + row("2024-06-30", "2024-01-01") + "]",
		"empty":     "[]",
		"no source": `[{"from":"2024-01-01","status":"in_force","values":{"rate":1}}]`,
		"type":      `[{"from":"2024-01-01","source":"s","status":"in_force","values":{"rate":"x"}}]`,
	} {
		if _, err := Load[rate](table(rows), "t"); err == nil {
			t.Errorf("%s was accepted", name)
		}
	}
	if _, err := Load[rate](table(two), "u"); err == nil {
		t.Error("a missing file was accepted")
	}
}
