package identifier

import "regexp"

var (
	bankAccountForm = regexp.MustCompile(`^([0-9]{3})(?:\s*-\s*|\s+)([0-9]{3})(?:\s*-\s*|\s+)([0-9]{6,9})$`)
	fpsID           = regexp.MustCompile(`^(?:[0-9]{7}|[0-9]{9})$`)
)

// bankAccountHK checks a Hong Kong bank account written with its parts apart:
// bank of three digits, branch of three, account of six to nine. Banks share no
// check digit, and digits without parts could be anything. Canonical with hyphens.
func bankAccountHK(s string) (Result, error) {
	m := bankAccountForm.FindStringSubmatch(s)
	if m == nil {
		return Result{}, Form
	}
	return Result{Canonical: m[1] + "-" + m[2] + "-" + m[3]}, nil
}
