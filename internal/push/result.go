package push

import (
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"time"
)

// Outcome says what to do with the message and the subscription.
type Outcome uint8

// The outcomes.
const (
	Failed    Outcome = iota // never goes through like this
	Delivered                // the push service has it
	Gone                     // the browser unsubscribed: remove the subscription
	Retry                    // send it again after RetryAfter
)

// Result is what became of a message.
type Result struct {
	Outcome    Outcome
	Status     int           // of the answer; 0 without one
	RetryAfter time.Duration // asked for by the push service, at most a day; 0 if it named none
}

// ErrGone comes with Gone.
var ErrGone = errors.New("push: the subscription is gone")

const maxRetryAfter = 24 * time.Hour

// classify reads an answer. Its body is not used: it is a stranger's text.
func classify(resp *http.Response, now time.Time) (Result, error) {
	r := Result{Status: resp.StatusCode}
	switch c := resp.StatusCode; {
	case c >= 200 && c < 300:
		r.Outcome = Delivered
		return r, nil
	case c == http.StatusNotFound || c == http.StatusGone:
		r.Outcome = Gone
		return r, ErrGone
	case c == http.StatusTooManyRequests || c == http.StatusRequestTimeout || c >= 500:
		r.Outcome = Retry
		r.RetryAfter = retryAfter(resp.Header.Get("Retry-After"), now)
	}
	return r, fmt.Errorf("push: the push service answered %d", r.Status)
}

// retryAfter reads seconds or a date (RFC 9110 section 10.2.3).
func retryAfter(v string, now time.Time) time.Duration {
	if n, err := strconv.Atoi(v); err == nil {
		return time.Duration(min(max(n, 0), int(maxRetryAfter/time.Second))) * time.Second
	}
	at, err := http.ParseTime(v)
	if err != nil {
		return 0
	}
	return min(max(at.Sub(now), 0), maxRetryAfter)
}
