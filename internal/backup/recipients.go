package backup

import (
	"fmt"
	"os"
	"slices"
	"strings"

	"filippo.io/age"
)

// wanted is how many recipients a backup has at least: the operator's, and one
// kept offline for the day on which the operator's is lost.
const wanted = 2

// recipients reads public keys; the same one twice counts once.
func recipients(keys []string, one bool) ([]age.Recipient, error) {
	var all []string
	for _, k := range keys {
		if k = strings.TrimSpace(k); k != "" && !slices.Contains(all, k) {
			all = append(all, k)
		}
	}
	if len(all) == 0 || (len(all) < wanted && !one) {
		return nil, fmt.Errorf("%w: %d given, a backup wants %d: the operator's and one kept offline (--one-recipient allows one)",
			ErrRecipients, len(all), wanted)
	}
	out, err := age.ParseRecipients(strings.NewReader(strings.Join(all, "\n")))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrRecipients, err)
	}
	return out, nil
}

// CheckRecipients refuses what [Write] would: [ErrRecipients].
func CheckRecipients(keys []string, one bool) error {
	_, err := recipients(keys, one)
	return err
}

// identities reads a file of private keys. The parser's errors may quote a key.
func identities(path string) ([]age.Identity, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("identity file: %w", err)
	}
	defer f.Close()
	out, err := age.ParseIdentities(f)
	if err != nil {
		return nil, fmt.Errorf("%w: the file holds none", ErrIdentity)
	}
	return out, nil
}
