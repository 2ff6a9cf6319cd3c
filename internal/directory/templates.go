package directory

import (
	"context"
	"slices"

	"tramway/internal/directory/directoryevent"
	"tramway/internal/directory/internal/rules"
	"tramway/internal/directory/internal/store"
	"tramway/internal/fault"
	"tramway/internal/httpapi"
	"tramway/internal/org"
	"tramway/internal/ref"
)

// BuildTemplate makes the departments of a template where there are none.
// Errors: departments_there.
func BuildTemplate(ctx context.Context, o *org.Org, who org.Who, name string) error {
	tree := rules.Template(name, o.Region)
	return o.Write(ctx, who, func(tx *org.Tx) error {
		all, err := store.Departments(tx.Ctx, tx)
		if err != nil {
			return err
		}
		if len(all) > 0 {
			return fault.New(fault.Conflict, "departments_there")
		}
		if err := plant(tx, tree, nil); err != nil {
			return err
		}
		tx.Record(org.Entry{Action: "directory.template.build", Object: ref.To("organisation", tx.Org.ID),
			After: map[string]any{"template": name, "departments": rules.Paths(tree)}})
		tx.Emit(directoryevent.DepartmentsChanged{})
		return nil
	})
}

func plant(tx *org.Tx, tree []rules.Branch, above *string) error {
	for i, b := range tree {
		d := store.Department{ID: tx.NewID(), Name: b.Name, NameZh: b.NameZh, Parent: above, Sort: i}
		if err := store.SaveDepartment(tx.Ctx, tx, d); err != nil {
			return err
		}
		tx.Changed(ref.To("department", d.ID))
		if err := plant(tx, b.Below, &d.ID); err != nil {
			return err
		}
	}
	return nil
}

// UndoTemplate takes the departments of a template away, as long as they are all
// there is, as they were made, and nobody is in them. Errors: template_changed.
func UndoTemplate(ctx context.Context, o *org.Org, who org.Who, name string) error {
	return o.Write(ctx, who, func(tx *org.Tx) error {
		all, err := store.Departments(tx.Ctx, tx)
		if err != nil {
			return err
		}
		if !asBuilt(all, rules.Template(name, o.Region)) {
			return fault.New(fault.Conflict, "template_changed")
		}
		if err := fell(tx, all, ""); err != nil {
			return err
		}
		tx.Record(org.Entry{Action: "directory.template.undo", Object: ref.To("organisation", tx.Org.ID), Before: map[string]any{"template": name}})
		tx.Emit(directoryevent.DepartmentsChanged{})
		return nil
	})
}

func asBuilt(all []store.Department, tree []rules.Branch) bool {
	by := map[string]store.Department{}
	for _, d := range all {
		by[d.ID] = d
	}
	var paths []string
	for _, d := range all {
		path := d.Name
		for up := d.Parent; up != nil; up = by[*up].Parent {
			path = by[*up].Name + "/" + path
		}
		paths = append(paths, path)
	}
	return len(all) > 0 && slices.Equal(slices.Sorted(slices.Values(paths)), slices.Sorted(slices.Values(rules.Paths(tree))))
}

// fell removes departments from the lowest up.
func fell(tx *org.Tx, all []store.Department, above string) error {
	for _, d := range all {
		if store.Text(d.Parent) != above {
			continue
		}
		if err := fell(tx, all, d.ID); err != nil {
			return err
		}
		gone, err := store.RemoveDepartment(tx.Ctx, tx, d.ID)
		if err != nil {
			return err
		}
		if !gone {
			return fault.New(fault.Conflict, "template_changed")
		}
		tx.Deleted(ref.To("department", d.ID))
	}
	return nil
}

// TemplatePath names a template in an address.
type TemplatePath struct {
	Name string `path:"name" enum:"functional,geographic,mixed" doc:"by what people do, by where they are, by both"`
}

func (m *Module) templateRoutes(s *httpapi.Server) {
	route := func(method, summary string) httpapi.Route {
		return httpapi.Route{Method: method, Path: "/o/{org}/department-templates/{name}", Summary: summary, Tag: "Directory", Action: WriteDepartment}
	}
	httpapi.Handle(s, route("POST", "Begin with the departments of a template"), func(ctx context.Context, c *httpapi.Call, in *TemplatePath) (*httpapi.Empty, error) {
		return &httpapi.Empty{}, BuildTemplate(ctx, c.Org, c.Who(), in.Name)
	})
	httpapi.Handle(s, route("DELETE", "Take the departments of a template away again"), func(ctx context.Context, c *httpapi.Call, in *TemplatePath) (*httpapi.Empty, error) {
		return &httpapi.Empty{}, UndoTemplate(ctx, c.Org, c.Who(), in.Name)
	})
}
