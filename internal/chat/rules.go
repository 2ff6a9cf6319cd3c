package chat

import (
	"context"

	"tramway/internal/chat/chatevent"
	"tramway/internal/chat/internal/store"
	"tramway/internal/fault"
	"tramway/internal/org"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
)

// Rules are how an organisation wants its conversations.
type Rules struct {
	EditMinutes    int  `json:"edit_minutes" minimum:"0" maximum:"43200" doc:"how long after it was said a message can be edited; 0: never"`
	RecallMinutes  int  `json:"recall_minutes" minimum:"0" maximum:"43200" doc:"how long its sender can recall it; 0: never"`
	Receipts       bool `json:"receipts" doc:"whether members see who has read a message"`
	Forwarding     bool `json:"forwarding" doc:"whether messages may be forwarded from where they were said"`
	ForwardOutside bool `json:"forward_outside" required:"false" doc:"whether messages may be forwarded to where people from outside read"`
	AttachmentMB   int  `json:"attachment_mb" required:"false" default:"50" minimum:"1" maximum:"65536" doc:"the largest attachment, in MiB; the operator's bound holds besides"`

	DevicesKeepNothing bool `json:"devices_keep_nothing" required:"false" doc:"browsers keep nothing of what was read, so that nothing is read without a connection"`
	NoDownloads        bool `json:"no_downloads" required:"false" doc:"nobody takes files away; pictures are shown and voice is heard"`

	TranslateAt string `json:"translate_at" required:"false" maxLength:"260" doc:"name of the server that messages may be sent to for translation, as GET /chat/translation has it; empty: none"`
}

// preset is what holds until somebody sets rules.
var preset = Rules{EditMinutes: 24 * 60, RecallMinutes: 24 * 60, Receipts: true, Forwarding: true, AttachmentMB: 50}

// RulesOf are the organisation's.
func RulesOf(ctx context.Context, q sqldb.Q) (Rules, error) {
	r, err := store.RulesOf(ctx, q, store.Rules(preset))
	return Rules(r), err
}

// SetRules changes them. Errors: invalid (body.translate_at), where it is not the server
// that the operator named.
func (m *Module) SetRules(ctx context.Context, o *org.Org, who org.Who, r Rules) error {
	return o.Write(ctx, who, func(tx *org.Tx) error {
		before, err := RulesOf(tx.Ctx, tx)
		if err != nil || before == r {
			return err
		}
		if r.TranslateAt != "" && r.TranslateAt != m.translates() {
			return fault.Bad("body.translate_at", "invalid_value")
		}
		tx.Record(org.Entry{Action: "chat.rules.set", Object: ref.To("organisation", o.ID), Before: before, After: r})
		tx.Changed(ref.To("organisation", o.ID))
		tx.Emit(chatevent.RulesSet{})
		return store.SetRules(tx.Ctx, tx, store.Rules(r))
	})
}
