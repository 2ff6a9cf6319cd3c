package record

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
)

// Canonical returns the entry's one text, RFC 8785 JSON without a final newline,
// at most [MaxEntryBytes] long. Errors wrap [ErrEntry].
//
// The names of an entry are known, so they are written in their sorted order at
// once; only before and after, which are foreign JSON, go through [CanonicalJSON].
func (e Entry) Canonical() ([]byte, error) {
	if err := e.Validate(); err != nil {
		return nil, err
	}
	before, err := canonicalPart("before", e.Before)
	if err != nil {
		return nil, err
	}
	after, err := canonicalPart("after", e.After)
	if err != nil {
		return nil, err
	}
	out := e.appendText(make([]byte, 0, 320+len(before)+len(after)), before, after)
	if len(out) > MaxEntryBytes {
		return nil, fmt.Errorf("%w: longer than %d bytes", ErrEntry, MaxEntryBytes)
	}
	return out, nil
}

func canonicalPart(name string, raw json.RawMessage) ([]byte, error) {
	if len(raw) == 0 {
		return nil, nil
	}
	out, err := CanonicalJSON(raw)
	if err != nil {
		return nil, fmt.Errorf("%w: %s: %w", ErrEntry, name, err)
	}
	return out, nil
}

func (e Entry) appendText(b, before, after []byte) []byte {
	b = appendWord(append(b, '{'), "action", e.Action)
	b = append(b, `,"actor":{`...)
	b = appendWord(b, "id", e.Actor.ID)
	b = appendWord(append(b, ','), "kind", e.Actor.Kind)
	b = append(b, '}')
	b = appendOptional(b, "address", e.Address)
	b = appendRaw(b, "after", after)
	b = strconv.AppendInt(append(b, `,"at":`...), e.At, 10)
	b = appendRaw(b, "before", before)
	b = appendOptional(b, "device", e.Device)
	b = appendWord(append(b, ','), "id", e.ID)
	b = appendNote(b, e.Note)
	b = appendWord(append(b, ','), "object", e.Object)
	b = appendWord(append(b, ','), "org", e.Org)
	b = appendOptional(b, "request", e.Request)
	b = appendOptional(b, "session", e.Session)
	b = strconv.AppendInt(append(b, `,"v":`...), Version, 10)
	return append(b, '}')
}

func appendNote(b []byte, note map[string]string) []byte {
	if len(note) == 0 {
		return b
	}
	b = append(b, `,"note":{`...)
	for i, k := range slices.SortedFunc(maps.Keys(note), compareUTF16) {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendWord(b, k, note[k])
	}
	return append(b, '}')
}

func appendWord(b []byte, name, value string) []byte {
	b = append(appendString(b, name), ':')
	return appendString(b, value)
}

func appendOptional(b []byte, name, value string) []byte {
	if value == "" {
		return b
	}
	return appendWord(append(b, ','), name, value)
}

func appendRaw(b []byte, name string, canonical []byte) []byte {
	if len(canonical) == 0 {
		return b
	}
	b = append(appendString(append(b, ','), name), ':')
	return append(b, canonical...)
}
