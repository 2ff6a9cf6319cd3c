package directory_test

import (
	"testing"

	"tramway/internal/directory"
	"tramway/internal/directory/internal/store"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

// An import fills the organisation's fields, and its undoing gives back what stood
// there; who leaves keeps them, and who is removed loses them.
func TestOwnFieldsThroughAnImport(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		h := open(t, e)
		f, err := directory.PutField(t.Context(), h.Org, admin, "", directory.NewField{Name: "Locker", Kind: "number", Visible: "person"})
		if err != nil {
			t.Fatal(err)
		}
		day := "2019-03-01"
		kept := add(t, h, directory.NewPerson{Name: "CHAN", StaffNo: "1", HiredOn: &day, Values: map[string]string{f.ID: "7"}})
		i, err := directory.Upload(t.Context(), h.Org, admin, "a.csv", []byte("Staff no,Name,locker,Hire date,Grade\n1,CHAN,8,,G1\n2,LEE,9,2/1/2021,G2\n"))
		if err != nil || i.Report.V.Update != 1 || i.Report.V.Create != 1 {
			t.Fatalf("%+v %v", i.Report.V, err)
		}
		if _, err := directory.Apply(t.Context(), h.Org, admin, i.ID); err != nil {
			t.Fatal(err)
		}
		done := wait(t, h, i.ID, "applied")
		ps, err := store.ByID(t.Context(), h.Read(), []string{kept, done.Undo.V.Made[0]})
		if err != nil || len(ps) != 2 {
			t.Fatal(ps, err)
		}
		for _, p := range ps {
			if want := map[string]string{"CHAN": "8 2019-03-01 G1", "LEE": "9 2021-01-02 G2"}[p.Name]; p.Values[f.ID]+" "+p.HiredOn+" "+p.Grade != want {
				t.Errorf("%s: %v %s %s", p.Name, p.Values, p.HiredOn, p.Grade)
			}
		}
		if _, err := directory.UndoImport(t.Context(), h.Org, admin, i.ID); err != nil {
			t.Fatal(err)
		}
		wait(t, h, i.ID, "undone")
		if ps, _ = store.ByID(t.Context(), h.Read(), []string{kept}); ps[0].Values[f.ID] != "7" || ps[0].Grade != "" {
			t.Errorf("after undo: %+v", ps[0])
		}
		if n, err := sqldb.One[int](t.Context(), h.Read(), `SELECT count(*) FROM {o}.person_values`); n != 1 || err != nil {
			t.Errorf("%d values are left, %v", n, err)
		}
	})
}
