package load

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"

	"tramway/internal/app"
	"tramway/internal/authz"
	"tramway/internal/chat"
	"tramway/internal/directory"
	"tramway/internal/host"
	"tramway/internal/identity"
	"tramway/internal/org"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
)

// installation is a folder with organisations and people who are signed in.
type installation struct {
	data   string
	orgs   []string
	logins []string // of the same people but the founder; one password
	tokens []string // of the people of the first organisation, the founder first
	groups []string // conversations of all of them
	extra  []string // what else the program is started with
}

const founder = "ada@harbour.example"

// prepare makes an installation of some organisations, the first with some people.
func prepare(b *testing.B, orgs, people int) *installation {
	b.Helper()
	return prepareGroups(b, orgs, people, 1)
}

// prepareGroups is prepare with several conversations of all people.
func prepareGroups(b *testing.B, orgs, people, groups int) *installation {
	b.Helper()
	in := &installation{data: filepath.Join(b.TempDir(), "data"), groups: make([]string, groups)}
	a, err := app.New(b.Context(), app.Config{Data: in.data, Listen: "127.0.0.1:8080", Region: "hk", Cipher: "adiantum"}, app.Options{Unpaced: true})
	if err != nil {
		b.Fatal(err)
	}
	if err := in.fill(b.Context(), a, orgs, people); err != nil {
		b.Fatal(err)
	}
	if err := a.Close(); err != nil {
		b.Fatal(err)
	}
	return in
}

func (in *installation) fill(ctx context.Context, a *app.App, orgs, people int) error {
	account, err := a.Host.CreateAccount(ctx, founder, "AU Ada", "a long enough password")
	if err != nil {
		return err
	}
	var first host.Membership
	for n := range orgs {
		m, err := a.Identity.Found(ctx, host.NewOrganisation{Name: fmt.Sprint("Harbour ", n), Region: "hk"}, identity.Founder{Name: "AU Ada", Email: founder}, account)
		if err != nil {
			return err
		}
		if in.orgs = append(in.orgs, m.ID); n == 0 {
			first = m
		}
	}
	if err := in.signIn(ctx, a, account); err != nil {
		return err
	}
	return in.hire(ctx, a, first, people)
}

func (in *installation) signIn(ctx context.Context, a *app.App, account host.Account) error {
	_, token, err := a.Host.Enter(ctx, account, host.Client{Device: "load", Address: "127.0.0.1"})
	in.tokens = append(in.tokens, token)
	return err
}

// hire adds people with sessions and the groups of all.
func (in *installation) hire(ctx context.Context, a *app.App, first host.Membership, people int) error {
	if people == 0 {
		return nil
	}
	o, err := a.Registry.Open(ctx, first.ID)
	if err != nil {
		return err
	}
	defer o.Close()
	who, ids := org.Member(first.Person), make([]string, people)
	// What is measured is the program, and not its patience with people.
	if err := chat.SetGates(ctx, o, who, chat.Gates{MessagesMinute: 1_000_000, DirectsHour: 1_000_000}); err != nil {
		return err
	}
	for n := range people {
		if ids[n], err = directory.AddPerson(ctx, o, who, directory.NewPerson{Name: fmt.Sprint("WORKER ", n)}); err != nil {
			return err
		}
		if err := in.account(ctx, a, o, ids[n]); err != nil {
			return err
		}
	}
	for n := range in.groups {
		if in.groups[n], _, err = a.Chat.Start(ctx, o, who, chat.NewConversation{Kind: "group", Title: fmt.Sprint("Everybody ", n), Members: ids}); err != nil {
			return err
		}
	}
	return nil
}

// account gives a person the founder's password: to compute a thousand takes long.
func (in *installation) account(ctx context.Context, a *app.App, o *org.Org, person string) error {
	in.logins = append(in.logins, person+"@harbour.example")
	err := a.Host.DB().Write(ctx, func(ctx context.Context, q sqldb.Q) error {
		_, err := sqldb.Exec(ctx, q, `INSERT INTO {o}.accounts(id, login, name, password, created_at)
			SELECT ?, ?, name, password, created_at FROM {o}.accounts WHERE login=?`, person, person+"@harbour.example", founder)
		return err
	})
	if err != nil {
		return err
	}
	if err := a.Host.Join(ctx, person, o.ID, person); err != nil {
		return err
	}
	err = o.Write(ctx, org.System("load"), func(tx *org.Tx) error {
		tx.Record(org.Entry{Action: "account.join", Object: ref.To("person", person)})
		return identity.GiveRoles(tx, person, authz.Member)
	})
	if err != nil {
		return err
	}
	return in.signIn(ctx, a, host.Account{ID: person})
}
