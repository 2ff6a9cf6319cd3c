package access_test

import (
	"strings"
	"testing"
	"time"

	"tramway/internal/access"
	"tramway/internal/authz"
	"tramway/internal/org"
	"tramway/internal/org/orgtest"
	"tramway/internal/plan"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

const why = "Three shifts, and one of the two is always on leave"

func (h house) say(by string, most int, reason string) error {
	return h.SetMost(h.t.Context(), h.Org, org.Member(by), most, reason)
}

func (h house) agree(by string) error { return h.AgreeMost(h.t.Context(), h.Org, org.Member(by)) }

type said struct {
	what string
	err  error
	want string
}

func (h house) want(all ...said) {
	h.t.Helper()
	for _, k := range all {
		if got := code(k.err); got != k.want {
			h.t.Errorf("%s: %s, want %s", k.what, got, k.want)
		}
	}
}

// A third administrator is refused until the organisation has said why there may be three:
// alone at once, of two with both words (F142).
func TestAThirdAdministratorNeedsAReason(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		h := open(t, e)
		h.want(
			said{"by a member", h.say("ben", 3, why), "not_allowed"},
			said{"six", h.say("ada", 6, why), "body.most most_range"},
			said{"one", h.say("ada", 1, why), "body.most most_range"},
			said{"without a reason", h.say("ada", 3, "   because   "), "body.reason why_short"},
			said{"a second", h.give("ada", "ben", authz.Administrator), "<nil>"},
			said{"a third", h.give("ada", "cat", authz.Administrator), "too_many_administrators"},
			said{"agreed to nothing", h.agree("ben"), "no_most"},
			said{"asked", h.say("ada", 3, why), "<nil>"},
			said{"asked twice", h.say("ben", 4, why), "most_pending"},
			said{"before the other's word", h.give("ada", "cat", authz.Administrator), "too_many_administrators"},
			said{"one's own", h.agree("ada"), "most_own"},
			said{"by a member", h.agree("cat"), "not_allowed"},
			said{"by the other", h.agree("ben"), "<nil>"},
			said{"a third now", h.give("ada", "cat", authz.Administrator), "<nil>"},
			said{"a fourth", h.give("ada", "don", authz.Administrator), "too_many_administrators"},
			said{"two while there are three", h.say("ada", 2, why), "body.most most_there"},
		)
		var set []string
		for _, entry := range orgtest.Entries(t, h.Org) {
			if entry.Action == "access.most.set" {
				set = append(set, entry.Actor.ID, string(entry.Before), string(entry.After), entry.Note["reason"], entry.Note["asked_by"])
			}
		}
		if got := strings.Join(set, " "); !strings.HasPrefix(got, `ben {"most":2} {"most":3} `) || !strings.Contains(got, why) || !strings.HasSuffix(got, "ada") {
			t.Errorf("recorded %s", got)
		}
	})
}

// Whoever is the only administrator says it alone, and what nobody agrees to ends.
func TestTheNumberOfAdministratorsWaitsAWeek(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		h := open(t, e)
		h.want(said{"alone", h.say("ada", 3, why), "<nil>"})
		for _, p := range []string{"ben", "cat"} {
			h.want(said{p, h.give("ada", p, authz.Administrator), "<nil>"})
		}
		h.want(said{"asked", h.say("ada", 5, why), "<nil>"})
		h.Clock.Advance(access.SwapLife + time.Minute)
		h.want(
			said{"a week later", h.agree("ben"), "no_most"},
			said{"anew", h.say("ben", 4, why), "<nil>"},
			said{"taken back by a member", h.StopMost(t.Context(), h.Org, org.Member("don")), "not_allowed"},
			said{"taken back", h.StopMost(t.Context(), h.Org, org.Member("ada")), "<nil>"},
			said{"twice", h.StopMost(t.Context(), h.Org, org.Member("ada")), "no_most"},
			said{"once more", h.say("ben", 5, why), "<nil>"},
			said{"whoever asked is none any more", h.take("ada", "ben", authz.Administrator), "<nil>"},
			said{"their word", h.agree("cat"), "no_most"},
		)
	})
}

// The plan's number stays the bound, whatever the organisation said before.
func TestThePlanBoundsAdministrators(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		h := open(t, e)
		h.want(said{"five", h.say("ada", 5, why), "<nil>"})
		h.SetPlan(plan.Plan{Name: "small", Limits: map[string]int64{plan.Administrators: 3}})
		h.want(
			said{"four", h.say("ada", 4, why), "plan_limit"},
			said{"a second", h.give("ada", "ben", authz.Administrator), "<nil>"},
			said{"a third", h.give("ada", "cat", authz.Administrator), "<nil>"},
			said{"a fourth", h.give("ada", "don", authz.Administrator), "plan_limit"},
		)
	})
}
