package preview

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"tramway/internal/fault"
	"tramway/internal/org"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
)

// Rules say whether pages are looked up, and where.
type Rules struct {
	Shown bool     `json:"shown" doc:"previews are made; false at first"`
	Only  []string `json:"only" maxItems:"200" doc:"domains, with all below them; none: all"`
	Never []string `json:"never" maxItems:"200" doc:"domains, with all below them"`
}

type rulesBody struct{ Body Rules }

type rulesRow struct {
	Shown bool                 `db:"shown"`
	Since sqldb.Micros         `db:"since"`
	Only  sqldb.JSON[[]string] `db:"domains"`
	Never sqldb.JSON[[]string] `db:"without"`
	Salt  sqldb.Sealed[string] `db:"salt"`
}

func (r rulesRow) shown() Rules {
	return Rules{r.Shown, append([]string{}, r.Only.V...), append([]string{}, r.Never.V...)}
}

// rulesOf are the organisation's; shut where nobody set any.
func rulesOf(ctx context.Context, q sqldb.Q) (rulesRow, error) {
	r, err := sqldb.One[rulesRow](ctx, q, `SELECT shown, since, domains, without, salt FROM {o}.link_rules WHERE one=1`)
	if errors.Is(err, sqldb.ErrNone) {
		err = nil
	}
	return r, err
}

var domain = regexp.MustCompile(`^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$`)

// domains are such as they are compared; location names the field.
func domains(list []string, location string) ([]string, error) {
	out := []string{}
	for _, d := range list {
		d = strings.Trim(strings.ToLower(strings.TrimSpace(d)), ".")
		if !domain.MatchString(d) {
			return nil, fault.Bad(location, "invalid_value")
		}
		if !slices.Contains(out, d) {
			out = append(out, d)
		}
	}
	return out, nil
}

// SetRules opens or shuts the door. Shut, what was found stays out of sight.
func SetRules(ctx context.Context, o *org.Org, who org.Who, r Rules) (Rules, error) {
	var err error
	if r.Only, err = domains(r.Only, "body.only"); err != nil {
		return r, err
	}
	if r.Never, err = domains(r.Never, "body.never"); err != nil {
		return r, err
	}
	return r, o.Write(ctx, who, func(tx *org.Tx) error {
		before, err := rulesOf(tx.Ctx, tx)
		if err != nil {
			return err
		}
		salt, since := before.Salt, before.Since
		if r.Shown && !before.Shown {
			since = sqldb.At(tx.Now())
		}
		if salt.V == "" {
			salt = sqldb.Seal(rand.Text())
		}
		tx.Record(org.Entry{Action: "links.rules.set", Object: ref.To("organisation", o.ID), Before: before.shown(), After: r})
		_, err = sqldb.Exec(tx.Ctx, tx, `INSERT INTO {o}.link_rules(one, shown, since, domains, without, salt) VALUES(1,?,?,?,?,?)
			ON CONFLICT (one) DO UPDATE SET shown=excluded.shown, since=excluded.since, domains=excluded.domains, without=excluded.without`,
			r.Shown, since, sqldb.AsJSON(r.Only), sqldb.AsJSON(r.Never), salt)
		return err
	})
}

// lets says whether the rules let an address through.
func (r rulesRow) lets(address string) bool {
	u, err := url.Parse(address)
	if err != nil || !r.Shown {
		return false
	}
	host := strings.TrimSuffix(strings.ToLower(u.Hostname()), ".")
	below := func(d string) bool { return host == d || strings.HasSuffix(host, "."+d) }
	return (len(r.Only.V) == 0 || slices.ContainsFunc(r.Only.V, below)) && !slices.ContainsFunc(r.Never.V, below)
}

// pageID names a page without telling its address.
func (r rulesRow) pageID(address string) string {
	mac := hmac.New(sha256.New, []byte(r.Salt.V))
	mac.Write([]byte(address))
	return hex.EncodeToString(mac.Sum(nil)[:16])
}

var link = regexp.MustCompile(`https?://[^\s<>"'` + "`" + `，。、；：！？）】」』]+`)

// firstLink is the first address in a text that leads elsewhere than to own; "" if
// there is none.
func firstLink(text, own string) string {
	for _, found := range link.FindAllString(text, 5) {
		found = strings.TrimRight(found, ".,;:!?)]}*_")
		if u, err := url.Parse(found); err == nil && u.Hostname() != "" && !same(u, own) && len(found) <= 2000 {
			u.Fragment, u.User = "", nil
			return u.String()
		}
	}
	return ""
}

func same(u *url.URL, origin string) bool { return strings.EqualFold(u.Scheme+"://"+u.Host, origin) }
