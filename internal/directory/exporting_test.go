package directory_test

import (
	"bytes"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"tramway/internal/directory"
	"tramway/internal/directory/internal/store"
	"tramway/internal/doctor"
	"tramway/internal/org"
	"tramway/internal/org/orgtest"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

// scheduled are the files that the schedule made, newest first.
func scheduled(t *testing.T, h *orgtest.House) (out []store.Export) {
	t.Helper()
	all, err := store.Exports(t.Context(), h.Read(), "~", 100)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range all {
		if e.MadeBy == "" {
			out = append(out, e)
		}
	}
	return out
}

func later(t *testing.T, h *orgtest.House, d time.Duration) {
	t.Helper()
	h.Clock.Advance(d)
	err := h.Write(t.Context(), org.System("test"), func(tx *org.Tx) error { return nil })
	if err != nil {
		t.Fatal(err)
	}
}

func until(t *testing.T, what string, fine func() bool) {
	t.Helper()
	for end := time.Now().Add(30 * time.Second); !fine(); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("never: " + what)
		}
	}
}

// wait until the house asks for the schedule's next time.
func asks(t *testing.T, h *orgtest.House) {
	t.Helper()
	until(t, "the next time is asked for", func() bool {
		n, err := sqldb.One[int](t.Context(), h.Read(), `SELECT count(*) FROM {o}.jobs WHERE kind='directory.export' AND state='waiting' AND due > ?`, sqldb.At(h.Now()))
		return err == nil && n == 1
	})
}

// A file is made a day after the house began and then each month; as many stay as is
// said; it shows what every colleague sees, and no cell of it runs.
func TestEachMonthTheDirectoryIsAFile(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		h := open(t, e)
		dept, err := directory.PutDepartment(t.Context(), h.Org, admin, "", directory.NewDepartment{Name: "Sales", NameZh: "營業部"})
		if err != nil {
			t.Fatal(err)
		}
		secret, err := directory.PutField(t.Context(), h.Org, admin, "", directory.NewField{Name: "Points", Kind: "text", Visible: "managers"})
		if err != nil {
			t.Fatal(err)
		}
		hired := "2020-02-01"
		boss := add(t, h, directory.NewPerson{Name: "BOSS", NameZh: "老闆"})
		add(t, h, directory.NewPerson{Name: "CHAN Tai Man", NameZh: "陳大文", Title: "=HYPERLINK(1)", Email: "tm@harbour.example", Phone: "9123 4567", Manager: boss,
			Departments: []string{dept}, HiredOn: &hired, Values: map[string]string{secret.ID: "hidden-points"}})
		asks(t, h)
		if got := scheduled(t, h); len(got) != 0 {
			t.Fatalf("at once: %v", got)
		}
		if err := directory.PutExportSchedule(t.Context(), h.Org, admin, store.Schedule{Monthly: true, Keeps: 2}); err != nil {
			t.Fatal(err)
		}
		until(t, "the first file", func() bool { return len(scheduled(t, h)) == 1 })
		asks(t, h)
		first := scheduled(t, h)[0]
		r, blob, err := h.OpenBlob(t.Context(), first.File)
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err != nil || int64(len(content)) != first.Size || blob.Type != "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" {
			t.Fatalf("%d bytes of %d, %s, %v", len(content), first.Size, blob.Type, err)
		}
		f, err := excelize.OpenReader(bytes.NewReader(content))
		if err != nil {
			t.Fatal(err)
		}
		rows, err := f.GetRows("People 人員")
		if err != nil || len(rows) != 3 {
			t.Fatalf("%v %v", rows, err)
		}
		text := strings.Join(rows[0], "|") + "\n" + strings.Join(rows[2], "|")
		for _, want := range []string{"Name 英文姓名", "Points", "CHAN Tai Man|陳大文|'=HYPERLINK(1)", "Sales 營業部", "BOSS 老闆", "tm@harbour.example", "+85291234567"} {
			if !strings.Contains(text, want) {
				t.Errorf("lacks %q:\n%s", want, text)
			}
		}
		if strings.Contains(text, "hidden-points") || strings.Contains(text, "2020-02-01") {
			t.Errorf("shows what only managers see:\n%s", text)
		}
		if chart, err := f.GetRows("Chart 組織圖"); err != nil || len(chart) != 2 || chart[1][0] != "Sales 營業部" || chart[1][4] != "1" {
			t.Errorf("the chart: %v, %v", chart, err)
		}
		for month := 2; month <= 4; month++ {
			later(t, h, 30*24*time.Hour)
			until(t, "the next month's file", func() bool { all := scheduled(t, h); return len(all) == 2 && all[0].MadeAt == sqldb.At(h.Now()) })
			asks(t, h)
		}
		if _, _, err := h.OpenBlob(t.Context(), first.File); err == nil {
			t.Error("the first file is still in use")
		}
		look := func() int {
			found, err := directory.Check(t.Context(), doctor.Patient{DB: h.DB(), Now: h.Now()})
			if err != nil {
				t.Fatal(err)
			}
			return len(found)
		}
		if look() != 0 {
			t.Error("doctor complains of a new file")
		}
		if err := h.Write(t.Context(), org.System("test"), func(tx *org.Tx) error { // the schedule is stuck
			tx.Exempt("job")
			_, err := sqldb.Exec(tx.Ctx, tx, `DELETE FROM {o}.jobs WHERE kind='directory.export'`)
			return err
		}); err != nil {
			t.Fatal(err)
		}
		if h.Clock.Advance(32 * 24 * time.Hour); look() != 1 {
			t.Error("doctor does not see that the newest file is old")
		}
		if err := directory.PutExportSchedule(t.Context(), h.Org, admin, store.Schedule{Monthly: false, Keeps: 2}); err != nil || look() != 0 {
			t.Errorf("switched off: %v", err)
		}
	})
}
