package directory

import (
	"context"

	"tramway/internal/directory/internal/store"
	"tramway/internal/doctor"
)

// Check is for doctors: is the month's file of the directory there? A house younger
// than its first file is well.
func Check(ctx context.Context, p doctor.Patient) ([]doctor.Finding, error) {
	q := p.DB.Read()
	s, err := store.ExportSchedule(ctx, q)
	if err != nil || !s.Monthly {
		return nil, err
	}
	last, err := store.NewestScheduled(ctx, q)
	if err == nil && last == 0 {
		last, err = store.FirstPerson(ctx, q)
	}
	if err != nil || last == 0 || p.Now.Sub(last.Time()) <= exportStale {
		return nil, err
	}
	return []doctor.Finding{{Grade: doctor.Warning, Text: "the newest file of the directory is older than 31 days",
		Remedy: "it is made while the installation is served, if the plan has room for it"}}, nil
}
