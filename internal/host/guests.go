package host

import (
	"context"
	"strings"
	"time"

	"tramway/internal/sqldb"
)

// Home is an organisation to which somebody belongs, or whose mail domain their address
// has. Person is who they are there; "" if only the address says it.
type Home struct {
	Org    string `db:"org"`
	Person string `db:"person"`
}

// Homes are the organisations that somebody with a sign-in name belongs to for good, but
// one; and those verified ones that say that the address's domain is theirs.
func (h *Host) Homes(ctx context.Context, login, but string) ([]Home, error) {
	login = strings.ToLower(login)
	homes, err := sqldb.All[Home](ctx, h.db.Read(), `SELECT m.org, m.person FROM {o}.accounts a JOIN {o}.memberships m ON m.account=a.id
		JOIN {o}.organisations o ON o.id=m.org WHERE a.login=? AND m.org<>? AND m.until=0 AND o.ending<>? AND o.ending<>? ORDER BY m.org`, login, but, Dissolved, Gone)
	if err != nil {
		return nil, err
	}
	claims, err := sqldb.All[string](ctx, h.db.Read(), `SELECT DISTINCT c.org FROM {o}.mail_claims c JOIN {o}.organisations o ON o.id=c.org
		WHERE c.domain IN {in} AND c.org<>? AND o.verified_until > ? AND o.ending<>? AND o.ending<>? ORDER BY c.org`, sqldb.Strings(domainsOf(login)), but, h.now(), Dissolved, Gone)
	for _, org := range claims {
		if !hasHome(homes, org) {
			homes = append(homes, Home{Org: org})
		}
	}
	return homes, err
}

func hasHome(homes []Home, org string) bool {
	for _, one := range homes {
		if one.Org == org {
			return true
		}
	}
	return false
}

// domainsOf are the domain of an address and all above it.
func domainsOf(login string) []string {
	out := []string{}
	_, domain, _ := strings.Cut(login, "@")
	for domain != "" {
		out = append(out, domain)
		_, domain, _ = strings.Cut(domain, ".")
	}
	return out
}

// ClaimMail says which mail domains an organisation takes for its own.
func (h *Host) ClaimMail(ctx context.Context, org string, domains []string) error {
	return h.db.Write(ctx, func(ctx context.Context, q sqldb.Q) error {
		if _, err := sqldb.Exec(ctx, q, `DELETE FROM {o}.mail_claims WHERE org=?`, org); err != nil {
			return err
		}
		rows := make([][]any, len(domains))
		for i, d := range domains {
			rows[i] = []any{d, org}
		}
		return sqldb.Insert(ctx, q, `INSERT INTO {o}.mail_claims(domain, org)`, rows, "")
	})
}

// SetUntil moves the moment at which somebody's way into an organisation ends, of a
// membership or an invitation; the zero time: it does not.
func (h *Host) SetUntil(ctx context.Context, org, person string, until time.Time) error {
	at := sqldb.Micros(0)
	if !until.IsZero() {
		at = sqldb.At(until)
	}
	return h.db.Write(ctx, func(ctx context.Context, q sqldb.Q) error {
		for _, table := range []string{"memberships", "invitations"} {
			if _, err := sqldb.Exec(ctx, q, `UPDATE {o}.`+table+` SET until=? WHERE org=? AND person=?`, at, org, person); err != nil {
				return err
			}
		}
		return nil
	})
}

// Invited is whom a token invites; NotFound if it is used, void or over.
func (h *Host) Invited(ctx context.Context, token string) (Invitation, error) {
	return found(sqldb.One[Invitation](ctx, h.db.Read(), `SELECT org, person, login, name, until FROM {o}.invitations
		WHERE token=? AND expires_at > ? AND (until=0 OR until > ?)`, digestOf(token), h.now(), h.now()))
}
