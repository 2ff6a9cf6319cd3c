package record

import (
	"encoding/base64"
	"fmt"
	"strings"
)

// Base64 has several spellings for the same bytes (spare bits at the end, line
// feeds inside). The record accepts one, so that a changed file never passes.

func decode64(text string) ([]byte, bool) {
	raw, err := base64.StdEncoding.DecodeString(text)
	return raw, err == nil && base64.StdEncoding.EncodeToString(raw) == text
}

func encode64(raw []byte) string { return base64.StdEncoding.EncodeToString(raw) }

// oneSpelling checks name+hash+key: hash in lower-case hex, key in plain base64.
func oneSpelling(verifierKey string) bool {
	parts := strings.SplitN(verifierKey, "+", 3)
	if len(parts) != 3 || parts[1] != strings.ToLower(parts[1]) {
		return false
	}
	_, ok := decode64(parts[2])
	return ok
}

// oneSpellingSignatures checks the signature lines of a signed note. The note's
// own shape is checked by whoever opens it.
func oneSpellingSignatures(signed string) error {
	at := strings.LastIndex(signed, "\n\n")
	if at < 0 {
		return fmt.Errorf("%w: has no signatures", ErrCheckpoint)
	}
	for line := range strings.Lines(signed[at+2:]) {
		words := strings.Split(strings.TrimSuffix(line, "\n"), " ")
		if len(words) != 3 {
			return fmt.Errorf("%w: malformed signature line", ErrSignature)
		}
		if _, ok := decode64(words[2]); !ok {
			return fmt.Errorf("%w: malformed signature line", ErrSignature)
		}
	}
	return nil
}
