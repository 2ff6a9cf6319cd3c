package doctor

import (
	"context"
	"fmt"
	"time"

	"tramway/internal/authz"
	"tramway/internal/org"
	"tramway/internal/sqldb"
)

// Common are the checks of what every house has.
var Common = []HouseCheck{structure, recordWhole, files, work, administered}

// structure: is what the engine stores whole?
func structure(ctx context.Context, p Patient) ([]Finding, error) {
	if p.Quick || p.DB.Dialect() != sqldb.SQLite {
		return nil, nil
	}
	if err := sqldb.Check(ctx, p.DB); err != nil {
		return []Finding{{Grade: Fault, Text: err.Error(), Remedy: "restore the organisation from a backup, and check the disk"}}, nil
	}
	return []Finding{{Grade: Fine, Text: "the database is whole, encrypted with " + p.DB.Cipher()}}, nil
}

// recordWhole recounts the tree from every entry.
func recordWhole(ctx context.Context, p Patient) ([]Finding, error) {
	if p.Quick {
		return nil, nil
	}
	head, err := org.Recount(ctx, p.DB, p.VerifierKey)
	if err != nil {
		return []Finding{{Grade: Fault, Text: "the record: " + err.Error(),
			Remedy: "somebody or something changed what was recorded: keep the files as they are, and restore from a backup beside them"}}, nil
	}
	return []Finding{{Grade: Fine, Text: fmt.Sprintf("the record is whole: %d entries, key %s", head.Size, p.VerifierKey)}}, nil
}

// files: are the bytes of every stored file there?
func files(ctx context.Context, p Patient) ([]Finding, error) {
	if p.Quick {
		return nil, nil
	}
	used, missing, err := org.MissingBlobs(ctx, p.DB.Read(), p.Files)
	if err != nil {
		return nil, err
	}
	if missing > 0 {
		return []Finding{{Grade: Fault, Text: fmt.Sprintf("of %d stored files %d are gone", used, missing),
			Remedy: "bring the folder or bucket of files back from a backup of the same time as the database"}}, nil
	}
	return []Finding{{Grade: Fine, Text: fmt.Sprintf("%d stored files", used)}}, nil
}

// late is how long a job may wait before somebody is told; a busy house is not ill.
const late = 10 * time.Minute

// work: does what the house does by itself go on?
func work(ctx context.Context, p Patient) ([]Finding, error) {
	h, err := org.Examine(ctx, p.DB, sqldb.At(p.Now.Add(-late)))
	if err != nil {
		return nil, err
	}
	var out []Finding
	for _, e := range h.Parked {
		out = append(out, Finding{Grade: Fault, Text: fmt.Sprintf("%d events that %s could not handle, the last: %s", e.Count, e.Name, e.Error),
			Remedy: "the program has to be mended; the events are kept"})
	}
	for _, j := range h.Dead {
		out = append(out, Finding{Grade: Fault, Text: fmt.Sprintf("%d jobs %s gave up, the last: %s", j.Count, j.Name, j.Error),
			Remedy: "mend what the error names; what they were to do was not done"})
	}
	if h.Overdue > 0 {
		out = append(out, Finding{Grade: Warning, Text: fmt.Sprintf("%d jobs are late", h.Overdue), Remedy: "is the installation being served?"})
	}
	if h.Waiting > 0 {
		out = append(out, Finding{Grade: Warning, Text: fmt.Sprintf("%d entries are not in the record's tree yet", h.Waiting),
			Remedy: "is the installation being served?"})
	}
	if len(out) == 0 {
		out = append(out, Finding{Grade: Fine, Text: "events and jobs are up to date"})
	}
	return out, nil
}

// administered: an organisation without an administrator can't be mended from
// within.
func administered(ctx context.Context, p Patient) ([]Finding, error) {
	n, err := authz.Count(ctx, p.DB.Read(), authz.Administrator)
	if err != nil || n > 0 {
		return nil, err
	}
	return []Finding{{Grade: Fault, Text: "nobody is an administrator", Remedy: "restore the organisation from a backup"}}, nil
}
