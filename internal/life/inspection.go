package life

import (
	"slices"

	"tramway/internal/fault"
	"tramway/internal/org"
	"tramway/internal/ref"
)

// State is where content stands with those who look at it before others do.
type State string

// The states. Held and pending content is stored, and only its author sees it.
const (
	Released State = "released"
	Pending  State = "pending" // somebody is still looking, and will release or refuse it
	Held     State = "held"    // somebody with the right has to release it
)

// Content is what somebody is about to show to others.
type Content struct {
	Kind   string // message, file (its name)
	Author string
	In     ref.Ref // the conversation or folder
	Class  string  // of the conversation: direct, group, channel, staff
	Sure   bool    // the author has read a warning and shows it all the same
	Text   string
}

// Verdict is what an inspector says: released if it says nothing.
type Verdict struct {
	State  State
	Reason string // in words, for the author and for whoever may release
}

// Inspector looks at content before the commit that would show it. It is inside that
// commit: it touches only tx, and what takes longer it leaves pending. An error of
// [Refuse] stores nothing.
type Inspector struct {
	Name    string
	Kinds   []string
	Inspect func(tx *org.Tx, c Content) (Verdict, error)
}

// Refuse keeps content from being stored at all; the author reads why.
func Refuse(field, reason string) error {
	return fault.Bad(field, "refused", fault.Args{"reason": reason})
}

// Warn asks the author once more; what they then send is sent with [Content].Sure.
func Warn(reason string) error {
	return fault.New(fault.Conflict, "message_warned", fault.Args{"reason": reason})
}

// Inspect asks every inspector of a kind. The strictest verdict counts; by is whose it
// was.
func Inspect(tx *org.Tx, all []Inspector, c Content) (v Verdict, by string, err error) {
	v.State = Released
	for _, i := range all {
		if !slices.Contains(i.Kinds, c.Kind) {
			continue
		}
		one, err := i.Inspect(tx, c)
		if err != nil {
			return v, i.Name, err
		}
		if strictness[one.State] > strictness[v.State] {
			v, by = one, i.Name
		}
	}
	return v, by, nil
}

var strictness = map[State]int{Released: 0, Pending: 1, Held: 2}
