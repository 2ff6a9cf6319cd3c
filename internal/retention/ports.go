package retention

import (
	"context"

	"tramway/internal/sqldb"
)

// Person is somebody as retention sees them; LeftAt is 0 while they are here.
type Person struct {
	ID, Name, NameZh string
	LeftAt           sqldb.Micros
}

// People is what retention asks of whoever knows people. A person that is not there
// has no id.
type People interface {
	Person(ctx context.Context, q sqldb.Q, id string) (Person, error)
	People(ctx context.Context, q sqldb.Q, ids []string) (map[string]Person, error)
	Leavers(ctx context.Context, q sqldb.Q, before sqldb.Micros, beforeID string, limit int) ([]Person, error)
	LeftBefore(ctx context.Context, q sqldb.Q, moment sqldb.Micros, limit int) ([]Person, error)
}

// Accounts is what retention asks of the installation: what it holds of a person's
// account, JSON-able, without secrets; nil if they have none.
type Accounts interface {
	Held(ctx context.Context, org, person string) (any, error)
}
