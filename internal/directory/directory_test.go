package directory_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"tramway/internal/directory"
	"tramway/internal/directory/internal/store"
	"tramway/internal/fault"
	"tramway/internal/han"
	"tramway/internal/org"
	"tramway/internal/org/orgtest"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

var admin = org.Member("admin")

// everybody is the sight of those who see all.
var everybody = store.Sight{Everybody: true}

func open(t testing.TB, e sqldb.Dialect) *orgtest.House {
	t.Helper()
	return orgtest.New(t, e, org.Config{Migrations: []sqldb.Migrations{directory.Migrations}, Jobs: directory.New(nil, "", nil).Jobs()})
}

func add(t *testing.T, h *orgtest.House, n directory.NewPerson) string {
	t.Helper()
	id, err := directory.AddPerson(t.Context(), h.Org, admin, n)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// fields lists what was wrong: "body.email duplicate".
func fields(err error) string {
	f := fault.Of(err)
	if f == nil {
		return fmt.Sprint(err)
	}
	out := []string{}
	for _, b := range f.Fields {
		out = append(out, b.Location+" "+b.Code)
	}
	if len(out) == 0 {
		return f.Code
	}
	return strings.Join(out, ", ")
}

func find(t testing.TB, h *orgtest.House, query string) string {
	t.Helper()
	ps, err := store.Page(t.Context(), h.Read(), store.Filter{Words: han.Query(query), Limit: 50, Sight: everybody})
	if err != nil {
		t.Fatal(err)
	}
	names := []string{}
	for _, p := range ps {
		names = append(names, p.Name)
	}
	return strings.Join(names, "; ")
}

func TestPeopleAreAddedFoundAndEdited(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		h := open(t, e)
		dept, err := directory.PutDepartment(t.Context(), h.Org, admin, "", directory.NewDepartment{Name: "Sales", NameZh: "營業部"})
		if err != nil {
			t.Fatal(err)
		}
		chan1 := add(t, h, directory.NewPerson{Name: "CHAN Tai Man", NameZh: "陳大文", Email: "TM@harbour.example", Phone: "9123 4567", StaffNo: "T1", Departments: []string{dept}})
		add(t, h, directory.NewPerson{Name: "LEE Ka Yan", NameZh: "李嘉欣", Manager: chan1})
		for query, want := range map[string]string{"陈大": "CHAN Tai Man", "ka": "LEE Ka Yan", "cdw": "CHAN Tai Man", "9123": "CHAN Tai Man", "t1": "CHAN Tai Man", "": "CHAN Tai Man; LEE Ka Yan", "zz": ""} {
			if got := find(t, h, query); got != want {
				t.Errorf("%q finds %q, want %q", query, got, want)
			}
		}
		_, err = directory.AddPerson(t.Context(), h.Org, admin, directory.NewPerson{Name: "X", Email: "tm@harbour.example", Departments: []string{"nowhere"}, Manager: "nobody"})
		if got := fields(err); !strings.Contains(got, "body.email duplicate") || !strings.Contains(got, "unknown_department") || !strings.Contains(got, "unknown_person") {
			t.Error(got)
		}
		_, err = directory.AddPerson(t.Context(), h.Org, admin, directory.NewPerson{Email: "no", Phone: "1"})
		if got := fields(err); got != "body.name required, body.email mail_address, body.phone phone_number" {
			t.Error(got)
		}
		edit := directory.NewPerson{Name: "CHAN Tai Man, Peter", StaffNo: "T1"}
		if err := directory.EditPerson(t.Context(), h.Org, admin, chan1, 1, edit); err != nil {
			t.Fatal(err)
		}
		if got := fields(directory.EditPerson(t.Context(), h.Org, admin, chan1, 1, edit)); got != "version_conflict" {
			t.Error(got)
		}
		if got := find(t, h, "peter") + find(t, h, "9123"); got != "CHAN Tai Man, Peter" {
			t.Errorf("after the edit: %q", got)
		}
		last := orgtest.Entries(t, h.Org)
		if e := last[len(last)-1]; e.Action != "directory.person.edit" || !strings.Contains(string(e.Before), "陳大文") || strings.Contains(string(e.After), "陳大文") {
			t.Errorf("%+v", e)
		}
	})
}

func TestDepartmentsFormATree(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		h := open(t, e)
		put := func(id, name, parent string) (string, error) {
			return directory.PutDepartment(t.Context(), h.Org, admin, id, directory.NewDepartment{Name: name, Parent: parent})
		}
		top, _ := put("", "Top", "")
		mid, _ := put("", "Mid", top)
		low, _ := put("", "Low", mid)
		_, err := put(top, "Top", low)
		if got := fields(err); got != "body.parent_id department_cycle" {
			t.Error(got)
		}
		_, err = put("", "", "")
		if got := fields(err); got != "body.name required" {
			t.Error(got)
		}
		_, err = put("", "Lost", "nowhere")
		if got := fields(err); got != "body.parent_id unknown_department" {
			t.Error(got)
		}
		if got := fields(directory.DropDepartment(t.Context(), h.Org, admin, mid)); got != "department_not_empty" {
			t.Error(got)
		}
		if err := directory.DropDepartment(t.Context(), h.Org, admin, low); err != nil {
			t.Error(err)
		}
		if got := fields(directory.DropDepartment(t.Context(), h.Org, admin, low)); got != "not_found" {
			t.Error(got)
		}
	})
}

// staff writes a CSV of n people in a few departments.
func staff(n int) []byte {
	var b strings.Builder
	b.WriteString("Staff no,Name,中文姓名,Email,Phone,Department,Manager\n")
	for i := range n {
		fmt.Fprintf(&b, "S%05d,PERSON Number %d,測試%d,s%d@harbour.example,+85261%06d,Group %d/Team %d,S00000\n", i, i, i, i, i, i%5, i%20)
	}
	return []byte(b.String())
}

func wait(t testing.TB, h *orgtest.House, id, state string) store.Import {
	t.Helper()
	for range 12000 {
		now, err := sqldb.One[string](t.Context(), h.Read(), `SELECT state FROM {o}.imports WHERE id=?`, id)
		if err != nil {
			t.Fatal(err)
		}
		if now == state {
			i, err := store.ImportByID(t.Context(), h.Read(), id)
			if err != nil {
				t.Fatal(err)
			}
			return i
		}
		time.Sleep(5 * time.Millisecond)
	}
	t.Fatalf("the import never was %s", state)
	return store.Import{}
}

func people(t *testing.T, h *orgtest.House) int {
	t.Helper()
	n, err := sqldb.One[int](t.Context(), h.Read(), `SELECT count(*) FROM {o}.people`)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestAnImportIsPlannedAppliedAndUndone(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		h := open(t, e)
		kept := add(t, h, directory.NewPerson{Name: "Old Name", StaffNo: "S00003", Title: "Clerk"})
		i, err := directory.Upload(t.Context(), h.Org, admin, "staff.csv", append(staff(1500), "S00001,DOUBLE,,,,,\n"...))
		if err != nil {
			t.Fatal(err)
		}
		r := i.Report.V
		if r.Create != 1499 || r.Update != 1 || r.Failed != 1 || r.Errors[0].Row != 1502 || r.Errors[0].Code != "duplicate_in_file" || len(r.DepartmentsNew) != 20 {
			t.Errorf("dry run: %+v", r)
		}
		if people(t, h) != 1 {
			t.Error("a dry run made people")
		}
		if _, err := directory.Apply(t.Context(), h.Org, admin, i.ID); err != nil {
			t.Fatal(err)
		}
		wait(t, h, i.ID, "applied")
		if n := people(t, h); n != 1500 {
			t.Errorf("%d people", n)
		}
		got, err := store.ByID(t.Context(), h.Read(), []string{kept})
		if err != nil || got[0].Name != "PERSON Number 3" || got[0].Title != "Clerk" || len(got[0].Departments) != 1 || got[0].Manager == nil {
			t.Errorf("%+v, %v", got, err)
		}
		_, err = directory.Apply(t.Context(), h.Org, admin, i.ID)
		if fields(err) != "import_not_ready" {
			t.Errorf("a second time: %v", err)
		}
		if _, err := directory.UndoImport(t.Context(), h.Org, admin, i.ID); err != nil {
			t.Fatal(err)
		}
		wait(t, h, i.ID, "undone")
		got, _ = store.ByID(t.Context(), h.Read(), []string{kept})
		if people(t, h) != 1 || got[0].Name != "Old Name" || got[0].Manager != nil {
			t.Errorf("after undo: %d people, %+v", people(t, h), got)
		}
		if ds, _ := store.Departments(t.Context(), h.Read()); len(ds) != 0 {
			t.Errorf("%d departments left", len(ds))
		}
	})
}

// An import that an older program had begun, in its first pass or in its second, goes
// on where that one stopped; afterwards its rows lie in one place again.
func TestAnImportGoesOnWhereAnotherProgramStopped(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		for position, made := range map[int]int{250: 350, 600 + 250: 0} {
			h := open(t, e)
			i, err := directory.Upload(t.Context(), h.Org, admin, "staff.csv", append(staff(599), "S99999,PERSON Last,,,12,,\n"...))
			if err != nil {
				t.Fatal(err)
			}
			err = h.Write(t.Context(), admin, func(tx *org.Tx) error {
				tx.Record(org.Entry{Action: "test.begun", Object: ref.To("import", i.ID)})
				tx.Enqueue(org.Job{Kind: "directory.import", Data: map[string]string{"import": i.ID}})
				_, err := sqldb.Exec(tx.Ctx, tx, `UPDATE {o}.imports SET state='applying', position=? WHERE id=?`, position, i.ID)
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			wait(t, h, i.ID, "applied")
			if n := people(t, h); n != max(0, made-1) { // the last row has a telephone number that is none
				t.Errorf("from %d on: %d people, want %d", position, n, made-1)
			}
			if n, err := sqldb.One[int](t.Context(), h.Read(), `SELECT count(*) FROM {o}.import_parts`); err != nil || n != 0 {
				t.Errorf("%d parts are left, %v", n, err)
			}
		}
	})
}

func TestAnImportEditedSinceIsNotUndone(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		h := open(t, e)
		i, err := directory.Upload(t.Context(), h.Org, admin, "a.csv", staff(3))
		if err != nil {
			t.Fatal(err)
		}
		directory.Apply(t.Context(), h.Org, admin, i.ID)
		done := wait(t, h, i.ID, "applied")
		p, _ := store.ByID(t.Context(), h.Read(), done.Undo.V.Made[:1])
		if err := directory.EditPerson(t.Context(), h.Org, admin, p[0].ID, p[0].Version, directory.NewPerson{Name: "Edited"}); err != nil {
			t.Fatal(err)
		}
		_, err = directory.UndoImport(t.Context(), h.Org, admin, i.ID)
		if fields(err) != "import_changed_since" {
			t.Errorf("got %v", err)
		}
	})
}

func TestMappingIsChangedBeforeApplying(t *testing.T) {
	t.Parallel()
	h := open(t, sqldb.SQLite)
	i, err := directory.Upload(t.Context(), h.Org, admin, "a.csv", []byte("who,where\nCHAN Tai Man,Sales\n"))
	if err != nil || i.Report.V.ErrorsTotal == 0 {
		t.Fatalf("%+v %v", i.Report, err)
	}
	_, err = directory.Remap(t.Context(), h.Org, admin, i.ID, map[string]string{"1": "department"})
	if fields(err) != "body.mapping.name name_mapped" {
		t.Error(err)
	}
	i, err = directory.Remap(t.Context(), h.Org, admin, i.ID, map[string]string{"0": "name", "1": "department"})
	if err != nil || i.Report.V.Create != 1 || i.Report.V.ErrorsTotal != 0 {
		t.Errorf("%+v %v", i.Report, err)
	}
	for name, code := range map[string]string{"a.pdf": "file_format", "a.xlsx": "file_format", "a.csv": "file_empty"} {
		_, err := directory.Upload(t.Context(), h.Org, admin, name, nil)
		if fields(err) != "body.file "+code {
			t.Errorf("%s: %v", name, err)
		}
	}
}
