package host_test

import (
	"testing"
	"time"

	"tramway/internal/fault"
	"tramway/internal/host"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

// A guest's invitation that was sent before leads into nothing that was found to pose as
// another; its own people come in, and so does the guest once that is lifted (F122).
func TestNoGuestComesIntoWhatPosesAsAnother(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		h, clk, _ := open(t, e)
		o := company(t, h, "Peak Tram Works")
		invite := func(person string, until sqldb.Micros) string {
			token, _, err := h.Invite(t.Context(), host.Invitation{Org: o.ID, Person: person, Login: person + "@acme.example", Name: person, Until: until})
			if err != nil {
				t.Fatal(err)
			}
			return token
		}
		guest, member := invite("wong", sqldb.At(clk.Now().Add(48*time.Hour))), invite("lee", 0)
		accept := func(token string) error {
			_, _, err := h.Accept(t.Context(), token, "correct horse battery", host.Client{})
			return err
		}
		must(t, h.SetStanding(t.Context(), o.ID, host.Limited))
		if err := accept(guest); !fault.Is(err, "organisation_limited") {
			t.Errorf("a guest: %v", err)
		}
		must(t, accept(member))
		must(t, h.SetStanding(t.Context(), o.ID, host.Free))
		must(t, accept(guest))
	})
}
