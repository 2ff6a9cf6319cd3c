package moderation

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"time"

	"tramway/internal/fault"
	"tramway/internal/moderation/moderationevent"
	"tramway/internal/org"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
)

// before is how many messages before the reported one are handed over with it.
const before = 5

// mostReports is how many reports a person makes in 24 hours.
const mostReports = 20

// The outcomes of a report.
const (
	dismissed = "dismissed"
	recalled  = "recalled"
	warned    = "warned"
)

// report is a row of moderation_reports.
type report struct {
	ID           string               `db:"id"`
	Conversation string               `db:"conversation"`
	Seq          int64                `db:"seq"`
	Message      string               `db:"message"`
	Reporter     string               `db:"reporter"`
	Sender       string               `db:"sender"`
	Cause        string               `db:"cause"`
	Note         sqldb.Sealed[string] `db:"note"`
	Said         sqldb.Sealed[string] `db:"said"`
	MadeAt       sqldb.Micros         `db:"made_at"`
	Outcome      string               `db:"outcome"`
	DecidedBy    string               `db:"decided_by"`
	DecidedAt    sqldb.Micros         `db:"decided_at"`
}

const reportCols = `id, conversation, seq, message, reporter, sender, cause, note, said, made_at, outcome, decided_by, decided_at`

// ReportMessage hands a message that the actor sees, and up to five before it, to
// whoever judges. Errors: not_found, message_gone, own_report, reported_already,
// too_many_reports.
func (m *Module) ReportMessage(ctx context.Context, o *org.Org, who org.Who, conversation string, seq int64, cause, note string) error {
	return o.Write(ctx, who, func(tx *org.Tx) error {
		said, err := m.talks.Handed(tx.Ctx, tx, who.ID, conversation, seq, before)
		if err != nil {
			return err
		}
		msg := said[len(said)-1]
		if err := mayReport(tx, msg); err != nil {
			return err
		}
		text, err := json.Marshal(said)
		if err != nil {
			return err
		}
		id := tx.NewID()
		tx.Record(org.Entry{Action: "moderation.report", Object: ref.To("message", msg.Message), Note: map[string]string{"report": id, "conversation": conversation, "cause": cause}})
		return sqldb.Insert(tx.Ctx, tx, `INSERT INTO {o}.moderation_reports(`+reportCols+`)`, [][]any{{id, conversation, seq, msg.Message, who.ID, msg.Sender, cause,
			sqldb.Seal(strings.TrimSpace(note)), sqldb.Seal(string(text)), sqldb.At(tx.Now()), "", "", sqldb.Micros(0)}}, "")
	})
}

func mayReport(tx *org.Tx, msg Said) error {
	if msg.Sender == tx.Who.ID {
		return fault.New(fault.Conflict, "own_report")
	}
	had, err := sqldb.One[int](tx.Ctx, tx, `SELECT count(*) FROM {o}.moderation_reports WHERE reporter=? AND message=?`, tx.Who.ID, msg.Message)
	if err != nil {
		return err
	}
	if had > 0 {
		return fault.New(fault.Conflict, "reported_already")
	}
	lately, err := sqldb.One[int](tx.Ctx, tx, `SELECT count(*) FROM {o}.moderation_reports WHERE reporter=? AND made_at > ?`, tx.Who.ID, sqldb.At(tx.Now().Add(-24*time.Hour)))
	if err == nil && lately >= mostReports {
		err = fault.New(fault.TooMany, "too_many_reports", fault.Args{"max": mostReports})
	}
	return err
}

// Decide ends a report: dismissed, recalled (the message is taken back) or warned (its
// sender hears that it should not have been). Its reporter hears what came of it.
// Errors: not_found, decided_already, own_message_judged, message_gone.
func (m *Module) Decide(ctx context.Context, o *org.Org, who org.Who, id, outcome string) error {
	return o.Write(ctx, who, func(tx *org.Tx) error {
		r, err := sqldb.One[report](tx.Ctx, tx, `SELECT `+reportCols+` FROM {o}.moderation_reports WHERE id=?`, id)
		switch {
		case errors.Is(err, sqldb.ErrNone):
			return fault.New(fault.NotFound, "not_found")
		case err != nil:
			return err
		case r.Outcome != "":
			return fault.New(fault.Conflict, "decided_already")
		case r.Sender == who.ID:
			return fault.New(fault.Conflict, "own_message_judged")
		}
		tell(tx, r, outcome)
		if outcome == recalled {
			if err := m.talks.TakeBack(tx, r.Conversation, r.Seq); err != nil {
				return err
			}
		}
		tx.Record(org.Entry{Action: "moderation.decide", Object: ref.To("message", r.Message), After: map[string]string{"outcome": outcome},
			Note: map[string]string{"report": r.ID, "conversation": r.Conversation, "sender": r.Sender}})
		_, err = sqldb.Exec(tx.Ctx, tx, `UPDATE {o}.moderation_reports SET outcome=?, decided_by=?, decided_at=? WHERE id=?`, outcome, who.ID, sqldb.At(tx.Now()), id)
		return err
	})
}

func tell(tx *org.Tx, r report, outcome string) {
	kind := "report_acted"
	if outcome == dismissed {
		kind = "report_dismissed"
	}
	tx.Emit(moderationevent.Told{Person: r.Reporter, Kind: kind, Conversation: r.Conversation})
	if outcome == warned {
		tx.Emit(moderationevent.Told{Person: r.Sender, Kind: "message_warned", Conversation: r.Conversation})
	}
}
