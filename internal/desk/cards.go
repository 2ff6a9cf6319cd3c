package desk

import (
	"context"
	"slices"

	"tramway/internal/httpapi"
	"tramway/internal/ref"
)

// What a request asks about is what the messages of a page link to.
type cardsIn struct {
	Refs []string `query:"refs" maxItems:"50" doc:"type:id, with commas between them"`
}

type cardsOut struct {
	Body struct {
		Items []Card `json:"items" doc:"what the reader may not see, and what is not there, is absent"`
	}
}

// cards say what objects are, to whoever may see them at this moment. Nothing tells an
// object that is hidden from one that never was.
func (m *Module) cards(ctx context.Context, c *httpapi.Call, in *cardsIn) (*cardsOut, error) {
	ids := map[string][]string{}
	for _, s := range in.Refs {
		if r, err := ref.Parse(s); err == nil && !slices.Contains(ids[r.Type], r.ID) {
			ids[r.Type] = append(ids[r.Type], r.ID)
		}
	}
	known, err := m.known(ctx, c, ids)
	out := &cardsOut{}
	out.Body.Items = []Card{}
	for _, s := range slices.Compact(slices.Sorted(slices.Values(in.Refs))) {
		if card, ok := known[s]; ok {
			out.Body.Items = append(out.Body.Items, shown([]ref.Card{card})...)
		}
	}
	return out, err
}
