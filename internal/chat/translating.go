package chat

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"tramway/internal/chat/internal/store"
	"tramway/internal/fault"
	"tramway/internal/org"
	"tramway/internal/ref"
	"tramway/internal/translator"
)

// Translate is having a message put into one's own language; guests may not, for it
// leaves the house.
const Translate = "chat.message.translate"

// translationsMinute is how many messages a person has translated in a minute.
const translationsMinute = 30

// Translator is a server outside that the operator named.
type Translator interface {
	Host() string
	Translate(ctx context.Context, text, into string) (translator.Translation, error)
}

// SetTranslator names it; without one nothing is translated.
func (m *Module) SetTranslator(t Translator) { m.translator = t }

// translates is the server's name; "" without one.
func (m *Module) translates() string {
	if m.translator == nil {
		return ""
	}
	return m.translator.Host()
}

// Translate has a message that the actor sees translated, for them alone: nothing of it
// is kept. The text goes to the operator's server, if the organisation has agreed to that
// very server and nothing forbids forwarding the message, which is the same question: it
// leaves the house. That it does is in the record before it goes, as is an attempt where
// it is forbidden. Errors: not_found, message_gone, translation_off, forwarding_off,
// message_restricted, translation_nothing, translation_long, translation_language,
// translation_down, translation_refused, too_many_translations.
func (m *Module) Translate(ctx context.Context, o *org.Org, who org.Who, conversation string, seq int64, into string) (t translator.Translation, err error) {
	text := ""
	err = o.Write(ctx, who, func(tx *org.Tx) (err error) {
		text, err = m.handOut(tx, conversation, seq, into)
		return err
	})
	if fault.Is(err, "forwarding_off") || fault.Is(err, "message_restricted") {
		if unrecorded := notTranslated(ctx, o, who, conversation, seq); unrecorded != nil {
			err = unrecorded
		}
	}
	if err != nil {
		return t, err
	}
	t, err = m.translator.Translate(ctx, text, into)
	return t, untranslated(err, m.translates())
}

// handOut is the text that may go to the server, which is in the record then.
func (m *Module) handOut(tx *org.Tx, conversation string, seq int64, into string) (string, error) {
	mine, msg, err := changeable(tx, conversation, seq, -1)
	if err != nil {
		return "", err
	}
	if err := m.translatable(tx, mine, msg); err != nil {
		return "", err
	}
	text, err := spokenWords(tx, msg)
	if err != nil {
		return "", err
	}
	if m.paced {
		if err := m.paces.take(tx.Org, tx.Who.ID, "translations", translationsMinute, time.Minute); err != nil {
			return "", err
		}
	}
	tx.Record(org.Entry{Action: "chat.message.translate", Object: ref.To("message", msg.ID), Note: map[string]string{"conversation": conversation,
		"seq": strconv.FormatInt(seq, 10), "characters": strconv.Itoa(utf8.RuneCountInString(text)), "server": m.translates(), "into": into}})
	return text, nil
}

func (m *Module) translatable(tx *org.Tx, mine store.Mine, msg store.Message) error {
	rules, err := RulesOf(tx.Ctx, tx)
	if err != nil {
		return err
	}
	if rules.TranslateAt == "" || rules.TranslateAt != m.translates() {
		return fault.New(fault.Conflict, "translation_off")
	}
	if err := leavable(rules, mine); err != nil {
		return err
	}
	return unrestricted([]store.Message{msg})
}

// spokenWords are a message's, with those that it carries of others.
func spokenWords(tx *org.Tx, msg store.Message) (string, error) {
	rows := []store.Message{msg}
	if err := spelled(tx.Ctx, tx, rows); err != nil {
		return "", err
	}
	carried, err := carriedIn(tx.Ctx, tx, rows)
	if err != nil {
		return "", err
	}
	texts := []string{rows[0].Body.V}
	for _, c := range carried {
		texts = append(texts, c.Body.V)
	}
	text := strings.TrimSpace(strings.Join(texts, "\n\n"))
	switch {
	case text == "":
		return "", fault.New(fault.Conflict, "translation_nothing")
	case utf8.RuneCountInString(text) > MaxText:
		return "", fault.New(fault.TooLarge, "translation_long", fault.Args{"max": MaxText})
	}
	return text, nil
}

// notTranslated records that somebody tried what is forbidden.
func notTranslated(ctx context.Context, o *org.Org, who org.Who, conversation string, seq int64) error {
	return o.Write(ctx, who, func(tx *org.Tx) error {
		tx.Record(org.Entry{Action: "chat.message.translate_refused", Object: ref.To("conversation", conversation),
			Note: map[string]string{"seq": strconv.FormatInt(seq, 10)}})
		return nil
	})
}

// untranslated is what is told of a server that did not do it.
func untranslated(err error, server string) error {
	args := fault.Args{"server": server}
	switch {
	case err == nil:
		return nil
	case errors.Is(err, translator.ErrLanguage):
		return fault.New(fault.Conflict, "translation_language", args)
	case errors.Is(err, translator.ErrRefused):
		return fault.Wrap(err, fault.Unavailable, "translation_refused", args)
	}
	return fault.Wrap(err, fault.Unavailable, "translation_down", args)
}
