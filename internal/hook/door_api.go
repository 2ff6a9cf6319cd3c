package hook

import (
	"context"
	"crypto/sha256"
	"encoding/hex"

	"tramway/internal/card"
	"tramway/internal/fault"
	"tramway/internal/httpapi"
	"tramway/internal/org"
	"tramway/internal/sqldb"
)

// incoming is what a program sends to a robot's address. The bytes are taken as they
// come, because the signature is of them.
type incoming struct {
	ByAddress
	Key string `header:"Idempotency-Key" maxLength:"200" doc:"the same one again gives the message that is there"`
}

// ByAddress is what comes by an address, with its signature.
type ByAddress struct {
	Token     string `path:"token" maxLength:"200"`
	Timestamp string `header:"X-Tramway-Timestamp" maxLength:"20" doc:"Unix seconds, where a signature is asked for"`
	Signature string `header:"X-Tramway-Signature" maxLength:"64" doc:"HMAC-SHA256 of the timestamp, a line feed and the body, in hexadecimal"`
	RawBody   []byte `doc:"JSON: {\"text\": Markdown, \"card\": {\"v\": 1, \"blocks\": […]}, \"mentions\": [\"all\"]}, or a text, markdown or actionCard message of a DingTalk robot"`
}

type postedOut struct {
	Body struct {
		Message string `json:"message_id"`
	}
}

func (m *Module) doorRoutes(s *httpapi.Server) {
	httpapi.Handle(s, httpapi.Route{Method: "POST", Path: "/hooks/{token}", Summary: "Post in a group as its robot", Tag: "Robots", Public: true, Status: 200, MaxBody: maxBody}, m.take)
	httpapi.Handle(s, httpapi.Route{Method: "PUT", Path: "/hooks/{token}/cards/{id}", Summary: "Put another card in place of one that the robot posted", Tag: "Robots", Public: true, Status: 204, MaxBody: maxBody}, m.replace)
}

// take posts what a program sends. An address that never was, is not any more or is
// switched off are all not found.
func (m *Module) take(ctx context.Context, c *httpapi.Call, in *incoming) (*postedOut, error) {
	o, r, signature, err := m.let(ctx, in.ByAddress)
	if err != nil {
		return nil, err
	}
	defer o.Close()
	body, err := read(in.RawBody)
	if err == nil {
		err = r.answersFor(body.card, "body.card")
	}
	if err != nil {
		return nil, err
	}
	said := Said{Conversation: r.Conversation, Text: body.text, All: body.all, Card: body.card}
	if said.All && !r.MentionAll {
		return nil, fault.Bad("body.mentions", "robot_not_all")
	}
	if in.Key != "" {
		sum := sha256.Sum256([]byte(in.Key))
		said.ClientID = "key-" + hex.EncodeToString(sum[:20])
	}
	out := &postedOut{}
	out.Body.Message, err = m.post(ctx, o, robotWho(r, c), digest(in.Token), signature, said)
	return out, err
}

func (m *Module) house(ctx context.Context, token string) (*org.Org, error) {
	house := houseOf(token)
	if house == "" || m.houses == nil {
		return nil, fault.New(fault.NotFound, "not_found")
	}
	return m.houses.Open(ctx, house)
}

// let finds the robot of an address, if what came by it is signed as that robot has to
// and not too fast. The house is to be closed.
func (m *Module) let(ctx context.Context, in ByAddress) (o *org.Org, r row, signature []byte, err error) {
	if o, err = m.house(ctx, in.Token); err != nil {
		return nil, r, nil, err
	}
	if r, signature, err = m.speaker(ctx, o, in); err != nil {
		o.Close()
	}
	return o, r, signature, err
}

func (m *Module) speaker(ctx context.Context, o *org.Org, in ByAddress) (r row, signature []byte, err error) {
	if r, err = speaking(ctx, o.Read(), digest(in.Token)); err != nil {
		return r, nil, err
	}
	if r.Signed {
		if signature, err = verify(r.Secret.V, in.Timestamp, in.Signature, in.RawBody, o.Now()); err != nil {
			return r, nil, err
		}
	}
	return r, signature, m.paces.take(r.ID, o.Now())
}

// replace puts another card in place of one.
func (m *Module) replace(ctx context.Context, c *httpapi.Call, in *struct {
	ByAddress
	ID string `path:"id" maxLength:"40" doc:"of the message, as posting told it"`
}) (*httpapi.Empty, error) {
	o, r, signature, err := m.let(ctx, in.ByAddress)
	if err != nil {
		return nil, err
	}
	defer o.Close()
	next, err := card.Parse(in.RawBody, "body")
	if err == nil {
		err = r.answersFor(&next, "body")
	}
	if err != nil {
		return nil, err
	}
	return &httpapi.Empty{}, o.Write(ctx, robotWho(r, c), func(tx *org.Tx) error {
		r, err := speaking(tx.Ctx, tx, digest(in.Token))
		if err != nil {
			return err
		}
		if err := m.talks.ChangeCardAsRobot(tx, in.ID, next); err != nil {
			return err
		}
		return used(tx, r, signature)
	})
}

func robotWho(r row, c *httpapi.Call) org.Who {
	return org.Who{ID: r.ID, Kind: "robot", Address: c.Client.Address, Request: c.Request}
}

// post says it in one change with the use of the signature. What is there already under
// its key is given again, and used up nothing.
func (m *Module) post(ctx context.Context, o *org.Org, who org.Who, token, signature []byte, s Said) (message string, err error) {
	err = o.Write(ctx, who, func(tx *org.Tx) error {
		r, err := speaking(tx.Ctx, tx, token) // it may have been switched off since
		if err != nil {
			return err
		}
		one := s
		if one.ClientID == "" {
			one.ClientID = tx.NewID()
		}
		again := false
		if message, again, err = m.talks.SayAsRobot(tx, one); err != nil || again {
			return err
		}
		return used(tx, r, signature)
	})
	return message, err
}

// used notes that a robot spoke, and uses up its signature. Error: hook_replayed.
func used(tx *org.Tx, r row, signature []byte) error {
	r.UsedAt = sqldb.At(tx.Now())
	if signature != nil {
		fresh, err := spend(tx.Ctx, tx, r.ID, signature, r.UsedAt)
		if err != nil {
			return err
		}
		if !fresh {
			return fault.New(fault.Conflict, "hook_replayed")
		}
	}
	return save(tx.Ctx, tx, r)
}
