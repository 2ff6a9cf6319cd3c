package access

import (
	"strings"

	"tramway/internal/authz"
	"tramway/internal/lang"
)

// What rules are called, in the reader's language. A test holds the catalogue
// against the actions of every module.

func roleTitle(l string, r authz.Role) string { return lang.Text(l, "role."+string(r), nil) }

func actionTitle(l, action string) string { return lang.Text(l, "may."+action, nil) }

func moduleOf(action string) string {
	module, _, _ := strings.Cut(action, ".")
	return module
}

func moduleTitle(l, action string) string { return lang.Text(l, "module."+moduleOf(action), nil) }

// Words are the keys of texts that a set of rules needs.
func Words(r *authz.Rules) (keys []string) {
	for _, role := range authz.Roles {
		keys = append(keys, "role."+string(role), "role_text."+string(role))
	}
	for _, s := range authz.Scopes {
		keys = append(keys, "scope."+string(s))
	}
	for _, a := range r.Actions() {
		keys = append(keys, "may."+a.Name, "module."+moduleOf(a.Name))
		for _, f := range a.Forbid {
			keys = append(keys, "error."+f.Name, "reason.forbid."+f.Name)
		}
	}
	return keys
}
