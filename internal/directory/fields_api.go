package directory

import (
	"context"

	"tramway/internal/directory/internal/store"
	"tramway/internal/httpapi"
)

// WriteFields is the action of defining what is asked about people.
const WriteFields = "directory.field.write"

// Field is something the organisation asks about its people. That it is asked is no
// secret: everybody is asked it.
type Field struct {
	ID string `json:"id"`
	NewField
}

func fieldOf(f store.Field) Field {
	return Field{f.ID, NewField{Name: f.Name, NameHK: f.NameHK, NameCN: f.NameCN, Kind: f.Kind, Choices: f.Choices.V.Of, Visible: f.Visible, Required: f.Required, Sort: f.Sort}}
}

type fieldsOut struct {
	Body struct {
		Items []Field `json:"items"`
	}
}

type fieldOut struct{ Body Field }

// FieldPath names a field in an address.
type FieldPath struct {
	ID string `path:"id" maxLength:"40"`
}

func (m *Module) fieldRoutes(s *httpapi.Server) {
	route := func(method, path, summary, action string, status int) httpapi.Route {
		return httpapi.Route{Method: method, Path: "/o/{org}/person-fields" + path, Summary: summary, Tag: "Directory", Action: action, Status: status}
	}
	httpapi.Handle(s, route("GET", "", "What is asked about people", Read, 0), listFields)
	httpapi.Handle(s, route("POST", "", "Ask something more about people", WriteFields, 201), func(ctx context.Context, c *httpapi.Call, in *struct{ Body NewField }) (*fieldOut, error) {
		f, err := PutField(ctx, c.Org, c.Who(), "", in.Body)
		return &fieldOut{fieldOf(f)}, err
	})
	httpapi.Handle(s, route("PUT", "/{id}", "Change what is asked", WriteFields, 0), func(ctx context.Context, c *httpapi.Call, in *struct {
		FieldPath
		Body NewField
	}) (*fieldOut, error) {
		f, err := PutField(ctx, c.Org, c.Who(), in.ID, in.Body)
		return &fieldOut{fieldOf(f)}, err
	})
	httpapi.Handle(s, route("DELETE", "/{id}", "Ask it no more, and forget what was entered", WriteFields, 0), func(ctx context.Context, c *httpapi.Call, in *FieldPath) (*httpapi.Empty, error) {
		return &httpapi.Empty{}, DropField(ctx, c.Org, c.Who(), in.ID)
	})
}

func listFields(ctx context.Context, c *httpapi.Call, _ *struct{}) (*fieldsOut, error) {
	all, err := store.Fields(ctx, c.Org.Read())
	out := &fieldsOut{}
	out.Body.Items = make([]Field, len(all))
	for i, f := range all {
		out.Body.Items[i] = fieldOf(f)
	}
	return out, err
}
