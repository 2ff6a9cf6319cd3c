package chat

import (
	"context"
	"errors"
	"slices"

	"tramway/internal/authz"
	"tramway/internal/chat/chatevent"
	"tramway/internal/chat/internal/store"
	"tramway/internal/fault"
	"tramway/internal/httpapi"
	"tramway/internal/org"
	"tramway/internal/sqldb"
)

// ForwardMessages is saying again elsewhere what was said; guests may not.
const ForwardMessages = "chat.message.forward"

// maxCompanies is how many companies are named of a conversation.
const maxCompanies = 5

// Outside is who of a conversation is from outside the organisation.
type Outside struct {
	Count     int      `json:"count"`
	Companies []string `json:"companies" doc:"where they are from, at most 5"`
}

// mixed says of conversations, in place, who in them is from outside, and takes from what
// the reader can do there what their roles do not let them: two questions for all.
func (m *Module) mixed(ctx context.Context, c *httpapi.Call, views []Conversation) error {
	taken := map[string]bool{
		"forward":     c.Allow(ForwardMessages, everything) != nil,
		"translate":   m.translates() == "" || c.Allow(Translate, everything) != nil,
		"add_members": c.Allow(Create, everything) != nil,
	}
	ids := make([]string, len(views))
	for i, v := range views {
		ids[i] = v.ID
		views[i].Can = slices.DeleteFunc(v.Can, func(can string) bool { return taken[can] })
	}
	found, err := m.outsideIn(ctx, c.Org.Read(), ids)
	for i, v := range views {
		views[i].Outside = found[v.ID]
	}
	return err
}

// outsideIn are those of some conversations in which somebody from outside is.
func (m *Module) outsideIn(ctx context.Context, q sqldb.Q, conversations []string) (map[string]*Outside, error) {
	guests, err := authz.Outsiders(ctx, q)
	if err != nil || len(guests) == 0 || len(conversations) == 0 {
		return nil, err
	}
	rows, err := store.AmongMembers(ctx, q, conversations, guests)
	if err != nil {
		return nil, err
	}
	ids := make([]string, len(rows))
	for i, r := range rows {
		ids[i] = r.Person
	}
	names, err := m.people.Names(ctx, q, ids)
	out := map[string]*Outside{}
	for _, r := range rows {
		one := out[r.Conversation]
		if one == nil {
			one = &Outside{Companies: []string{}}
			out[r.Conversation] = one
		}
		one.Count++
		if from := names[r.Person].Outside; from != nil && *from != "" && len(one.Companies) < maxCompanies && !slices.Contains(one.Companies, *from) {
			one.Companies = append(one.Companies, *from)
		}
	}
	return out, err
}

// mayCarryOut refuses saying again what was said elsewhere where people from outside
// read, unless the organisation lets that be (FEATURES F089, F169). Errors:
// forwarding_outside_off.
func (m *Module) mayCarryOut(tx *org.Tx, to string) error {
	rules, err := RulesOf(tx.Ctx, tx)
	if err != nil || rules.ForwardOutside {
		return err
	}
	found, err := m.outsideIn(tx.Ctx, tx, []string{to})
	if err == nil && found[to] != nil {
		err = fault.New(fault.Conflict, "forwarding_outside_off")
	}
	return err
}

// mayLead refuses that a guest leads a group.
func mayLead(tx *org.Tx, person string) error {
	roles, err := authz.RolesOf(tx.Ctx, tx, []string{person})
	if err == nil && (authz.Actor{Roles: roles[person]}).Outside() {
		err = fault.New(fault.Conflict, "guest_leads_not")
	}
	return err
}

// Invites refuses whoever may not bring others into a group. Errors: not_found,
// cannot_leave_direct, group_follows, group_admins_only, conversation_archived.
func (m *Module) Invites(ctx context.Context, q sqldb.Q, conversation, person string) (title string, err error) {
	mine, err := find(ctx, q, conversation, person)
	if err == nil && mine.Kind == direct {
		err = fault.New(fault.Conflict, "guest_in_direct")
	}
	if err == nil {
		err = invites(mine)
	}
	return mine.Title.V, err
}

// Bring lets somebody from outside into a group, if it is there and open still; they see
// what is said from now on, whatever its rules say of those who come later.
func (m *Module) Bring(tx *org.Tx, conversation, person string) error {
	c, err := store.ByID(tx.Ctx, tx, conversation)
	if errors.Is(err, sqldb.ErrNone) || err == nil && c.ArchivedAt > 0 {
		return nil
	}
	if err != nil {
		return err
	}
	fresh, err := newIn(tx, conversation, []string{person})
	if err != nil {
		return err
	}
	one := newcomer(person, c.LastSeq, store.GroupRules{})
	err = change(tx, "chat.conversation.add_members", conversation, map[string]any{"members": []string{person}},
		chatevent.MembersChanged{Conversation: conversation, By: tx.Who.ID, Joined: []string{person}}, store.Join(tx.Ctx, tx, conversation, []store.Membership{one}))
	if err != nil || len(fresh) == 0 {
		return err
	}
	return line(tx, conversation, person, cameJoined, []string{})
}

// Leaders are who leads a group; nobody if it is gone.
func (m *Module) Leaders(ctx context.Context, q sqldb.Q, conversation string) ([]string, error) {
	return store.Leaders(ctx, q, conversation)
}

// Group is a group by what it is called.
type Group struct{ ID, Title string }

// GroupsOf are the groups of some persons.
func (m *Module) GroupsOf(ctx context.Context, q sqldb.Q, persons []string) (map[string][]Group, error) {
	rows, err := store.TitlesOf(ctx, q, persons)
	out := map[string][]Group{}
	for _, r := range rows {
		out[r.Person] = append(out[r.Person], Group{r.ID, r.Title.V})
	}
	return out, err
}
