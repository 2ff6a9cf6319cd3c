package directory

import (
	"context"

	"tramway/internal/directory/internal/store"
	"tramway/internal/fault"
	"tramway/internal/httpapi"
)

// What an organisation may do before anybody has looked at its papers (F136): enough
// to try it out, too little to pose as a company of many people.
const (
	unprovedDepartments = 20
	unprovedRows        = 100
)

// unproved refuses more than a limit to an organisation that has not shown who it is.
func (m *Module) unproved(ctx context.Context, c *httpapi.Call, n, limit int) error {
	if n <= limit {
		return nil
	}
	proved, err := m.accounts.Proved(ctx, c.Org.ID)
	if err == nil && !proved {
		err = fault.New(fault.Denied, "not_verified", fault.Args{"limit": limit})
	}
	return err
}

func (m *Module) mayAddDepartment(ctx context.Context, c *httpapi.Call) error {
	all, err := store.Departments(ctx, c.Org.Read())
	if err != nil {
		return err
	}
	return m.unproved(ctx, c, len(all)+1, unprovedDepartments)
}

func (m *Module) mayApply(ctx context.Context, c *httpapi.Call, id string) error {
	i, err := store.ImportByID(ctx, c.Org.Read(), id)
	if err != nil {
		return nil // that there is none is told by what follows
	}
	if err := mayMap(ctx, c, i.Mapping.V); fault.Of(err) != nil {
		return fault.New(fault.Denied, "import_fields")
	} else if err != nil {
		return err
	}
	return m.unproved(ctx, c, len(i.Content.V.Rows), unprovedRows)
}
