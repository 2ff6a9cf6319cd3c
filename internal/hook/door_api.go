package hook

import (
	"context"
	"crypto/sha256"
	"encoding/hex"

	"tramway/internal/fault"
	"tramway/internal/httpapi"
	"tramway/internal/org"
	"tramway/internal/sqldb"
)

// incoming is what a program sends to a robot's address. The bytes are taken as they
// come, because the signature is of them.
type incoming struct {
	Token     string `path:"token" maxLength:"200"`
	Timestamp string `header:"X-Tramway-Timestamp" maxLength:"20" doc:"Unix seconds, where a signature is asked for"`
	Signature string `header:"X-Tramway-Signature" maxLength:"64" doc:"HMAC-SHA256 of the timestamp, a line feed and the body, in hexadecimal"`
	Key       string `header:"Idempotency-Key" maxLength:"200" doc:"the same one again gives the message that is there"`
	RawBody   []byte `doc:"JSON: {\"text\": Markdown, \"mentions\": [\"all\"]}, or a text or markdown message of a DingTalk robot"`
}

type postedOut struct {
	Body struct {
		Message string `json:"message_id"`
	}
}

func (m *Module) doorRoutes(s *httpapi.Server) {
	httpapi.Handle(s, httpapi.Route{Method: "POST", Path: "/hooks/{token}", Summary: "Post in a group as its robot", Tag: "Robots", Public: true, Status: 200, MaxBody: maxBody}, m.take)
}

// take posts what a program sends. An address that never was, is not any more or is
// switched off are all not found.
func (m *Module) take(ctx context.Context, c *httpapi.Call, in *incoming) (*postedOut, error) {
	o, err := m.house(ctx, in.Token)
	if err != nil {
		return nil, err
	}
	defer o.Close()
	r, err := speaking(ctx, o.Read(), digest(in.Token))
	if err != nil {
		return nil, err
	}
	var signature []byte
	if r.Signed {
		if signature, err = verify(r.Secret.V, in.Timestamp, in.Signature, in.RawBody, o.Now()); err != nil {
			return nil, err
		}
	}
	if err := m.paces.take(r.ID, o.Now()); err != nil {
		return nil, err
	}
	said := Said{Conversation: r.Conversation}
	if said.Text, said.All, err = read(in.RawBody); err != nil {
		return nil, err
	}
	if said.All && !r.MentionAll {
		return nil, fault.Bad("body.mentions", "robot_not_all")
	}
	if in.Key != "" {
		sum := sha256.Sum256([]byte(in.Key))
		said.ClientID = "key-" + hex.EncodeToString(sum[:20])
	}
	out := &postedOut{}
	who := org.Who{ID: r.ID, Kind: "robot", Address: c.Client.Address, Request: c.Request}
	out.Body.Message, err = m.post(ctx, o, who, digest(in.Token), signature, said)
	return out, err
}

func (m *Module) house(ctx context.Context, token string) (*org.Org, error) {
	house := houseOf(token)
	if house == "" || m.houses == nil {
		return nil, fault.New(fault.NotFound, "not_found")
	}
	return m.houses.Open(ctx, house)
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
	})
	return message, err
}
