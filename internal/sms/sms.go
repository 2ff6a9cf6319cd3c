// Package sms hands short messages, and texts to be read out by telephone, to a gateway
// over HTTPS. Every gateway has its own form, so address, headers and body are templates
// that the operator sets, with {{to}} for the number and {{text}} for the message, and
// {{key}} and {{lang}} where a gateway wants them.
//
// What it promises: one request, ten seconds, no redirect followed, never repeated by
// itself; a value is put into the address, into JSON or into a form in that place's own
// escaping, so a message never changes what is asked; number and text are in no error;
// an error says whether the message may have gone out all the same.
//
// Floor: 1
package sms

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptrace"
	"net/netip"
	"net/url"
	"strings"
	"time"
)

const (
	timeout   = 10 * time.Second
	maxAnswer = 64 << 10 // bytes; read only to keep the connection
)

// Config says how a gateway wants to be asked.
type Config struct {
	URL    string            // https://…; http only on this machine
	Header map[string]string // Authorization, Content-Type; default application/json
	Body   string            // default {"to":"{{to}}","text":"{{text}}"}
}

// Gateway sends messages.
type Gateway struct {
	c      Config
	client *http.Client
}

// New makes a gateway and connects to nothing yet.
func New(c Config) (*Gateway, error) {
	u, err := url.Parse(fill(c.URL, url.QueryEscape, Message{To: "85291234567", Text: "x"}))
	if err != nil || u.Host == "" || (u.Scheme != "https" && !(u.Scheme == "http" && thisMachine(u.Hostname()))) {
		return nil, errors.New("sms: the gateway's address has to begin with https://")
	}
	if c.Body == "" {
		c.Body = `{"to":"{{to}}","text":"{{text}}"}`
	}
	if !strings.Contains(c.URL+c.Body, "{{to}}") || !strings.Contains(c.URL+c.Body, "{{text}}") {
		return nil, errors.New("sms: neither address nor body has both {{to}} and {{text}}")
	}
	return &Gateway{c, &http.Client{Timeout: timeout, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}, nil
}

func thisMachine(host string) bool {
	a, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && a.Unmap().IsLoopback()
}

// Message is one for a number in E.164. A message of the same Key is the same message,
// for gateways that look at it.
type Message struct {
	To, Text string
	Key      string // sent as Idempotency-Key, and for {{key}}
	Lang     string // BCP 47, for {{lang}}: what reads it out has to know
}

// Error says what a gateway did not do.
type Error struct {
	Status  int  // of the answer; 0 without one
	Unknown bool // it may have gone out all the same: sending again may send twice
	Again   bool // it has not gone out, and may if it is sent again
	cause   error
}

// Error implements error.
func (e *Error) Error() string {
	if e.Status > 0 {
		return fmt.Sprintf("sms: the gateway answered %d", e.Status)
	}
	return fmt.Sprintf("sms: the gateway: %v", e.cause)
}

// Unwrap gives what went wrong underneath.
func (e *Error) Unwrap() error { return e.cause }

// Send hands over one message for a number in E.164. nil: the gateway answered 2xx.
func (g *Gateway) Send(ctx context.Context, to, text string) error {
	return g.Hand(ctx, Message{To: to, Text: text})
}

// Hand hands over one message. nil: the gateway answered 2xx; else an [Error].
func (g *Gateway) Hand(ctx context.Context, m Message) error {
	handed := false
	trace := &httptrace.ClientTrace{WroteHeaders: func() { handed = true }}
	r, err := http.NewRequestWithContext(httptrace.WithClientTrace(ctx, trace), http.MethodPost, fill(g.c.URL, url.QueryEscape, m), bytes.NewReader([]byte(g.body(m))))
	if err != nil {
		return &Error{cause: errors.New("its address does not work with this message")}
	}
	r.GetBody = nil // or the transport would send it again by itself
	r.Header.Set("Content-Type", "application/json")
	if m.Key != "" {
		r.Header.Set("Idempotency-Key", m.Key)
	}
	for name, value := range g.c.Header {
		r.Header.Set(name, value)
	}
	answer, err := g.client.Do(r)
	if err != nil {
		return &Error{Unknown: handed, Again: !handed, cause: errors.Unwrap(err)} // without the address, which may hold number and text
	}
	defer answer.Body.Close()
	_, _ = io.Copy(io.Discard, io.LimitReader(answer.Body, maxAnswer)) // what it says is not needed
	switch code := answer.StatusCode; {
	case code/100 == 2:
		return nil
	case code == http.StatusTooManyRequests || code == http.StatusServiceUnavailable:
		return &Error{Status: code, Again: true}
	default: // whoever refuses has not sent; whoever fails may have
		return &Error{Status: code, Unknown: code >= 500 || code == http.StatusRequestTimeout}
	}
}

func (g *Gateway) body(m Message) string {
	for name, value := range g.c.Header {
		if strings.EqualFold(name, "Content-Type") && strings.Contains(value, "x-www-form-urlencoded") {
			return fill(g.c.Body, url.QueryEscape, m)
		}
	}
	return fill(g.c.Body, inJSON, m)
}

func inJSON(s string) string {
	b, _ := json.Marshal(s) // a string always can be
	return string(b[1 : len(b)-1])
}

func fill(template string, escape func(string) string, m Message) string {
	return strings.NewReplacer("{{to}}", escape(m.To), "{{text}}", escape(m.Text), "{{key}}", escape(m.Key), "{{lang}}", escape(m.Lang)).Replace(template)
}
