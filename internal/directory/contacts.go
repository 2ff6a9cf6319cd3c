package directory

import (
	"context"
	"strings"

	"tramway/internal/directory/internal/rules"
	"tramway/internal/directory/internal/store"
	"tramway/internal/sqldb"
)

// Contacted are the persons who are reached by some addresses and telephone numbers, by
// these as they were given. A number without country is of the region; one that several
// persons share is nobody's. Those who left are not among them.
func (m *Module) Contacted(ctx context.Context, q sqldb.Q, region string, mails, phones []string) (byMail, byPhone map[string]string, err error) {
	byMail, byPhone = map[string]string{}, map[string]string{}
	plain, dialled := map[string]string{}, map[string]string{}
	var lower, numbers []string
	for _, mail := range mails {
		plain[mail] = strings.ToLower(strings.TrimSpace(mail))
		lower = append(lower, plain[mail])
	}
	for _, phone := range phones {
		if e164, ok := rules.Phone(phone, region); ok {
			dialled[phone] = e164
			numbers = append(numbers, e164)
		}
	}
	rows, err := store.Contacted(ctx, q, lower, numbers)
	has, calls := map[string]string{}, map[string][]string{}
	for _, r := range rows {
		has[store.Text(r.Email)] = r.ID
		calls[store.Text(r.Phone)] = append(calls[store.Text(r.Phone)], r.ID)
	}
	for given, mail := range plain {
		if id := has[mail]; id != "" && mail != "" {
			byMail[given] = id
		}
	}
	for given, number := range dialled {
		if ids := calls[number]; len(ids) == 1 {
			byPhone[given] = ids[0]
		}
	}
	return byMail, byPhone, err
}
