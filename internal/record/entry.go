package record

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"
)

// Version is the version of the entry format this package writes and reads.
const Version = 1

// MaxEntryBytes bounds the canonical text of one entry.
const MaxEntryBytes = 256 << 10

// maxAt keeps the time inside what every JSON reader holds exactly (2^53-1).
const maxAt = 1<<53 - 1

// ErrEntry: the entry is not valid, or its text is not the canonical text of an
// entry, or (from [Verify]) it is not the entry that was recorded.
var ErrEntry = errors.New("record: entry")

// Actor is who did it: a member, a guest, a robot, the system itself.
type Actor struct {
	ID   string `json:"id"`
	Kind string `json:"kind"`
}

// Entry is one fact of an organisation's history. Empty optional fields are left
// out of the text.
type Entry struct {
	V       int               `json:"v"`                 // format version; 0 stands for Version
	ID      string            `json:"id"`                // unique in the organisation
	At      int64             `json:"at"`                // microseconds since 1970-01-01 UTC
	Org     string            `json:"org"`               // the organisation's id
	Actor   Actor             `json:"actor"`             // who
	Session string            `json:"session,omitempty"` // optional: sign-in session
	Device  string            `json:"device,omitempty"`  // optional: device id
	Address string            `json:"address,omitempty"` // optional: network address
	Request string            `json:"request,omitempty"` // optional: request id
	Action  string            `json:"action"`            // dotted, such as "directory.person.import"
	Object  string            `json:"object"`            // ref "type:id"
	Before  json.RawMessage   `json:"before,omitempty"`  // optional: the object before
	After   json.RawMessage   `json:"after,omitempty"`   // optional: the object after
	Note    map[string]string `json:"note,omitempty"`    // optional: anything else, as words
}

// Validate says what is missing or malformed; errors wrap [ErrEntry].
func (e Entry) Validate() error {
	switch {
	case e.V != 0 && e.V != Version:
		return fmt.Errorf("%w: unknown version %d", ErrEntry, e.V)
	case e.ID == "" || e.Org == "" || e.Actor.ID == "" || e.Actor.Kind == "":
		return fmt.Errorf("%w: id, org and actor are needed", ErrEntry)
	case e.At <= 0 || e.At > maxAt:
		return fmt.Errorf("%w: time out of range", ErrEntry)
	case !isAction(e.Action):
		return fmt.Errorf("%w: action must be dotted lower-case words", ErrEntry)
	case !isRef(e.Object):
		return fmt.Errorf("%w: object must be a ref type:id", ErrEntry)
	}
	return e.validText()
}

// validText refuses what Go's encoder would silently replace by U+FFFD: the
// canonical text would then be of another entry than the caller's.
func (e Entry) validText() error {
	words := []string{e.ID, e.Org, e.Actor.ID, e.Actor.Kind, e.Session, e.Device, e.Address, e.Request, e.Object}
	for k, v := range e.Note {
		words = append(words, k, v)
	}
	for _, w := range words {
		if !utf8.ValidString(w) {
			return fmt.Errorf("%w: text is not UTF-8", ErrEntry)
		}
	}
	return nil
}

func isAction(s string) bool {
	words := strings.Split(s, ".")
	for _, w := range words {
		if w == "" || strings.Trim(w, "abcdefghijklmnopqrstuvwxyz0123456789_-") != "" {
			return false
		}
	}
	return len(words) > 1
}

func isRef(s string) bool {
	kind, id, ok := strings.Cut(s, ":")
	return ok && kind != "" && id != ""
}

// ParseEntry reads the canonical text of an entry. Text that says the same in
// another spelling (order, spaces, unknown or repeated names) is refused: there is
// one text for an entry. Errors wrap [ErrEntry].
func ParseEntry(canonical []byte) (Entry, error) {
	if len(canonical) > MaxEntryBytes {
		return Entry{}, fmt.Errorf("%w: longer than %d bytes", ErrEntry, MaxEntryBytes)
	}
	var e Entry
	if err := json.Unmarshal(canonical, &e); err != nil {
		return Entry{}, fmt.Errorf("%w: not JSON of an entry", ErrEntry)
	}
	if e.V == 0 {
		return Entry{}, fmt.Errorf("%w: version is missing", ErrEntry)
	}
	again, err := e.Canonical()
	if err != nil {
		return Entry{}, err
	}
	if !bytes.Equal(again, canonical) {
		return Entry{}, fmt.Errorf("%w: text is not canonical", ErrEntry)
	}
	return e, nil
}
