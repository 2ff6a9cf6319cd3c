package mail

import (
	"context"
	"errors"
	"fmt"
	"net/textproto"
	"regexp"
	"strings"
)

// Error says where sending ended. Its text has codes and no addresses; Reply is
// what the relay said, for an operator's eyes, and may hold some.
type Error struct {
	Step     string // connect, greeting, tls, sign in, sender, recipient, data, message
	Code     int    // of the relay's answer, 0 without one
	Enhanced string // its enhanced code, as 5.1.1 (RFC 3463)
	Reply    string

	temporary bool
	cause     error
}

// The steps. Up to sign in, an error says nothing about the message.
const (
	atConnect   = "connect"
	atGreeting  = "greeting"
	atTLS       = "tls"
	atSignIn    = "sign in"
	atSender    = "sender"
	atRecipient = "recipient"
	atData      = "data"
	atMessage   = "message"
)

// Error implements error.
func (e *Error) Error() string {
	if e.Code > 0 {
		return strings.TrimSpace(fmt.Sprintf("mail: %s: the relay answered %d %s", e.Step, e.Code, e.Enhanced))
	}
	return fmt.Sprintf("mail: %s: %v", e.Step, e.cause)
}

// Unwrap gives the cause where it is not the relay's answer.
func (e *Error) Unwrap() error { return e.cause }

// Temporary says whether sending the same message again may help: the relay can't
// be reached or trusted, does not let us in, said so by a 4yz code (RFC 5321
// section 4.2.1), or its answer to the message was lost. A message that was
// refused for itself is permanent.
func Temporary(err error) bool {
	var e *Error
	return errors.As(err, &e) && e.temporary
}

var enhanced = regexp.MustCompile(`^[245]\.\d{1,3}\.\d{1,3}\b`)

const maxReply = 500

func failed(step string, err error) *Error {
	e := &Error{Step: step, temporary: true, cause: err}
	var answer *textproto.Error
	if !errors.As(err, &answer) {
		return e
	}
	e.cause, e.Code, e.Enhanced = nil, answer.Code, enhanced.FindString(answer.Msg)
	if step != atSignIn { // it may say back what it was told
		e.Reply = strings.ToValidUTF8(answer.Msg[:min(len(answer.Msg), maxReply)], "")
	}
	e.temporary = answer.Code < 500 || aboutUs(step, answer.Code)
	return e
}

// aboutUs says that an answer refuses us and not the message: it comes before
// there is one, or asks for another sign-in (RFC 4954 section 6).
func aboutUs(step string, code int) bool {
	switch step {
	case atConnect, atGreeting, atTLS, atSignIn:
		return true
	}
	return code == 530 || code == 534 || code == 535 || code == 538
}

// refused is a permanent error of our own.
func refused(why string) *Error { return &Error{Step: atMessage, cause: errors.New(why)} }

// timedOut names the true reason of an error after time ran out.
func timedOut(ctx context.Context, err error) error {
	var e *Error
	if ctx.Err() != nil && errors.As(err, &e) && e.Code == 0 && e.temporary {
		e.cause = ctx.Err()
	}
	return err
}
