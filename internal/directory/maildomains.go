package directory

import (
	"context"
	"slices"
	"strconv"

	"tramway/internal/companymail"
	"tramway/internal/directory/internal/store"
	"tramway/internal/fault"
	"tramway/internal/httpapi"
	"tramway/internal/org"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
)

// WriteMailDomains is the action of naming the organisation's mail domains.
const WriteMailDomains = "directory.mail.write"

type mailDomains struct {
	Domains []string `json:"domains" maxItems:"50" doc:"whose addresses, and those below them, may sign in; none: all that are not of a personal provider"`
}

type mailDomainsOut struct{ Body mailDomains }

func (m *Module) mailDomainRoutes(s *httpapi.Server) {
	route := func(method, summary string) httpapi.Route {
		return httpapi.Route{Method: method, Path: "/o/{org}/mail-domains", Summary: summary, Tag: "Directory", Action: WriteMailDomains, Fresh: method != "GET"}
	}
	httpapi.Handle(s, route("GET", "The organisation's mail domains"), func(ctx context.Context, c *httpapi.Call, _ *struct{}) (*mailDomainsOut, error) {
		all, err := store.MailDomains(ctx, c.Org.Read())
		return &mailDomainsOut{mailDomains{append([]string{}, all...)}}, err
	})
	httpapi.Handle(s, route("PUT", "Name the organisation's mail domains"), func(ctx context.Context, c *httpapi.Call, in *struct{ Body mailDomains }) (*mailDomainsOut, error) {
		domains, err := cleanDomains(in.Body.Domains)
		if err != nil {
			return nil, err
		}
		if err := PutMailDomains(ctx, c.Org, c.Who(), domains); err != nil {
			return nil, err
		}
		return &mailDomainsOut{mailDomains{domains}}, m.accounts.ClaimMail(ctx, c.Org.ID, domains)
	})
}

func cleanDomains(written []string) ([]string, error) {
	var bad fault.Fields
	domains := []string{}
	for i, w := range written {
		d, ok := companymail.Domain(w)
		switch at := "body.domains[" + strconv.Itoa(i) + "]"; {
		case !ok:
			bad.Add(at, "mail_domain", fault.Args{"domain": w})
		case companymail.Personal(d):
			bad.Add(at, "mail_personal")
		default:
			domains = append(domains, d)
		}
	}
	slices.Sort(domains)
	return slices.Compact(domains), bad.Err()
}

// PutMailDomains names the domains whose addresses may sign in. Accounts that are
// there stay: somebody decides about each.
func PutMailDomains(ctx context.Context, o *org.Org, who org.Who, domains []string) error {
	return o.Write(ctx, who, func(tx *org.Tx) error {
		before, err := store.MailDomains(tx.Ctx, tx)
		if err != nil || slices.Equal(before, domains) {
			return err
		}
		tx.Record(org.Entry{Action: "directory.mail.write", Object: ref.To("organisation", tx.Org.ID), Before: mailDomains{before}, After: mailDomains{domains}})
		return store.PutMailDomains(tx.Ctx, tx, domains)
	})
}

// MailDomains are those that the organisation calls its own.
func (m *Module) MailDomains(ctx context.Context, q sqldb.Q) ([]string, error) {
	return store.MailDomains(ctx, q)
}

// mayBind refuses an address that an account must not be bound to.
func mayBind(ctx context.Context, o *org.Org, address string) error {
	rule, err := store.MailDomains(ctx, o.Read())
	if err != nil {
		return err
	}
	if code := rule.Refuses(address); code != "" {
		return fault.New(fault.Conflict, code)
	}
	return nil
}
