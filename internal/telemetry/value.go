package telemetry

import (
	"bytes"
	"encoding"
	"encoding/json"
	"fmt"
	"log/slog"
	"unicode/utf8"
)

// Hidden stands where something was taken out.
const Hidden = "[hidden]"

var hiddenValue = slog.StringValue(Hidden)

// attr is the redacted attribute and whether that is another one.
func (h *handler) attr(a slog.Attr) (slog.Attr, bool) {
	if h.hidden || Secret(a.Key) || personal(a.Key) {
		return slog.Attr{Key: Scrub(a.Key), Value: hiddenValue}, true
	}
	key, renamed := scrub(a.Key)
	v, changed := h.value(a.Value)
	return slog.Attr{Key: key, Value: v}, renamed || changed
}

func (h *handler) value(v slog.Value) (slog.Value, bool) {
	switch v.Kind() {
	case slog.KindString:
		s, changed := scrub(v.String())
		return slog.StringValue(s), changed
	case slog.KindGroup:
		return h.group(v.Group())
	case slog.KindLogValuer:
		resolved, _ := h.value(v.Resolve())
		return resolved, true
	case slog.KindAny:
		return anyValue(v.Any()), true
	}
	return v, false
}

func (h *handler) group(attrs []slog.Attr) (slog.Value, bool) {
	out := make([]slog.Attr, len(attrs))
	any := false
	for i, a := range attrs {
		changed := false
		out[i], changed = h.attr(a)
		any = any || changed
	}
	return slog.GroupValue(out...), any
}

// anyValue turns a value of any type into text or into a tree of maps and lists
// and redacts that. Its own text comes before JSON: a type that prints itself
// often does so to hide something.
func anyValue(v any) (out slog.Value) {
	defer func() {
		if recover() != nil { // its own method failed; a log line must not end the program
			out = slog.StringValue(fmt.Sprintf("[unprintable %T]", v))
		}
	}()
	switch t := v.(type) {
	case nil:
		return slog.AnyValue(nil)
	case error:
		return slog.StringValue(Scrub(t.Error()))
	case json.RawMessage:
		return tree(t)
	case []byte:
		return bytesValue(t)
	case fmt.Stringer:
		return slog.StringValue(Scrub(t.String()))
	case encoding.TextMarshaler:
		b, err := t.MarshalText()
		if err == nil {
			return bytesValue(b)
		}
	}
	b, err := json.Marshal(v)
	if err != nil {
		return slog.StringValue(fmt.Sprintf("[unprintable %T]", v))
	}
	return tree(b)
}

// bytesValue never leaves the bytes to the handler, which would write base64
// that hides a number from us and from nobody else.
func bytesValue(b []byte) slog.Value {
	if !utf8.Valid(b) {
		return slog.StringValue(fmt.Sprintf("[%d bytes]", len(b)))
	}
	return slog.StringValue(Scrub(string(b)))
}

func tree(b []byte) slog.Value {
	d := json.NewDecoder(bytes.NewReader(b))
	d.UseNumber()
	var v any
	if d.Decode(&v) != nil {
		return bytesValue(b)
	}
	return slog.AnyValue(redactTree(v))
}

func redactTree(v any) any {
	switch t := v.(type) {
	case string:
		return Scrub(t)
	case []any:
		for i := range t {
			t[i] = redactTree(t[i])
		}
	case map[string]any:
		return redactMap(t)
	}
	return v
}

func redactMap(m map[string]any) map[string]any {
	out := make(map[string]any, len(m))
	for k, v := range m {
		if Secret(k) || personal(k) {
			v = Hidden
		}
		out[Scrub(k)] = redactTree(v)
	}
	return out
}
