package app

import (
	"context"
	"fmt"
	"time"

	"tramway/internal/backup"
	"tramway/internal/clock"
	"tramway/internal/fault"
	"tramway/internal/host"
)

// UserCode makes the code anew that waits to prove an account's mobile, and says for
// which number: where no gateway sends codes, the operator reads it out.
func UserCode(ctx context.Context, cfg Config, login string) (code, number string, err error) {
	if err := cfg.complete(); err != nil {
		return "", "", err
	}
	if _, err := readPassphrase(cfg.Passphrase); err != nil {
		return "", "", err
	}
	err = home(ctx, cfg, func(h backup.Home) error {
		code, number, err = host.OperatorCode(ctx, h.Host, login, clock.System{}.Now())
		if fault.KindOf(err) == fault.NotFound {
			return fmt.Errorf("no code waits for %q: the page asks for one first", login)
		}
		return err
	})
	return code, number, err
}

// RecoverUser makes a link by which an account gets a new password and loses its
// second factors, whether or not the installation is running. It is the way of an
// only administrator who lost everything: who holds the machine holds the keys
// anyway. The link's use is in the record of each of the account's organisations.
func RecoverUser(ctx context.Context, cfg Config, login string) (link string, until time.Time, err error) {
	if err := cfg.complete(); err != nil {
		return "", until, err
	}
	if _, err := readPassphrase(cfg.Passphrase); err != nil {
		return "", until, err // a link makes no installation
	}
	err = home(ctx, cfg, func(h backup.Home) error {
		token, expires, err := host.OperatorReset(ctx, h.Host, login, clock.System{}.Now())
		if fault.KindOf(err) == fault.NotFound {
			return fmt.Errorf("nobody signs in as %q", login)
		}
		link, until = cfg.Origin+"/reset/"+token, expires
		return err
	})
	return link, until, err
}

// SetOperator makes an account an operator of the installation, or takes that back,
// whether or not it is served: it looks at what organisations hand in to be verified.
func SetOperator(ctx context.Context, cfg Config, login string, on bool) error {
	if err := cfg.complete(); err != nil {
		return err
	}
	if _, err := readPassphrase(cfg.Passphrase); err != nil {
		return err
	}
	return home(ctx, cfg, func(h backup.Home) error {
		err := host.SetOperator(ctx, h.Host, login, on, clock.System{}.Now())
		switch {
		case fault.KindOf(err) == fault.NotFound:
			return fmt.Errorf("nobody signs in as %q", login)
		case fault.Is(err, "last_operator"):
			return fmt.Errorf("%q is the last operator: name another one first", login)
		}
		return err
	})
}
