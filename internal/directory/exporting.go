package directory

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"strconv"
	"time"

	"tramway/internal/directory/directoryevent"
	"tramway/internal/directory/internal/rules"
	"tramway/internal/directory/internal/store"
	"tramway/internal/fault"
	"tramway/internal/org"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
)

// Export is the action of taking the directory and the chart away as a file.
const Export = "directory.export"

// What an asker's own files are kept at most, and when one of the schedule is due: a
// file newer than 31 days is there at any time.
const (
	ownExports  = 5
	exportEvery = 30 * 24 * time.Hour
	exportStale = 31 * 24 * time.Hour
	// exportFirst is how long a new organisation has until its first file.
	exportFirst = 24 * time.Hour
	exportAgain = 24 * time.Hour // after one that found no room
)

// The formats: one workbook with everything, or one table.
const (
	asXLSX   = "xlsx"
	asPeople = "people_csv"
	asChart  = "chart_csv"
)

var mediaTypes = map[string]string{asXLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", asPeople: "text/csv", asChart: "text/csv"}

func itoa(n int) string { return strconv.Itoa(n) }

func exportRef(id string) ref.Ref { return ref.To("people_export", id) }

// MakeExport writes a file and keeps it; who.ID "" is the schedule. keep is how many of
// this maker stay. Errors: plan_limit.
func MakeExport(ctx context.Context, o *org.Org, who org.Who, format string, see sight, keep int, then func(tx *org.Tx)) (e store.Export, err error) {
	people, chart, err := exportTables(ctx, o.Read(), see)
	if err != nil {
		return e, err
	}
	w, err := o.NewBlob(ctx, mediaTypes[format], -1)
	if err != nil {
		return e, err
	}
	defer w.Abort()
	if err := writeExport(w, format, people, chart); err != nil {
		return e, err
	}
	kept, err := w.Finish()
	if err != nil {
		return e, err
	}
	maker := ""
	if who.Kind == "member" {
		maker = who.ID
	}
	err = o.Write(ctx, who, func(tx *org.Tx) error {
		e = store.Export{ID: tx.NewID(), File: kept.ID, Format: format, People: len(people.Rows) - 1, Size: kept.Size, MadeBy: maker, MadeAt: micros(tx)}
		tx.Record(org.Entry{Action: "directory.export.make", Object: exportRef(e.ID), After: e})
		if err := store.AddExport(tx.Ctx, tx, e); err != nil {
			return err
		}
		old, err := store.ExportsBeyond(tx.Ctx, tx, maker, keep)
		if err == nil {
			err = errors.Join(dropExports(tx, old), tx.KeepBlob(kept, exportRef(e.ID)))
		}
		if then != nil {
			then(tx)
		}
		return err
	})
	return e, err
}

func writeExport(w io.Writer, format string, people, chart rules.Table) error {
	switch format {
	case asPeople:
		return rules.WriteCSV(w, people)
	case asChart:
		return rules.WriteCSV(w, chart)
	}
	return rules.WriteXLSX(w, people, chart)
}

func dropExports(tx *org.Tx, ids []string) error {
	for _, id := range ids {
		if err := tx.ReleaseBlobs(exportRef(id)); err != nil {
			return err
		}
	}
	return store.DropExports(tx.Ctx, tx, ids)
}

// PutExportSchedule says whether a file is made each month, and how many stay.
func PutExportSchedule(ctx context.Context, o *org.Org, who org.Who, s store.Schedule) error {
	return o.Write(ctx, who, func(tx *org.Tx) error {
		before, err := store.ExportSchedule(tx.Ctx, tx)
		if err != nil || before == s {
			return err
		}
		tx.Record(org.Entry{Action: "directory.export.schedule", Object: ref.To("organisation", o.ID), Before: before, After: s})
		if s.Monthly {
			tx.Enqueue(org.Job{Kind: exportJob, Key: exportJob, Data: exporting{true}})
		}
		return store.PutExportSchedule(tx.Ctx, tx, s)
	})
}

// exportJob makes the file of the month. It asks for its own next time in the commit
// that keeps the file, so a crash makes one again rather than none.
const exportJob = "directory.export"

type exporting struct {
	Begun bool `json:"begun"` // false: the house was opened for the first time
}

func exportStep(ctx context.Context, o *org.Org, j org.Due) error {
	next := func(tx *org.Tx, after time.Duration) {
		tx.Enqueue(org.Job{Kind: exportJob, Key: exportJob, Due: tx.Now().Add(after), Data: exporting{true}})
	}
	wait := func(after time.Duration) error {
		return o.Write(ctx, org.System(exportJob), func(tx *org.Tx) error {
			tx.Exempt("job")
			next(tx, after)
			return nil
		})
	}
	var e exporting
	if err := json.Unmarshal(j.Data.V, &e); err != nil {
		return err
	}
	if !e.Begun {
		return wait(exportFirst)
	}
	s, err := store.ExportSchedule(ctx, o.Read())
	if err != nil {
		return err
	}
	last, err := store.NewestScheduled(ctx, o.Read())
	if err != nil {
		return err
	}
	if due := last.Time().Add(exportEvery); !s.Monthly || o.Now().Before(due) {
		return wait(max(exportAgain, due.Sub(o.Now())))
	}
	_, err = MakeExport(ctx, o, org.System(exportJob), asXLSX, openSight, s.Keeps, func(tx *org.Tx) {
		next(tx, exportEvery)
		tx.Emit(directoryevent.Exported{})
	})
	if fault.Is(err, "plan_limit") { // said by the page and by doctor, not by a job that fails
		return wait(exportAgain)
	}
	return err
}

// exportsOf are the files in which a leaver is: those made between their coming and
// their leaving.
func exportsOf(ctx context.Context, q sqldb.Q, person string, limit int) ([]string, error) {
	people, err := store.ByID(ctx, q, []string{person})
	if err != nil || len(people) == 0 {
		return nil, err
	}
	return store.ExportsBetween(ctx, q, people[0].CreatedAt, people[0].LeftAt, limit)
}
