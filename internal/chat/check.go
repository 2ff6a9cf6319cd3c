package chat

import (
	"context"
	"fmt"

	"tramway/internal/chat/internal/store"
	"tramway/internal/doctor"
)

// Check says whether conversations are numbered as they promise.
func Check(ctx context.Context, p doctor.Patient) ([]doctor.Finding, error) {
	n, err := store.Misnumbered(ctx, p.DB.Read())
	if err != nil || n == 0 {
		return nil, err
	}
	return []doctor.Finding{{Grade: doctor.Fault, Text: fmt.Sprintf("%d conversations have messages or read marks beyond their end", n),
		Remedy: "restore the organisation from a backup"}}, nil
}
