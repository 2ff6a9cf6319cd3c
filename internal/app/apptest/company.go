package apptest

import (
	"context"
	"fmt"
	"strings"

	"tramway/internal/authz"
	"tramway/internal/identity"
	"tramway/internal/org"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
)

// Company is an organisation and its first administrator.
type Company struct {
	In    *Installation
	ID    string
	Admin *Person

	hired int
}

const password = "correct horse battery"

// Setup sets the installation up as its first visitor does.
func (i *Installation) Setup() *Company {
	i.T.Helper()
	p := &Person{In: i, Login: "ada@harbour.example", Password: password}
	v := p.Must("POST", "/setup", map[string]any{"setup_code": i.App.SetupCode,
		"organisation": map[string]any{"name": "Harbour Trading", "name_zh": "海港貿易", "region": "hk"},
		"admin":        map[string]any{"name": "AU Ada", "name_zh": "區雅達", "login": p.Login, "password": p.Password}})
	p.Strengthen()
	return i.company(p, Items(v, "organisations")[0])
}

func (i *Installation) company(admin *Person, v map[string]any) *Company {
	admin.Org, admin.ID = Text(v, "id"), Text(v, "person_id")
	if admin.Org == "" || admin.ID == "" {
		i.T.Fatalf("no organisation in %v", v)
	}
	return &Company{In: i, ID: admin.Org, Admin: admin}
}

// Another makes an organisation whose administrator belongs to no other company
// of the test: a new account comes in through a company of its own.
func (c *Company) Another(name string) *Company {
	t := c.In.T
	t.Helper()
	// Accounts come from invitations; the one that leads here is from a company
	// that only serves as the door.
	door := *c.Admin
	v := door.Must("POST", "/organisations", map[string]any{"name": name + " door", "region": "hk"})
	way := c.In.company(&door, v)
	founder := way.Hire("FOUNDER " + name)
	made := *founder
	made.Strengthen()
	return c.In.company(&made, made.Must("POST", "/organisations", map[string]any{"name": name, "region": "hk"}))
}

// Hire adds a person, invites them, and accepts as they would.
func (c *Company) Hire(name string) *Person {
	c.In.T.Helper()
	c.hired++
	login := fmt.Sprintf("p%d.%s@%s.example", c.hired, strings.ToLower(strings.Fields(name)[0]), c.ID[len(c.ID)-8:])
	v := c.Admin.Must("POST", "/o/{org}/people", map[string]any{"name": name, "email": strings.ToLower(login)})
	return c.Accept(Text(v, "id"), strings.ToLower(login))
}

// Accept invites a person who is in the directory and comes in as them.
func (c *Company) Accept(id, login string) *Person {
	c.In.T.Helper()
	p := &Person{In: c.In, Org: c.ID, ID: id, Login: login, Password: password}
	p.Must("POST", "/invitations/accept", map[string]any{"token": c.Invite(id), "password": p.Password})
	return p
}

// Invite is an invitation's token.
func (c *Company) Invite(id string) string {
	c.In.T.Helper()
	v := c.Admin.Must("POST", "/o/{org}/people/"+id+"/invitation", nil)
	link := Text(v, "link")
	return link[strings.LastIndex(link, "/")+1:]
}

// Become gives a person these roles and no others, also ones that nobody could
// give, such as none at all.
func (c *Company) Become(p *Person, roles ...authz.Role) {
	t := c.In.T
	t.Helper()
	o, err := c.In.App.Registry.Open(context.Background(), c.ID)
	if err != nil {
		t.Fatal(err)
	}
	defer o.Close()
	err = o.Write(context.Background(), org.System("test"), func(tx *org.Tx) error {
		tx.Record(org.Entry{Action: "test.roles", Object: ref.To("person", p.ID)})
		if _, err := sqldb.Exec(tx.Ctx, tx, `DELETE FROM {o}.role_members WHERE person=?`, p.ID); err != nil {
			return err
		}
		return identity.GiveRoles(tx, p.ID, roles...)
	})
	if err != nil {
		t.Fatal(err)
	}
}

// Direct is the direct conversation of two colleagues.
func (p *Person) Direct(other *Person) string {
	p.In.T.Helper()
	return Text(p.Must("POST", "/o/{org}/conversations", map[string]any{"kind": "direct", "member_ids": []string{other.ID}}), "id")
}

// Group starts a group.
func (p *Person) Group(title string, others ...*Person) string {
	p.In.T.Helper()
	ids := make([]string, len(others))
	for i, o := range others {
		ids[i] = o.ID
	}
	return Text(p.Must("POST", "/o/{org}/conversations", map[string]any{"kind": "group", "title": title, "member_ids": ids}), "id")
}

// Post says something.
func (p *Person) Post(conversation, clientID, text string, mentions ...string) Answer {
	p.In.T.Helper()
	body := map[string]any{"client_id": clientID, "text": text}
	if len(mentions) > 0 {
		body["mentions"] = mentions
	}
	return p.Ask("POST", "/o/{org}/conversations/"+conversation+"/messages", body)
}
