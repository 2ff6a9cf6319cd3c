// Package password says whether a new password will do, by NIST SP 800-63B-4,
// section 3.1.1.2: long enough, not one that everybody tries, and nothing made of
// what is known about its owner. There are no rules about kinds of characters, and
// no password expires.
//
// What it promises: nothing leaves the machine; the list of common passwords is part
// of the program; a check takes microseconds and bounded memory.
//
// Floor: 1
package password

import (
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"tramway/internal/fault"
)

// Bounds, in characters (code points). 256 bytes hold 64 characters of any script,
// the length that has to be permitted at least; more would make hashing dear.
const (
	Alone    = 15  // the only factor
	Beside   = 8   // beside a second factor
	MaxBytes = 256 // after Normal
)

// Normal is the one form of a password: the same characters typed on another
// keyboard give the same bytes (Unicode NFC, as the section asks).
func Normal(password string) string { return norm.NFC.String(password) }

// Length counts characters as a person does not see them but the rule does: code
// points of the normal form.
func Length(password string) int { return utf8.RuneCountInString(Normal(password)) }

// Known is what an attacker would try first: the sign-in name, the person's name,
// the names of the organisation.
type Known []string

// Check says what is wrong with a new password; least is [Alone] or [Beside].
// Errors name the field: password_short, too_long, password_common, password_known.
func Check(field, password string, least int, known Known) error {
	p := Normal(password)
	switch {
	case utf8.RuneCountInString(p) < least:
		return fault.Bad(field, "password_short", fault.Args{"min": least})
	case len(p) > MaxBytes:
		return fault.Bad(field, "too_long", fault.Args{"max": MaxBytes})
	case common(p):
		return fault.Bad(field, "password_common")
	case madeOf(p, known):
		return fault.Bad(field, "password_known")
	}
	return nil
}
