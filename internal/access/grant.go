package access

import (
	"encoding/json"
	"time"

	"tramway/internal/authz"
	"tramway/internal/id"
	"tramway/internal/lang"
	"tramway/internal/org"
	"tramway/internal/ref"
)

// Person is how somebody is named here.
type Person struct {
	ID     string `json:"id"`
	Name   string `json:"name"`
	NameZh string `json:"name_zh"`
	Title  string `json:"title"`
	Left   bool   `json:"left"`
}

// Grant is a grant as the page sees it.
type Grant struct {
	ID          string     `json:"id"`
	Person      Person     `json:"person"`
	Action      string     `json:"action"`
	ActionTitle string     `json:"action_title"`
	Scope       string     `json:"scope" enum:"own,reports,department,object,all"`
	Object      string     `json:"object" doc:"department:id or person:id"`
	ScopeTitle  string     `json:"scope_title" doc:"the scope and its object in words"`
	Until       *time.Time `json:"until" doc:"absent: until it is revoked"`
	GivenBy     Person     `json:"given_by"`
	GivenAt     time.Time  `json:"given_at"`
}

// objectOf is what a grant's scope names; zero if it names nothing.
func objectOf(g authz.Grant) ref.Ref {
	switch g.Scope {
	case authz.Department:
		return ref.To("department", g.Object)
	case authz.Object:
		r, _ := ref.Parse(g.Object) // checked when it was given
		return r
	}
	return ref.Ref{}
}

// facts are what the record keeps of a grant.
type facts struct {
	ID     string      `json:"id"`
	Action string      `json:"action"`
	Scope  authz.Scope `json:"scope"`
	Object string      `json:"object,omitempty"`
	Until  *time.Time  `json:"until,omitempty"`
	By     string      `json:"granted_by"`
}

func factsOf(g authz.Grant) facts {
	f := facts{g.ID, g.Action, g.Scope, "", moment(g.Until.Time()), g.GrantedBy}
	if r := objectOf(g); !r.IsZero() {
		f.Object = r.String()
	}
	return f
}

func jobData(j org.Due) (e ending, err error) {
	err = json.Unmarshal(j.Data.V, &e)
	return e, err
}

// named turns what is stored into what is shown, once names are known.
type named map[ref.Ref]Place

func (n named) person(id string) Person {
	p := n[personRef(id)]
	return Person{id, p.Name, p.NameZh, p.Title, p.Left}
}

// shown is the name of a person or department; of one that is gone, its id.
func (n named) shown(l string, r ref.Ref) string {
	p, there := n[r]
	if !there {
		return r.ID
	}
	if p.Name == "" || l != lang.English && p.NameZh != "" {
		return p.NameZh
	}
	return p.Name
}

func (n named) scope(l string, g authz.Grant) string {
	return lang.Text(l, "scope."+string(g.Scope), map[string]any{"name": n.shown(l, objectOf(g))})
}

func (n named) grant(l string, g authz.Grant) Grant {
	given, _ := id.Time(g.ID) // ids are the program's own
	f := factsOf(g)
	return Grant{g.ID, n.person(g.Person), g.Action, actionTitle(l, g.Action), string(g.Scope), f.Object, n.scope(l, g),
		f.Until, n.person(g.GrantedBy), given}
}

// mentioned are the people and departments that grants name.
func mentioned(gs []authz.Grant) (refs []ref.Ref) {
	for _, g := range gs {
		refs = append(refs, personRef(g.Person), personRef(g.GrantedBy))
		if r := objectOf(g); !r.IsZero() {
			refs = append(refs, r)
		}
	}
	return refs
}
