package search

import (
	"context"
	"fmt"

	"tramway/internal/doctor"
	"tramway/internal/search/internal/store"
)

// Check says whether the index has as many messages as there are. It counts both, and
// leaves that out where a quick look is asked for.
func (m *Module) Check(ctx context.Context, p doctor.Patient) ([]doctor.Finding, error) {
	made, err := store.Made(ctx, p.DB.Read())
	if err != nil || p.Quick {
		return nil, err
	}
	if !made.Done || made.Version != indexVersion {
		return []doctor.Finding{{Grade: doctor.Warning, Text: "the index of messages is being made: older ones are not found yet",
			Remedy: "it goes on by itself while the organisation is served"}}, nil
	}
	docs, worded, err := store.Count(ctx, p.DB.Read())
	if err != nil {
		return nil, err
	}
	texts, err := m.source.CountTexts(ctx, p.DB.Read())
	if err != nil || docs == texts && worded == texts {
		return nil, err
	}
	return []doctor.Finding{{Grade: doctor.Warning, Text: fmt.Sprintf("the index of messages has %d, and words for %d, of %d", docs, worded, texts),
		Remedy: "look again while nothing is posted; if it stays, an administrator has it made anew: POST /api/v1/o/{org}/search/rebuild"}}, nil
}
