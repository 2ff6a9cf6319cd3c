package mail

import (
	"context"
	"errors"
	netmail "net/mail"
	"strings"
	"testing"
	"time"
)

func TestAMessageSentAgainAfterALostAnswerIsTheSame(t *testing.T) {
	t.Parallel()
	s := serve(t, func(s *relay) { s.say["END"] = "hang up" })
	r := newRelay(t, s.config(Plain, nil))
	if err := r.Send(t.Context(), message()); err == nil || !Temporary(err) {
		t.Fatal(err)
	}
	s.mu.Lock()
	delete(s.say, "END")
	s.mu.Unlock()
	if err := r.Send(t.Context(), message()); err != nil {
		t.Fatal(err)
	}
	if got := s.got(); len(got) != 2 || got[0].text != got[1].text {
		t.Error("the second copy differs")
	}
}

func TestAFarewellThatFailsDoesNotMakeAMessageLost(t *testing.T) {
	t.Parallel()
	for _, end := range []string{"hang up", "421 4.0.0 going down"} {
		s := serve(t, func(s *relay) { s.say["QUIT"] = end })
		if err := newRelay(t, s.config(Plain, nil)).Send(t.Context(), message()); err != nil || len(s.got()) != 1 {
			t.Error(end, err)
		}
	}
}

func TestAnswersAreTemporaryOrPermanent(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		where, answer string
		temporary     bool
		code          int
		enhanced      string
	}{
		{"greet", "421 4.3.2 busy", true, 421, "4.3.2"}, {"greet", "554 5.7.1 your address is listed", true, 554, "5.7.1"}, {"greet", "hang up", true, 0, ""},
		{"MAIL", "451 4.7.1 greylisted", true, 451, "4.7.1"}, {"MAIL", "550 5.7.1 no such sender", false, 550, "5.7.1"}, {"MAIL", "530 5.7.0 sign in", true, 530, "5.7.0"},
		{"RCPT", "450 4.2.1 mailbox busy", true, 450, "4.2.1"}, {"RCPT", "550 5.1.1 <chan@example.com> unknown", false, 550, "5.1.1"}, {"RCPT", "hang up", true, 0, ""},
		{"DATA", "452 4.3.1 disk full", true, 452, "4.3.1"}, {"DATA", "554 no", false, 554, ""},
		{"END", "451 4.6.0 later", true, 451, "4.6.0"}, {"END", "552 5.3.4 too big", false, 552, "5.3.4"}, {"END", "550-5.7.1 spam\r\n550 5.7.1 really", false, 550, "5.7.1"},
		{"END", "gibberish", true, 0, ""},
	} {
		s := serve(t, func(s *relay) { s.say[c.where] = c.answer })
		err := newRelay(t, s.config(Plain, nil)).Send(t.Context(), message())
		var e *Error
		if !errors.As(err, &e) || Temporary(err) != c.temporary || e.Code != c.code || e.Enhanced != c.enhanced {
			t.Errorf("%s %q: %v %+v", c.where, c.answer, err, e)
			continue
		}
		if strings.Contains(err.Error(), "chan@") || len(s.got()) != 0 {
			t.Errorf("%s %q: %v", c.where, c.answer, err)
		}
	}
}

func TestNobodyGetsAMessageThatOneRecipientIsRefused(t *testing.T) {
	t.Parallel()
	s := serve(t, func(s *relay) { s.say["RCPT TO:<gone@example.com>"] = "550 5.1.1 gone" })
	m := message()
	m.To = append(m.To, netmail.Address{Address: "gone@example.com"})
	if err := newRelay(t, s.config(Plain, nil)).Send(t.Context(), m); err == nil || Temporary(err) || len(s.got()) != 0 {
		t.Error(err, s.got())
	}
}

func TestASlowRelayIsLeft(t *testing.T) {
	t.Parallel()
	for _, where := range []string{"greet", "MAIL", "END"} {
		s := serve(t, func(s *relay) { s.say[where] = "silence" })
		c := s.config(Plain, nil)
		c.Timeout = 150 * time.Millisecond
		if err := newRelay(t, c).Send(t.Context(), message()); !Temporary(err) || !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("%s: %v", where, err)
		}
		c.Timeout = time.Hour
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(50*time.Millisecond, cancel)
		if err := newRelay(t, c).Send(ctx, message()); !Temporary(err) || !errors.Is(err, context.Canceled) {
			t.Errorf("%s: %v", where, err)
		}
	}
}

func TestNoMoreConnectionsThanAllowedAreOpen(t *testing.T) {
	t.Parallel()
	s := serve(t, func(s *relay) { s.say["greet"] = "silence" })
	c := s.config(Plain, nil)
	c.MaxOpen = 1
	r := newRelay(t, c)
	ctx, cancel := context.WithCancel(t.Context())
	first := make(chan error)
	go func() { first <- r.Check(ctx) }()
	for len(r.slot) == 0 {
		time.Sleep(time.Millisecond)
	}
	short, stop := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer stop()
	if err := r.Check(short); !Temporary(err) {
		t.Error(err)
	}
	cancel()
	if err := <-first; err == nil || len(r.slot) != 0 {
		t.Error(err)
	}
}
