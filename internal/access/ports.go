package access

import (
	"context"

	"tramway/internal/authz"
	"tramway/internal/httpapi"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
)

// Place is a person or a department as rights see it: how it is called, and where
// it stands in the organisation.
type Place struct {
	Name, NameZh, Title string
	Left                bool // a person who is no longer with the organisation
	authz.Resource
}

// Organisation is what rights ask of whoever knows people and departments: those
// that are not there are absent.
type Organisation interface {
	Places(ctx context.Context, q sqldb.Q, refs []ref.Ref) (map[ref.Ref]Place, error)
	// Shown says whether the reader of a request may know of a person or department.
	Shown(ctx context.Context, c *httpapi.Call, r ref.Ref) (bool, error)
}

// Ways is what rights ask of the installation. Reachable are those of the persons who
// proved a Hong Kong mobile.
type Ways interface {
	Reachable(ctx context.Context, org string, persons []string) (map[string]bool, error)
	// Guarded are those who have a second factor.
	Guarded(ctx context.Context, org string, persons []string) (map[string]bool, error)
	// Certified: somebody has looked at the organisation's papers lately enough.
	Certified(ctx context.Context, org string) (bool, error)
}
