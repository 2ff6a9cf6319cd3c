// Package telemetry is what the program tells its operator: a log in which
// nobody is named, and figures for Prometheus.
//
// It promises that no log line carries a Hong Kong identity card number, a
// telephone number, an e-mail address, or the value of anything called a token,
// password, secret, authorization, cookie or key, in whichever attribute, group,
// error, struct or message it came. Numbers are recognised in text, where they
// stand free of other Latin letters and digits; a bare integer attribute is left
// alone unless its key says that it is one of these. Ids, trace ids, digests,
// durations and times stay as they are, because they are what an operator
// searches for.
//
// Floor: 1
package telemetry

import (
	"fmt"
	"io"
	"log/slog"
)

// Config chooses how the log is written.
type Config struct {
	Format string // json or text; "" is json
	Level  string // debug, info, warn, error, or with an offset: info+2; "" is info
}

// New makes a redacting logger. The level can be changed while it runs. It fails
// for an unknown format or level.
func New(w io.Writer, c Config) (*slog.Logger, *slog.LevelVar, error) {
	level := new(slog.LevelVar)
	if c.Level != "" {
		if err := level.UnmarshalText([]byte(c.Level)); err != nil {
			return nil, nil, fmt.Errorf("telemetry: level %q: want debug, info, warn or error", c.Level)
		}
	}
	opts := &slog.HandlerOptions{Level: level}
	switch c.Format {
	case "", "json":
		return slog.New(Redact(slog.NewJSONHandler(w, opts))), level, nil
	case "text":
		return slog.New(Redact(slog.NewTextHandler(w, opts))), level, nil
	}
	return nil, nil, fmt.Errorf("telemetry: format %q: want json or text", c.Format)
}
