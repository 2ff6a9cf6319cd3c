// Package demo fills an installation with two believable companies: a Hong Kong
// trading company of about sixty people and its mainland sister of about twenty,
// with departments, conversations with history and a record that verifies. It
// goes through the same doors as everybody.
//
// Floor: 6
package demo

import (
	"context"
	"fmt"
	"strings"
	"time"

	"tramway/internal/authz"
	"tramway/internal/chat"
	"tramway/internal/clock"
	"tramway/internal/directory"
	"tramway/internal/host"
	"tramway/internal/identity"
	"tramway/internal/org"
	"tramway/internal/ref"
)

// Password signs in everybody of the demonstration.
const Password = "ding-ding-tram-2026"

// Begins is how long ago the demonstration's history begins: a month of its record is
// over. What people say to one another is of the last days.
const (
	Begins  = 40 * 24 * time.Hour
	settled = 30 * 24 * time.Hour
)

// Installation is what filling needs.
type Installation struct {
	Host     *host.Host
	Registry *org.Registry
	Identity *identity.Module
	Chat     *chat.Module
	Clock    *clock.Manual // the time in the houses, which the history moves
}

// Fill makes both companies and tells how far it is.
func Fill(ctx context.Context, in Installation, progress func(string)) ([]identity.SignIn, error) {
	var ins []identity.SignIn
	start := in.Clock.Now()
	for _, c := range companies {
		in.Clock.Advance(start.Sub(in.Clock.Now()))
		progress(c.Name)
		b := &builder{Installation: in, ctx: ctx, company: c}
		if err := b.build(); err != nil {
			return nil, fmt.Errorf("%s: %w", c.Name, err)
		}
		ins = append(ins, b.signIns()...)
	}
	return ins, nil
}

// SignIns are those offered on the page of a demonstration already filled.
func SignIns() []identity.SignIn {
	var ins []identity.SignIn
	for _, c := range companies {
		b := &builder{company: c}
		b.staff()
		ins = append(ins, b.signIns()...)
	}
	return ins
}

type person struct {
	directory.NewPerson
	id, dept string
}

type builder struct {
	Installation
	ctx     context.Context
	company company
	people  []person
	house   *org.Org
	depts   map[string]string
	fields  []string
}

// staff makes up everybody, always the same.
func (b *builder) staff() {
	n := 0
	for _, d := range b.company.Departments {
		for i := range d.People {
			// Steps that share no factor with the lists, so that no two are called the same.
			s := b.company.Surnames[n%len(b.company.Surnames)]
			g := b.company.Given[(b.company.Step*n+n/len(b.company.Surnames))%len(b.company.Given)]
			title := d.Titles[min(i, len(d.Titles)-1)]
			if i >= len(d.Titles) && len(d.Titles) > 2 {
				title = d.Titles[1+i%(len(d.Titles)-1)]
			}
			b.people = append(b.people, person{dept: d.Name, NewPerson: directory.NewPerson{
				Name: s.Latin + " " + g.Latin, NameZh: s.Han + g.Han, Title: title,
				Email:   fmt.Sprintf("%s.%s%d@%s", strings.ToLower(strings.ReplaceAll(g.Latin, " ", "")), strings.ToLower(s.Latin), n+1, b.company.Domain),
				Phone:   fmt.Sprintf(b.company.Phone, 1000003+n*7919%8999999),
				StaffNo: fmt.Sprintf("%s%03d", strings.ToUpper(b.company.Key[:1]), n+1)}})
			n++
		}
	}
}

// signIns offers the first administrator and a few others.
func (b *builder) signIns() []identity.SignIn {
	var ins []identity.SignIn
	for n, p := range b.people {
		if n == 0 || (p.dept != b.people[n-1].dept && len(ins) < 4) {
			ins = append(ins, identity.SignIn{Login: p.Email, Password: Password, Name: p.Name + " " + p.NameZh + " · " + p.Title, Organisation: b.company.Name})
		}
	}
	return ins
}

func (b *builder) build() error {
	b.staff()
	boss := b.people[0]
	account, err := b.Host.CreateAccount(b.ctx, boss.Email, boss.Name, Password)
	if err == nil {
		err = b.Host.MakeOperator(b.ctx, account.ID)
	}
	if err != nil {
		return err
	}
	m, err := b.Identity.Found(b.ctx, host.NewOrganisation{Name: b.company.Name, NameZh: b.company.NameZh, Region: b.company.Region, Own: true},
		identity.Founder{Name: boss.Name, NameZh: boss.NameZh, Email: boss.Email}, account)
	if err != nil {
		return err
	}
	b.people[0].id = m.Person
	if b.house, err = b.Registry.Open(b.ctx, m.ID); err != nil {
		return err
	}
	defer b.house.Close()
	for _, step := range []func() error{b.makeDepartments, b.makeFields, b.makePeople, b.makeTalks, b.makeAnnouncements} {
		if err := step(); err != nil {
			return err
		}
	}
	return b.house.Integrate(b.ctx)
}

func (b *builder) who() org.Who { return org.Member(b.people[0].id) }

func (b *builder) makeDepartments() error {
	b.depts = map[string]string{}
	for i, d := range b.company.Departments {
		id, err := directory.PutDepartment(b.ctx, b.house, b.who(), "", directory.NewDepartment{Name: d.Name, NameZh: d.NameZh, Parent: b.depts[d.Parent], Sort: i})
		if err != nil {
			return err
		}
		b.depts[d.Name] = id
	}
	return nil
}

// makeFields asks the two things of people that most companies ask.
func (b *builder) makeFields() error {
	for i, f := range []directory.NewField{
		{Name: "Extension", NameHK: "內線", NameCN: "分机", Kind: "number", Visible: "everybody"},
		{Name: "Contract", NameHK: "合約", NameCN: "合同", Kind: "choice", Choices: []string{"Permanent 長期", "Fixed term 定期"}, Visible: "managers"},
	} {
		f.Sort = i
		made, err := directory.PutField(b.ctx, b.house, b.who(), "", f)
		if err != nil {
			return err
		}
		b.fields = append(b.fields, made.ID)
	}
	return nil
}

// enter fills in what is asked of the nth person.
func (b *builder) enter(n int, p *person) {
	day := fmt.Sprintf("%d-%02d-%02d", 2010+n*7%15, 1+n*5%12, 1+n*11%28)
	p.HiredOn, p.Grade = &day, fmt.Sprintf("G%d", 9-min(n, 6))
	p.Values = map[string]string{b.fields[0]: fmt.Sprint(100 + n), b.fields[1]: []string{"Permanent 長期", "Fixed term 定期"}[min(n%5, 1)]}
}

// makePeople adds everybody below the first of their department.
func (b *builder) makePeople() error {
	heads := map[string]string{}
	for i := range b.people {
		p := &b.people[i]
		b.enter(i, p)
		p.Departments, p.Manager = []string{b.depts[p.dept]}, heads[p.dept]
		if p.Manager == "" && i > 0 {
			p.Manager = b.people[0].id
		}
		if i == 0 {
			if err := directory.EditPerson(b.ctx, b.house, b.who(), p.id, 1, p.NewPerson); err != nil {
				return err
			}
		} else if err := b.join(p, rolesOf(heads[p.dept] == "")); err != nil {
			return err
		}
		if heads[p.dept] == "" {
			heads[p.dept] = p.id
		}
	}
	return nil
}

// rolesOf: whoever leads a department is a manager as well.
func rolesOf(head bool) []authz.Role {
	if head {
		return []authz.Role{authz.Manager, authz.Member}
	}
	return []authz.Role{authz.Member}
}

// join adds a person and lets them in.
func (b *builder) join(p *person, roles []authz.Role) (err error) {
	if p.id, err = directory.AddPerson(b.ctx, b.house, b.who(), p.NewPerson); err != nil {
		return err
	}
	account, err := b.Host.CreateAccount(b.ctx, p.Email, p.Name, Password)
	if err != nil {
		return err
	}
	if err := b.Host.Join(b.ctx, account.ID, b.house.ID, p.id); err != nil {
		return err
	}
	return b.house.Write(b.ctx, b.who(), func(tx *org.Tx) error {
		tx.Record(org.Entry{Action: "account.join", Object: ref.To("person", p.id)})
		return identity.GiveRoles(tx, p.id, roles...)
	})
}

func (b *builder) makeTalks() error {
	talks := harbourTalks
	if b.company.Region == "cn" {
		talks = shenzhenTalks
	}
	b.Clock.Advance(settled)
	for n, t := range talks {
		if err := b.hold(n, t); err != nil {
			return fmt.Errorf("%s: %w", t.Title, err)
		}
	}
	return b.pair()
}

// hold plays one conversation's history: everybody reads it but its last words.
func (b *builder) hold(n int, t talk) error {
	members := b.members(t.Members)
	id, _, err := b.Chat.Start(b.ctx, b.house, org.Member(members[0]), chat.NewConversation{Kind: "group", Title: t.Title, Members: members[1:]})
	if err != nil {
		return err
	}
	for i, l := range t.Lines {
		b.Clock.Advance(time.Duration(l.After+1) * time.Minute)
		who := org.Member(members[l.Who%len(members)])
		m, _, err := chat.New(nil).Post(b.ctx, b.house, who, id, chat.Draft{ClientID: fmt.Sprintf("demo-%d-%d", n, i), Text: l.Text})
		if err != nil {
			return err
		}
		if i != len(t.Lines)-3 {
			continue
		}
		for _, p := range members {
			if err := chat.MarkRead(b.ctx, b.house, org.Member(p), id, m.Seq); err != nil {
				return err
			}
		}
	}
	return nil
}

// members are persons by department, by number, or everybody.
func (b *builder) members(names []string) []string {
	var out []string
	for _, name := range names {
		for i, p := range b.people {
			if name == "all" || name == p.dept || name == fmt.Sprint(i) {
				out = append(out, p.id)
			}
		}
	}
	return out
}

// pair is a short talk of two.
func (b *builder) pair() error {
	one, two := b.people[1], b.people[0]
	id, _, err := b.Chat.Start(b.ctx, b.house, org.Member(one.id), chat.NewConversation{Kind: "direct", Members: []string{two.id}})
	if err != nil {
		return err
	}
	text := map[string]string{"hk": "下星期的董事會文件已準備好，請有空時過目。", "cn": "下周供应商审核的行程已发到邮箱，请确认。"}[b.company.Region]
	b.Clock.Advance(20 * time.Minute)
	_, _, err = chat.New(nil).Post(b.ctx, b.house, org.Member(one.id), id, chat.Draft{ClientID: "demo-pair-1", Text: text, Mentions: []string{two.id}})
	return err
}
