package directory_test

import (
	"strings"
	"testing"

	"tramway/internal/directory"
	"tramway/internal/directory/internal/store"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

func named(nodes []store.Node) string {
	out := []string{}
	for _, n := range nodes {
		out = append(out, n.Name)
	}
	return strings.Join(out, " ")
}

// The line goes up to the top and down page by page, and ends in a circle.
func TestTheLineOfManagers(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		h := open(t, e)
		q := h.Read()
		top := add(t, h, directory.NewPerson{Name: "TOP"})
		mid := add(t, h, directory.NewPerson{Name: "MID", Manager: top})
		low := add(t, h, directory.NewPerson{Name: "LOW", Manager: mid})
		add(t, h, directory.NewPerson{Name: "ANN", Manager: mid})
		gone := add(t, h, directory.NewPerson{Name: "GONE", Manager: mid})
		add(t, h, directory.NewPerson{Name: "ALONE"})
		if err := directory.New(nil, "", nil).LeavePerson(t.Context(), h.Org, admin, gone, ""); err != nil {
			t.Fatal(err)
		}
		line, err := store.Line(t.Context(), q, everybody, low)
		if err != nil || named(line) != "LOW MID TOP" || line[1].Reports != 2 {
			t.Errorf("%+v %v", line, err)
		}
		if line, _ = store.Line(t.Context(), q, everybody, "nobody"); len(line) != 0 {
			t.Errorf("%+v", line)
		}
		if tops, err := store.Below(t.Context(), q, everybody, "", store.Position{}, 10); err != nil || named(tops) != "TOP" {
			t.Errorf("at the top: %s, %v", named(tops), err)
		}
		first, err := store.Below(t.Context(), q, everybody, mid, store.Position{}, 1)
		if err != nil || named(first) != "ANN LOW" { // one more, so that a page knows
			t.Errorf("%s %v", named(first), err)
		}
		if rest, _ := store.Below(t.Context(), q, everybody, mid, store.Position{SortName: first[0].SortName, ID: first[0].ID}, 1); named(rest) != "LOW" {
			t.Errorf("the next page: %s", named(rest))
		}
		if err := directory.EditPerson(t.Context(), h.Org, admin, top, 1, directory.NewPerson{Name: "TOP", Manager: low}); err != nil {
			t.Fatal(err)
		}
		if line, err = store.Line(t.Context(), q, everybody, low); err != nil || named(line) != "LOW MID TOP" {
			t.Errorf("in a circle: %s, %v", named(line), err)
		}
	})
}
