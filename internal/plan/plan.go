// Package plan is what an organisation may use: named limits and switches. The
// zero plan allows everything; a refusal names the plan and what it lacks.
//
// What it promises: a plan says nothing about what is not in the closed list of
// names, and each name of the list is asked about where its thing is done.
//
// Floor: 1
package plan

import (
	"regexp"
	"slices"
	"time"

	"tramway/internal/fault"
	"tramway/internal/lang"
)

// Plan is a set of limits and switches.
type Plan struct {
	Name   string           `json:"name,omitempty"`
	Limits map[string]int64 `json:"limits,omitempty"` // most of a thing; absent: unlimited
	Off    map[string]bool  `json:"off,omitempty"`    // functions not in the plan
	Since  time.Time        `json:"since,omitzero"`   // when an organisation got it so
}

// grace is how long a plan takes nothing that was there when it came.
const grace = 30 * 24 * time.Hour

// Ends says for how many days messages are kept at most, and from when on older ones
// go; not limited: for as long as the organisation says.
func (p Plan) Ends() (days int, from time.Time, limited bool) {
	n, limited := p.Limits[MessageDays]
	return int(n), p.Since.Add(grace), limited
}

// Allow says whether a function is in the plan and n of a thing are within its
// limit; the refusal names the plan. Errors: not_in_plan, plan_limit.
func (p Plan) Allow(what string, n int64) error {
	if p.Off[what] {
		return fault.New(fault.Denied, "not_in_plan", fault.Args{"plan": p.Name, "what": Words(what)})
	}
	if limit, limited := p.Limits[what]; limited && n > limit {
		return fault.New(fault.Denied, "plan_limit", fault.Args{"plan": p.Name, "what": Words(what), "limit": shown(what, limit)})
	}
	return nil
}

// AsDays is a period as [Plan.Allow] is asked about it: 0 days are for good.
func AsDays(days int) int64 {
	if days == 0 {
		return most
	}
	return int64(days)
}

// Words is the key of what a name is called.
func Words(what string) lang.Key { return lang.Key("plan." + what) }

var named = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,39}$`)

// Check says what is wrong with a plan that an operator wrote: names outside the
// closed list, limits of switches, negative limits.
func (p Plan) Check() error {
	var bad fault.Fields
	if !named.MatchString(p.Name) {
		bad.Add("path.name", "plan_name")
	}
	for what, limit := range p.Limits {
		if k, known := KindOf(what); !known || k == Switch {
			bad.Add("body.limits."+what, "unknown_choice")
		} else if k == Days && (limit < 1 || limit > mostDays) || limit < 0 || limit > most {
			bad.Add("body.limits."+what, "invalid_value")
		}
	}
	for what := range p.Off {
		if k, known := KindOf(what); !known || k != Switch {
			bad.Add("body.off."+what, "unknown_choice")
		}
	}
	slices.SortFunc(bad, byLocation)
	return bad.Err()
}

// mostDays is a hundred years.
const mostDays = 36600

// most is the highest limit: what JSON numbers carry exactly.
const most = 1 << 53
