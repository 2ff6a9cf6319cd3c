package record

import "fmt"

// A log's key may change. The chain of a bundle is the evidence of those changes,
// each a bundle of its rotation entry under the key before, so that who trusts an
// old key can check what was signed by a later one.

const (
	// MaxHandovers is how many handovers a bundle carries: the newest.
	MaxHandovers = 32

	chainField      = "chain "
	maxHandoverText = 6 << 10 // two keys, an entry of the program's own, 63 hashes
)

func (b Bundle) header() string {
	if len(b.Chain) > 0 {
		return chainHeader
	}
	return bundleHeader
}

// WithChain returns b with the handovers that lead to its key, oldest first; of
// more than [MaxHandovers] the oldest are left out. The chain is checked.
func (b Bundle) WithChain(handovers []Bundle) (Bundle, error) {
	b.Chain = handovers[max(0, len(handovers)-MaxHandovers):]
	return b, b.leadsFrom(b.Key)
}

func readChain(l *lines) (chain []Bundle, err error) {
	for {
		text := l.peek(chainField)
		if text == "" {
			break
		}
		raw, ok := decode64(text)
		if !ok || len(raw) > maxHandoverText || len(chain) == MaxHandovers {
			return nil, fmt.Errorf("%w: malformed handover of the key", ErrBundle)
		}
		h, err := ParseBundle(raw)
		if err != nil {
			return nil, fmt.Errorf("handover of the key: %w", err)
		}
		if len(h.Chain) > 0 {
			return nil, fmt.Errorf("%w: a chain inside a chain", ErrBundle)
		}
		chain = append(chain, h)
		l.next()
	}
	if len(chain) == 0 {
		return nil, fmt.Errorf("%w: a chain without handovers", ErrBundle)
	}
	return chain, nil
}

// leadsFrom says whether the trusted key is the bundle's, or one from which the
// chain leads to it. Every link is checked, those before the trusted key as well:
// a file that was altered anywhere is refused.
func (b Bundle) leadsFrom(trusted string) error {
	found := b.Key == trusted
	for i, h := range b.Chain {
		found = found || h.Key == trusted
		next, err := NextKey(h, h.Key)
		if err != nil {
			return fmt.Errorf("%w: handover %d: %v", ErrKeyNotTrusted, i+1, err)
		}
		after := b.Key
		if i+1 < len(b.Chain) {
			after = b.Chain[i+1].Key
		}
		if next != after {
			return fmt.Errorf("%w: handover %d is to another key than the next", ErrKeyNotTrusted, i+1)
		}
	}
	if !found {
		return fmt.Errorf("%w: the bundle names another, and no chain leads to it", ErrKeyNotTrusted)
	}
	return nil
}

// peek is the value of the next line if it is such a field, and leaves it there.
func (l *lines) peek(name string) string {
	ahead := *l
	return ahead.field(name)
}
