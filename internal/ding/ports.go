package ding

import (
	"context"
	"time"

	"tramway/internal/httpapi"
	"tramway/internal/lang"
	"tramway/internal/mail"
	"tramway/internal/org"
	"tramway/internal/sms"
	"tramway/internal/sqldb"
)

// Config is what notices need of others.
type Config struct {
	People   People
	Matrix   Matrix
	Messages Messages
	Quiet    Quiet
	Origin   string  // public address, for links
	Push     Pusher  // nil: nothing is pushed
	Mail     Post    // nil: nobody carries mail
	SMS      Gateway // nil: nobody sends short messages
	Voice    Gateway // nil: nobody telephones
}

// Name is how a person is shown.
type Name struct{ Name, NameZh, Title, Picture string }

// In is the name for readers of a language.
func (n Name) In(language string) string {
	if n.NameZh != "" && (language != lang.English || n.Name == "") {
		return n.NameZh
	}
	return n.Name
}

// Reach is where somebody is reached; "" where nothing is known.
type Reach struct{ Email, Phone string }

// People is what is asked of whoever knows people.
type People interface {
	Names(ctx context.Context, q sqldb.Q, ids []string) (map[string]Name, error)
	// Here are those of some persons who have not left.
	Here(ctx context.Context, q sqldb.Q, ids []string) (map[string]bool, error)
	// Within are the persons of departments and those below, whom the reader sees.
	// Departments that the reader does not see are unknown.
	Within(ctx context.Context, c *httpapi.Call, departments []string) (persons []string, unknown bool, err error)
	Reach(ctx context.Context, o *org.Org, ids []string) (map[string]Reach, error)
}

// Matrix says who may chase whom.
type Matrix interface {
	May(ctx context.Context, c *httpapi.Call, from string, to []string) (map[string]bool, error)
	// Refusal is why somebody may not be chased, in the words of an answer.
	Refusal(ctx context.Context, c *httpapi.Call, from, to string) error
}

// Messages says whether a reader sees a message, and whether they may send notices about
// what is said where it stands; an error if not.
type Messages interface {
	Sees(ctx context.Context, c *httpapi.Call, conversation string, seq int64) error
	MayDing(ctx context.Context, c *httpapi.Call, conversation string) error
	// DingAll are all in a conversation, DingUnread those of them who have not read a message,
	// if the reader may send them notices by its rules.
	DingAll(ctx context.Context, c *httpapi.Call, conversation string) ([]string, error)
	DingUnread(ctx context.Context, c *httpapi.Call, conversation string, seq int64) ([]string, error)
}

// Quiet says until when somebody does not want to be disturbed, of those who do not at a
// moment; and whether what is urgent passes.
type Quiet interface {
	Until(ctx context.Context, o *org.Org, persons []string, at time.Time) (map[string]time.Time, error)
	UrgentPasses(ctx context.Context, q sqldb.Q) (bool, error)
}

// Pushed is a notification for a person's browsers.
type Pushed struct {
	Tag, Link string
	Words     func(language string) (title, body string)
}

// Pusher pushes. sent is how many browsers have it; again: some may have it later.
type Pusher interface {
	Push(ctx context.Context, o *org.Org, person string, p Pushed) (sent int, again bool, err error)
	// Close takes away what the browsers of some persons show of it.
	Close(tx *org.Tx, persons []string, tag string) error
}

// Post carries mail.
type Post interface {
	Send(ctx context.Context, m mail.Message) error
}

// Gateway sends short messages, or reads them out by telephone.
type Gateway interface {
	Hand(ctx context.Context, m sms.Message) error
}
