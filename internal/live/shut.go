package live

import (
	"github.com/centrifugal/centrifuge"

	"tramway/internal/httpapi"
)

// shut tells a page that nobody enters its organisation any more: it asks once what
// became of it, and does not come back by itself. Its session goes on.
var shut = centrifuge.Disconnect{Code: 3511, Reason: "organisation shut"}

// Shut closes the sockets of an organisation on this node; those that the same people
// have in others stay.
func (d *Door) Shut(orgID string) {
	for _, client := range d.within(orgID) {
		client.Disconnect(shut)
	}
}

func (d *Door) within(orgID string) (out []*centrifuge.Client) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, clients := range d.sessions {
		for client := range clients {
			if c, ok := client.Context().Value(callKey{}).(*httpapi.Call); ok && c.Org.ID == orgID {
				out = append(out, client)
			}
		}
	}
	return out
}
