package directory

import (
	"context"
	"strings"

	"tramway/internal/directory/directoryevent"
	"tramway/internal/directory/internal/store"
	"tramway/internal/fault"
	"tramway/internal/httpapi"
	"tramway/internal/org"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
)

func micros(tx *org.Tx) sqldb.Micros { return sqldb.At(tx.Now()) }

// NewDepartment is what somebody enters about a department.
type NewDepartment struct {
	Name   string `json:"name,omitempty" maxLength:"120"`
	NameZh string `json:"name_zh,omitempty" maxLength:"60"`
	Parent string `json:"parent_id,omitempty" maxLength:"40" doc:"empty: at the top"`
	Sort   int    `json:"sort,omitempty" minimum:"0" maximum:"100000"`
}

// PutDepartment adds a department (id empty) or replaces one.
func PutDepartment(ctx context.Context, o *org.Org, who org.Who, id string, n NewDepartment) (string, error) {
	n.Name, n.NameZh = strings.TrimSpace(n.Name), strings.TrimSpace(n.NameZh)
	if n.Name == "" && n.NameZh == "" {
		return "", fault.Bad("body.name", "required")
	}
	d := store.Department{Name: n.Name, NameZh: n.NameZh, Parent: store.Optional(n.Parent), Sort: n.Sort}
	err := o.Write(ctx, who, func(tx *org.Tx) error {
		all, err := store.Departments(tx.Ctx, tx)
		if err != nil {
			return err
		}
		d.ID = id
		e := org.Entry{Action: "directory.department.edit"}
		if id == "" {
			d.ID, e.Action = tx.NewID(), "directory.department.add"
		} else if !hasDepartment(all, id) {
			return fault.New(fault.NotFound, "not_found")
		}
		if n.Parent != "" && !hasDepartment(all, n.Parent) {
			return fault.Bad("body.parent_id", "unknown_department")
		}
		for _, below := range store.Subtree(all, d.ID) {
			if below == n.Parent {
				return fault.Bad("body.parent_id", "department_cycle")
			}
		}
		e.Object, e.After = ref.To("department", d.ID), d
		return saveDepartment(tx, d, e)
	})
	return d.ID, err
}

func saveDepartment(tx *org.Tx, d store.Department, e org.Entry) error {
	tx.Record(e)
	tx.Emit(directoryevent.DepartmentsChanged{})
	tx.Changed(e.Object)
	return store.SaveDepartment(tx.Ctx, tx, d)
}

// DropDepartment removes an empty department.
func DropDepartment(ctx context.Context, o *org.Org, who org.Who, id string) error {
	return o.Write(ctx, who, func(tx *org.Tx) error {
		all, err := store.Departments(tx.Ctx, tx)
		if err != nil {
			return err
		}
		if !hasDepartment(all, id) {
			return fault.New(fault.NotFound, "not_found")
		}
		gone, err := store.RemoveDepartment(tx.Ctx, tx, id)
		if err != nil {
			return err
		}
		if !gone {
			return fault.New(fault.Conflict, "department_not_empty")
		}
		tx.Record(org.Entry{Action: "directory.department.remove", Object: ref.To("department", id)})
		tx.Emit(directoryevent.DepartmentsChanged{})
		tx.Deleted(ref.To("department", id))
		return nil
	})
}

// DepartmentPath names a department in an address.
type DepartmentPath struct {
	ID string `path:"id" maxLength:"40"`
}

type departmentsOut struct {
	Body struct {
		Items []store.Department `json:"items"`
	}
}

type departmentOut struct{ Body store.Department }

func (m *Module) departmentRoutes(s *httpapi.Server) {
	httpapi.Handle(s, httpapi.Route{Method: "GET", Path: "/o/{org}/departments", Summary: "All departments", Tag: "Directory", Action: Read},
		func(ctx context.Context, c *httpapi.Call, _ *struct{}) (*departmentsOut, error) {
			v, err := look(ctx, c)
			if err != nil {
				return nil, err
			}
			counted, err := store.Counted(ctx, c.Org.Read(), v.Sight)
			out := &departmentsOut{}
			out.Body.Items = v.seenOf(counted)
			return out, err
		})
	httpapi.Handle(s, httpapi.Route{Method: "POST", Path: "/o/{org}/departments", Summary: "Add a department", Tag: "Directory", Action: WriteDepartment, Status: 201},
		func(ctx context.Context, c *httpapi.Call, in *struct{ Body NewDepartment }) (*departmentOut, error) {
			if err := m.mayAddDepartment(ctx, c); err != nil {
				return nil, err
			}
			id, err := PutDepartment(ctx, c.Org, c.Who(), "", in.Body)
			return &departmentOut{store.Department{ID: id, Name: in.Body.Name, NameZh: in.Body.NameZh, Parent: store.Optional(in.Body.Parent), Sort: in.Body.Sort}}, err
		})
	httpapi.Handle(s, httpapi.Route{Method: "PATCH", Path: "/o/{org}/departments/{id}", Summary: "Change a department", Tag: "Directory", Action: WriteDepartment},
		func(ctx context.Context, c *httpapi.Call, in *struct {
			DepartmentPath
			Body NewDepartment
		}) (*httpapi.Empty, error) {
			_, err := PutDepartment(ctx, c.Org, c.Who(), in.ID, in.Body)
			return &httpapi.Empty{}, err
		})
	httpapi.Handle(s, httpapi.Route{Method: "DELETE", Path: "/o/{org}/departments/{id}", Summary: "Remove an empty department", Tag: "Directory", Action: WriteDepartment},
		func(ctx context.Context, c *httpapi.Call, in *DepartmentPath) (*httpapi.Empty, error) {
			return &httpapi.Empty{}, DropDepartment(ctx, c.Org, c.Who(), in.ID)
		})
}
