package app

import (
	"context"
	"fmt"

	"tramway/internal/chat"
	"tramway/internal/org"
)

// ReadTrace says who of an organisation copied a text. It opens the installation, which
// therefore must not be served meanwhile: while it is, the page reads traces. Errors:
// [ErrServed].
func ReadTrace(ctx context.Context, cfg Config, orgID, text string) (out []chat.Copied, err error) {
	if _, err := readPassphrase(cfg.Passphrase); err != nil {
		return nil, err
	}
	a, err := New(ctx, cfg, Options{})
	if err != nil {
		return nil, err
	}
	defer func() {
		if shut := a.Close(); err == nil {
			err = shut
		}
	}()
	o, err := a.Registry.Open(ctx, orgID)
	if err != nil {
		return nil, fmt.Errorf("organisation %s: %w", orgID, err)
	}
	defer o.Close()
	return a.Chat.ReadTrace(ctx, o, org.System("command"), text)
}
