package store

import (
	"context"

	"tramway/internal/companymail"
	"tramway/internal/sqldb"
)

// MailDomains are those the organisation named as its own.
func MailDomains(ctx context.Context, q sqldb.Q) (companymail.Rule, error) {
	all, err := sqldb.All[string](ctx, q, `SELECT domain FROM {o}.mail_domains ORDER BY domain`)
	return companymail.Rule(all), err
}

// PutMailDomains replaces them.
func PutMailDomains(ctx context.Context, q sqldb.Q, domains []string) error {
	if _, err := sqldb.Exec(ctx, q, `DELETE FROM {o}.mail_domains`); err != nil {
		return err
	}
	rows := make([][]any, len(domains))
	for i, d := range domains {
		rows[i] = []any{d}
	}
	return sqldb.Insert(ctx, q, `INSERT INTO {o}.mail_domains(domain)`, rows, "")
}
