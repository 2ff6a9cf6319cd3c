// Package companymail tells a company's mail address from a personal one. Personal
// data that sits in somebody's private mailbox can't be traced or erased by the
// company, so accounts are bound to addresses of the company only.
//
// What it promises: the list of personal and throw-away providers is part of the
// program, nothing is asked of a network; a subdomain of a listed domain is listed.
//
// Floor: 1
package companymail

import (
	_ "embed" // the list
	"regexp"
	"slices"
	"strings"

	"tramway/internal/wordlist"
)

// personal.txt.gz holds 14,137 domains, as of November 2026: those of the npm package
// free-email-domains 1.12.6 (MIT, see LICENSE-FREE-EMAIL-DOMAINS), and providers of
// Hong Kong and the mainland that it lacks. Sorted by bytes, one a line.
//
//go:embed personal.txt.gz
var packed []byte

var listed = wordlist.Packed(packed)

// Personal says whether a domain, or one above it, is of a personal provider.
func Personal(domain string) bool {
	for d := strings.ToLower(strings.TrimSuffix(domain, ".")); strings.Contains(d, "."); {
		if listed(d) {
			return true
		}
		_, d, _ = strings.Cut(d, ".")
	}
	return false
}

var domainForm = regexp.MustCompile(`^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$`)

// Domain brings a domain into its one form; false if it is none.
func Domain(s string) (string, bool) {
	s = strings.ToLower(strings.TrimPrefix(strings.TrimSpace(s), "@"))
	return s, len(s) <= 253 && domainForm.MatchString(s)
}

// Rule is the domains an organisation named as its own; none: every domain that is
// not personal.
type Rule []string

// Refuses names what is wrong with an address: mail_personal, mail_other_domain; ""
// if nothing is. The address is one already, in small letters.
func (r Rule) Refuses(address string) string {
	domain := address[strings.LastIndex(address, "@")+1:]
	switch {
	case Personal(domain):
		return "mail_personal"
	case len(r) > 0 && !slices.ContainsFunc(r, func(own string) bool { return domain == own || strings.HasSuffix(domain, "."+own) }):
		return "mail_other_domain"
	}
	return ""
}
