package sso

import (
	"context"

	"tramway/internal/host"
	"tramway/internal/org"
	"tramway/internal/sqldb"
)

// Accounts is what this module asks of the installation.
type Accounts interface {
	// Employed finds the account with a login that belongs to an organisation for good.
	Employed(ctx context.Context, org, login string) (a host.Account, person string, err error)
	// AcceptByCompany makes an account for whoever is invited under a login and has none.
	AcceptByCompany(ctx context.Context, org, login string) (host.Account, host.Invitation, error)
	CompanyOnlyOf(ctx context.Context, org string) (host.CompanyOnly, error)
	KeepCompanyOnly(ctx context.Context, org string, r host.CompanyOnly) error
	Members(ctx context.Context, org string) ([]host.Member, error)
	AccountOf(ctx context.Context, org, person string) (host.Account, error)
	// LeadTo says whether an organisation's mail domains lead to its own sign-in; if not,
	// the sessions end that it began.
	LeadTo(ctx context.Context, org string, on bool) error
	// Led is the organisation to which a mail address leads.
	Led(ctx context.Context, login string) (org string, err error)
	BeginCompany(ctx context.Context, data []byte) (handle, browser string, err error)
	// KeepCompany lets an answer wait for the browser that began.
	KeepCompany(ctx context.Context, handle string, keep func(data []byte) ([]byte, error)) error
	TakeCompany(ctx context.Context, handle, browser string) (data []byte, err error)
}

// Houses opens organisations for those who are not in yet.
type Houses interface {
	Open(ctx context.Context, org string) (*org.Org, error)
}

// Name of a person.
type Name struct {
	Name   string `json:"name"`
	NameZh string `json:"name_zh"`
}

// People is the directory as this module asks about it.
type People interface {
	Names(ctx context.Context, q sqldb.Q, ids []string) (map[string]Name, error)
	// MailDomains are those that the organisation calls its own.
	MailDomains(ctx context.Context, q sqldb.Q) ([]string, error)
}
