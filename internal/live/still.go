package live

import (
	"context"
	"net/http"

	"github.com/centrifugal/centrifuge"

	"tramway/internal/fault"
	"tramway/internal/httpapi"
)

// A socket lives longer than the question whether it may be opened. What ends it
// is told to the door, and asked again once it is on the door's lists, so that
// nothing falls between.

// reenter tells a page to come back, and to be asked again who it is and what it
// may: it lost a right, and what its socket listens to was allowed before.
var reenter = centrifuge.Disconnect{Code: 4010, Reason: "rights changed"}

type stillKey struct{}

func admit(s *httpapi.Server, r *http.Request) (*httpapi.Call, error) {
	c, err := s.Admit(r, r.URL.Query().Get("org"), httpapi.Route{Action: Action})
	if err == nil && c.Org == nil {
		err = fault.New(fault.NotFound, "not_found")
	}
	return c, err
}

// still is nil if whoever was let in would be let in again now.
func still(s *httpapi.Server, r *http.Request) *centrifuge.Disconnect {
	if !s.Alive(r) {
		return &signedOut
	}
	c, err := admit(s, r.WithContext(context.WithoutCancel(r.Context())))
	if err != nil {
		return &reenter
	}
	c.Org.Close()
	return nil
}

// ended says why a socket that has just been enlisted should not stay; nil if it may.
func ended(ctx context.Context) *centrifuge.Disconnect {
	ask, ok := ctx.Value(stillKey{}).(func() *centrifuge.Disconnect)
	if !ok {
		return &signedOut
	}
	return ask()
}

func (d *Door) reenter(persons []string) {
	for _, person := range persons {
		if err := d.node.Disconnect(person, centrifuge.WithCustomDisconnect(reenter)); err != nil {
			d.log.Error("live: closing a socket", "error", err)
		}
	}
}
