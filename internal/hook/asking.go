package hook

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"net/http"
	"strconv"
	"time"

	"tramway/internal/card"
	"tramway/internal/fault"
	"tramway/internal/org"
	"tramway/internal/ref"
)

// asked is what a robot's program is told of a press.
type asked struct {
	V            int               `json:"v"`
	Type         string            `json:"type"` // card.pressed
	ID           string            `json:"id"`   // the same for each try of one press
	At           time.Time         `json:"at"`
	Conversation string            `json:"conversation_id"`
	Message      string            `json:"message_id"`
	Version      int64             `json:"version"` // of the card that was pressed
	Action       string            `json:"action"`
	Values       map[string]string `json:"values"`
	Person       asker             `json:"person"`
}

// asker is who pressed.
type asker struct {
	ID     string `json:"id"`
	Name   string `json:"name"`
	NameZh string `json:"name_zh"`
}

// answered is what the program may answer, each part or none.
type answered struct {
	Card   json.RawMessage `json:"card"`
	Say    card.Text       `json:"say"`
	Refuse string          `json:"refuse"` // why it is not done
}

const maxSay = 300 // characters that a robot says to who pressed

// Pressed tells a robot's program what somebody did on one of its cards, and reads what
// becomes of it. That it is told, and which machine, is in the record before. Errors:
// card_orphan, card_shut, hook_too_fast, card_unanswered, card_bad_answer, card_refused.
func (m *Module) Pressed(ctx context.Context, o *org.Org, p card.Press) (card.Answer, error) {
	r, err := m.listening(ctx, o, p)
	if err != nil {
		return card.Answer{}, err
	}
	body, err := m.telling(ctx, o, p)
	if err != nil {
		return card.Answer{}, err
	}
	if err := calls(ctx, o, r, p); err != nil {
		return card.Answer{}, err
	}
	got, err := m.send(ctx, r, p.ID, body, o.Now())
	if err != nil {
		return card.Answer{}, fault.Wrap(err, fault.Conflict, "card_unanswered")
	}
	return r.heard(got)
}

// listening finds the robot of a card, if it may be told now.
func (m *Module) listening(ctx context.Context, o *org.Org, p card.Press) (r row, err error) {
	r, err = find(ctx, o.Read(), p.Conversation, p.About)
	if fault.Of(err) != nil || err == nil && (r.DisabledAt > 0 || r.Callback.V == "") {
		return r, fault.New(fault.Conflict, "card_orphan")
	}
	if err != nil {
		return r, err
	}
	rules, err := rulesOf(ctx, o.Read())
	if err == nil && !rules.lets(r.Callback.V) {
		err = fault.New(fault.Conflict, "card_shut")
	}
	if err == nil {
		err = m.asks.use(r.ID, o.Now(), maxAsked)
	}
	return r, err
}

// telling is what leaves the house.
func (m *Module) telling(ctx context.Context, o *org.Org, p card.Press) ([]byte, error) {
	name, nameZh, err := m.out.Named(ctx, o.Read(), p.Person)
	if err != nil {
		return nil, err
	}
	values := p.Values
	if values == nil {
		values = map[string]string{}
	}
	return json.Marshal(asked{card.Version, "card.pressed", p.ID, o.Now().UTC(), p.Conversation, p.Message, p.Version, p.Action, values, asker{p.Person, name, nameZh}})
}

// calls records that a machine outside is told of a press.
func calls(ctx context.Context, o *org.Org, r row, p card.Press) error {
	return o.Write(ctx, org.Who{ID: r.ID, Kind: "robot"}, func(tx *org.Tx) error {
		tx.Record(org.Entry{Action: "hook.call", Object: ref.To("robot", r.ID),
			Note: map[string]string{"host": hostOf(r.Callback.V), "press": p.ID, "conversation": p.Conversation, "person": p.Person}})
		return nil
	})
}

// send is one signed request, with the answer's body. Errors: those of the way, and
// errStatus.
func (m *Module) send(ctx context.Context, r row, press string, body []byte, now time.Time) ([]byte, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, r.Callback.V, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	stamp := strconv.FormatInt(now.Unix(), 10)
	mac := hmac.New(sha256.New, []byte(r.Secret.V))
	_, _ = mac.Write(append([]byte(stamp+"\n"), body...)) // a hash takes everything
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Idempotency-Key", press)
	req.Header.Set("X-Tramway-Timestamp", stamp)
	req.Header.Set("X-Tramway-Signature", hex.EncodeToString(mac.Sum(nil)))
	resp, err := m.out.Client.Do(req)
	if err != nil {
		return nil, err
	}
	defer func() { _ = resp.Body.Close() }() // what it says later is not heard
	got, err := io.ReadAll(resp.Body)
	if err == nil && resp.StatusCode/100 != 2 {
		err = statusError(resp.StatusCode)
	}
	return got, err
}

// statusError is an answer that says that it is none.
type statusError int

func (s statusError) Error() string { return "hook: answered " + strconv.Itoa(int(s)) }

// heard reads an answer; an empty one leaves everything as it is. Errors: card_refused,
// card_bad_answer.
func (r row) heard(body []byte) (a card.Answer, err error) {
	var got answered
	if len(bytes.TrimSpace(body)) == 0 {
		return a, nil
	}
	if err := json.Unmarshal(body, &got); err != nil {
		return a, fault.Wrap(err, fault.Conflict, "card_bad_answer")
	}
	if got.Refuse != "" {
		return a, fault.New(fault.Conflict, "card_refused", fault.Args{"reason": card.Short(got.Refuse, maxSay)})
	}
	a.Say = card.Text{}
	for lang, s := range got.Say {
		a.Say[lang] = card.Short(s, maxSay)
	}
	if got.Card == nil {
		return a, nil
	}
	c, err := card.Parse(got.Card, "card")
	if err == nil {
		err = r.answersFor(&c, "card")
	}
	if err != nil {
		return card.Answer{}, fault.Wrap(err, fault.Conflict, "card_bad_answer")
	}
	a.Card = &c
	return a, nil
}
