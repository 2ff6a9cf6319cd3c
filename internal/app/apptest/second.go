package apptest

import (
	"sync"
	"time"

	"github.com/pquerna/otp/totp"
)

// second is somebody's second factor; copies of a person share it.
type second struct {
	mu     sync.Mutex
	secret string
	codes  []string // recovery codes not used yet
}

// Strengthen connects an authenticator app, as every administrator has to; the
// session then counts as proved twice.
func (p *Person) Strengthen() {
	p.In.T.Helper()
	begun := p.Must("POST", "/me/authenticator/begin", nil)
	p.second = &second{secret: Text(begun, "secret")}
	done := p.Must("POST", "/me/authenticator/finish", map[string]any{"handle": Text(begun, "handle"), "code": p.second.code(p.In.now())})
	p.second.keep(done)
}

// Anew connects another app in place of the one there may be, with codes of its own;
// nobody who has none gets one.
func (p *Person) Anew() {
	p.In.T.Helper()
	if p.second != nil {
		p.Ask("DELETE", "/me/authenticator", nil) // it may be gone already
		p.Strengthen()
	}
}

// SignIn signs in anew, with a recovery code where a second factor is asked for: a
// code of the app is good once in half a minute, and tests are quicker.
func (p *Person) SignIn() map[string]any {
	p.In.T.Helper()
	v := p.Must("POST", "/sign-in", map[string]any{"login": p.Login, "password": p.Password})
	c := Object(v, "challenge")
	if c == nil {
		return v
	}
	v = p.Must("POST", "/sign-in/second", map[string]any{"token": Text(c, "token"), "code": p.second.take()})
	if p.second.scarce() {
		p.second.keep(p.Must("POST", "/me/recovery-codes", nil))
	}
	return v
}

// Again is the same person on another device.
func (p *Person) Again() *Person {
	p.In.T.Helper()
	other := *p
	other.Token = ""
	other.SignIn()
	return &other
}

// Code is what the person's app shows now.
func (p *Person) Code() string { return p.second.code(p.In.now()) }

func (i *Installation) now() time.Time {
	if i.Clock != nil {
		return i.Clock.Now()
	}
	return time.Now()
}

func (s *second) code(now time.Time) string {
	c, err := totp.GenerateCode(s.secret, now)
	if err != nil {
		panic(err) // the secret came from the program
	}
	return c
}

func (s *second) keep(v map[string]any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, c := range v["recovery_codes"].([]any) {
		s.codes = append(s.codes, c.(string))
	}
}

func (s *second) scarce() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.codes) == 0
}

func (s *second) take() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	code := s.codes[0]
	s.codes = s.codes[1:]
	return code
}
