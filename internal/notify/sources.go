package notify

import (
	"slices"

	"tramway/internal/authz"
	"tramway/internal/org"
)

// source says whom one type of event concerns, and what they are told.
type source struct {
	event string
	about func(tx *org.Tx, r org.Received) (to []string, n notice, err error)
}

// personal is a source whose event names whom it concerns.
func personal[E org.Event](about func(E) (to []string, n notice)) source {
	var none E
	return source{none.EventType(), func(_ *org.Tx, r org.Received) ([]string, notice, error) {
		e, err := org.As[E](r)
		if err != nil {
			return nil, notice{}, err
		}
		to, n := about(e)
		return to, n, nil
	}}
}

// governing is a source of what administrators are told.
func governing[E org.Event](about func(E) notice) source {
	var none E
	return source{none.EventType(), func(tx *org.Tx, r org.Received) ([]string, notice, error) {
		e, err := org.As[E](r)
		if err != nil {
			return nil, notice{}, err
		}
		n := about(e)
		if n.Ref == "" {
			n.Ref = "organisation:" + tx.Org.ID
		}
		to, err := authz.Administrators(tx.Ctx, tx)
		return to, n, err
	}}
}

// sources are all but messages, which speak for themselves.
var sources = func() map[string]source {
	out := map[string]source{}
	for _, s := range slices.Concat(ofHouse, ofOneself, ofTalk) {
		out[s.event] = s
	}
	return out
}()
