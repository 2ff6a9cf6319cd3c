package host_test

import (
	"testing"

	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

// Whoever leaves their last organisation in the middle of signing in is not signed in.
func TestWhoLeavesWhileTheySignInIsNotSignedIn(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		h, _, _ := open(t, e)
		o, mei := company(t, h, "Peak Tram Works"), account(t, h, "mei@peak.example")
		joins(t, h, mei, o, "mei")
		s, _, err := h.SignIn(t.Context(), mei.Login, password, desk)
		must(t, err)
		if _, had, err := h.PersonLeaves(t.Context(), o.ID, "mei"); err != nil || !had {
			t.Fatal(had, err)
		}
		_, _, err = h.MeetDevice(t.Context(), s, "")
		wantFault(t, err, "not_signed_in")
	})
}
