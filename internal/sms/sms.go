// Package sms hands short messages to a gateway over HTTPS. Every gateway has its own
// form, so address, headers and body are templates that the operator sets, with
// {{to}} for the number and {{text}} for the message.
//
// What it promises: one request, ten seconds, no redirect followed; a value is put
// into the address, into JSON or into a form in that place's own escaping, so a
// message never changes what is asked; number and text are in no error.
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
	u, err := url.Parse(fill(c.URL, url.QueryEscape, "85291234567", "x"))
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

// Send hands over one message for a number in E.164. nil: the gateway answered 2xx.
func (g *Gateway) Send(ctx context.Context, to, text string) error {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, fill(g.c.URL, url.QueryEscape, to, text), bytes.NewReader([]byte(g.body(to, text))))
	if err != nil {
		return errors.New("sms: the gateway's address does not work with this message")
	}
	r.Header.Set("Content-Type", "application/json")
	for name, value := range g.c.Header {
		r.Header.Set(name, value)
	}
	answer, err := g.client.Do(r)
	if err != nil {
		return fmt.Errorf("sms: the gateway: %w", errors.Unwrap(err)) // without the address, which may hold number and text
	}
	defer answer.Body.Close()
	_, _ = io.Copy(io.Discard, io.LimitReader(answer.Body, maxAnswer)) // what it says is not needed
	if answer.StatusCode/100 != 2 {
		return fmt.Errorf("sms: the gateway answered %d", answer.StatusCode)
	}
	return nil
}

func (g *Gateway) body(to, text string) string {
	for name, value := range g.c.Header {
		if strings.EqualFold(name, "Content-Type") && strings.Contains(value, "x-www-form-urlencoded") {
			return fill(g.c.Body, url.QueryEscape, to, text)
		}
	}
	return fill(g.c.Body, inJSON, to, text)
}

func inJSON(s string) string {
	b, _ := json.Marshal(s) // a string always can be
	return string(b[1 : len(b)-1])
}

func fill(template string, escape func(string) string, to, text string) string {
	return strings.NewReplacer("{{to}}", escape(to), "{{text}}", escape(text)).Replace(template)
}
