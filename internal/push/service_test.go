package push

import (
	"net/http"
	"strconv"
	"testing"

	"tramway/internal/push/pushtest"
)

type service struct{ *pushtest.Service }

func newService(t *testing.T, k Keys) *service { return &service{pushtest.New(t, k.Public)} }

func (s *service) subscription() (to Subscription) {
	to.Endpoint, to.P256dh, to.Auth = s.Subscription()
	return to
}

func seconds(n int) http.Header { return http.Header{"Retry-After": {strconv.Itoa(n)}} }
