package directory

import (
	"context"
	"slices"

	"tramway/internal/authz"
	"tramway/internal/directory/internal/rules"
	"tramway/internal/directory/internal/store"
	"tramway/internal/fault"
	"tramway/internal/httpapi"
)

// closedFields are those that an importer must not fill, because they would not see them
// of everybody: what one may not read, one does not write by a file either.
func closedFields(ctx context.Context, c *httpapi.Call) ([]string, error) {
	if c.Allow(ReadFields, authz.Resource{}) == nil {
		return nil, nil
	}
	fields, err := store.Fields(ctx, c.Org.Read())
	closed := []string{rules.FieldHired}
	for _, f := range fields {
		if f.Visible != toEverybody {
			closed = append(closed, rules.FieldOf(ownOf(f)))
		}
	}
	return closed, err
}

// mayMap refuses columns that are to fill a closed field. Errors: not_allowed.
func mayMap(ctx context.Context, c *httpapi.Call, mapping map[string]string) error {
	closed, err := closedFields(ctx, c)
	if err != nil {
		return err
	}
	var bad fault.Fields
	for column, field := range mapping {
		if slices.Contains(closed, field) {
			bad.Add("body.mapping."+column, "not_allowed")
		}
	}
	return bad.Err()
}
