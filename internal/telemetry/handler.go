package telemetry

import (
	"context"
	"log/slog"
)

// handler redacts, then hands on. It is a wrapper and not a ReplaceAttr, because
// ReplaceAttr never sees the message and sees groups only from inside.
type handler struct {
	next   slog.Handler
	hidden bool // inside a group whose name says that all of it is secret
}

// Redact wraps a handler so that it only ever sees redacted records. A record
// with nothing to hide passes through as it is, without a copy.
func Redact(next slog.Handler) slog.Handler { return &handler{next: next} }

// Enabled implements slog.Handler.
func (h *handler) Enabled(ctx context.Context, l slog.Level) bool { return h.next.Enabled(ctx, l) }

// WithAttrs implements slog.Handler.
func (h *handler) WithAttrs(attrs []slog.Attr) slog.Handler {
	clean := make([]slog.Attr, len(attrs))
	for i, a := range attrs {
		clean[i], _ = h.attr(a)
	}
	return &handler{next: h.next.WithAttrs(clean), hidden: h.hidden}
}

// WithGroup implements slog.Handler.
func (h *handler) WithGroup(name string) slog.Handler {
	return &handler{next: h.next.WithGroup(Scrub(name)), hidden: h.hidden || Secret(name)}
}

// Handle implements slog.Handler.
func (h *handler) Handle(ctx context.Context, r slog.Record) error {
	message, changed := scrub(r.Message)
	if !changed && h.clean(r) {
		return h.next.Handle(ctx, r)
	}
	out := slog.NewRecord(r.Time, r.Level, message, r.PC)
	r.Attrs(func(a slog.Attr) bool {
		a, _ = h.attr(a)
		out.AddAttrs(a)
		return true
	})
	return h.next.Handle(ctx, out)
}

// clean says that no attribute has to be changed. It never calls the code of a
// value: that is done once, when the record is rebuilt.
func (h *handler) clean(r slog.Record) bool {
	clean := true
	r.Attrs(func(a slog.Attr) bool {
		clean = !h.hidden && isClean(a)
		return clean
	})
	return clean
}

func isClean(a slog.Attr) bool {
	if Secret(a.Key) || personal(a.Key) {
		return false
	}
	if _, changed := scrub(a.Key); changed {
		return false
	}
	switch a.Value.Kind() {
	case slog.KindString:
		_, changed := scrub(a.Value.String())
		return !changed
	case slog.KindAny, slog.KindLogValuer:
		return a.Value.Any() == nil
	case slog.KindGroup:
		for _, inner := range a.Value.Group() {
			if !isClean(inner) {
				return false
			}
		}
	}
	return true
}
