package access

import (
	"slices"
	"strings"
	"time"

	"tramway/internal/authz"
	"tramway/internal/lang"
)

// Explanation is a decision with its reasons.
type Explanation struct {
	Action      string   `json:"action"`
	ActionTitle string   `json:"action_title"`
	Module      string   `json:"module"`
	ModuleTitle string   `json:"module_title"`
	Answer      string   `json:"answer" enum:"yes,partly,no" doc:"partly: not at large, but for some people or objects"`
	Reasons     []Reason `json:"reasons"`
}

// Reason is one rule that decided, or would have under other circumstances.
type Reason struct {
	Policy  string     `json:"policy" doc:"role:name, grant:id, forbid:name; empty: no rule permits it"`
	Decides bool       `json:"decides" doc:"false: it exists, but does not apply here"`
	Text    string     `json:"text"`
	Until   *time.Time `json:"until" doc:"when a grant that decides ends"`
}

// explainer puts decisions about one person into words. It asks the rules and
// knows none itself.
type explainer struct {
	rules  *authz.Rules
	actor  authz.Actor
	places named
	lang   string
	now    time.Time
}

func (e explainer) explain(action string, res authz.Resource) Explanation {
	x := Explanation{Action: action, ActionTitle: actionTitle(e.lang, action), Module: moduleOf(action),
		ModuleTitle: moduleTitle(e.lang, action), Answer: "no", Reasons: []Reason{}}
	d := e.rules.Decide(e.actor, action, res, e.now)
	switch {
	case d.Allow:
		x.Answer = "yes"
	case res.Ref.IsZero() && e.rules.Anywhere(e.actor, action, e.now):
		x.Answer = "partly"
	}
	for _, p := range d.Policies {
		x.Reasons = append(x.Reasons, e.reason(p))
	}
	if len(d.Policies) == 0 {
		if x.Answer == "no" {
			x.Reasons = append(x.Reasons, Reason{Decides: true, Text: e.nothing(action)})
		}
		x.Reasons = append(x.Reasons, e.missed(action)...)
	}
	return x
}

// reason says what a policy is that decided.
func (e explainer) reason(p authz.Policy) Reason {
	r := Reason{Policy: p.String(), Decides: true}
	switch p.Kind {
	case authz.ByRole:
		r.Text = lang.Text(e.lang, "reason.role", map[string]any{"role": roleTitle(e.lang, authz.Role(p.Name))})
	case authz.ByForbid:
		r.Text = lang.Text(e.lang, "reason.forbid."+p.Name, nil)
	case authz.ByGrant:
		g := e.actor.Grants[slices.IndexFunc(e.actor.Grants, func(g authz.Grant) bool { return g.ID == p.Name })]
		r.Text, r.Until = e.granted("reason.grant", g), moment(g.Until.Time())
	}
	return r
}

// missed are the grants for an action that did not decide, and why not.
func (e explainer) missed(action string) (out []Reason) {
	for _, g := range e.actor.Grants {
		if g.Action != action {
			continue
		}
		key := "reason.elsewhere"
		if !g.Living(e.now) {
			key = "reason.ended"
		}
		out = append(out, Reason{Policy: authz.Policy{Kind: authz.ByGrant, Name: g.ID}.String(), Text: e.granted(key, g), Until: moment(g.Until.Time())})
	}
	return out
}

func (e explainer) granted(key string, g authz.Grant) string {
	return lang.Text(e.lang, key, map[string]any{"scope": e.places.scope(e.lang, g), "name": e.places.shown(e.lang, personRef(g.GrantedBy))})
}

// nothing says which roles would permit it.
func (e explainer) nothing(action string) string {
	var roles []string
	for _, a := range e.rules.Actions() {
		for _, r := range a.Roles {
			if a.Name == action {
				roles = append(roles, roleTitle(e.lang, r))
			}
		}
	}
	return lang.Text(e.lang, "reason.nothing", map[string]any{"roles": strings.Join(roles, lang.Text(e.lang, "list.separator", nil))})
}
