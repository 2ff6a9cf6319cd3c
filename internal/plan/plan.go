// Package plan is what an organisation may use: named limits and switches. The
// zero plan allows everything; a refusal names the plan and what it lacks.
//
// Floor: 1
package plan

import "tramway/internal/fault"

// Plan is a set of limits and switches.
type Plan struct {
	Name   string           `json:"name,omitempty"`
	Limits map[string]int64 `json:"limits,omitempty"` // most of a thing; absent: unlimited
	Off    map[string]bool  `json:"off,omitempty"`    // functions not in the plan
}

// Allow says whether a function is in the plan and n of a thing are within its
// limit; the refusal names the plan.
func (p Plan) Allow(what string, n int64) error {
	limit, limited := p.Limits[what]
	if p.Off[what] || (limited && n > limit) {
		return fault.New(fault.Denied, "not_in_plan", fault.Args{"plan": p.Name, "what": what, "limit": limit})
	}
	return nil
}
