package chatimport

import (
	"context"
	"encoding/json"
	"errors"

	"tramway/internal/chatimport/chatimportevent"
	"tramway/internal/chatimport/internal/store"
	"tramway/internal/fault"
	"tramway/internal/org"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
)

// The states of an import.
const (
	reading   = "reading"
	ready     = "ready"
	importing = "importing"
	done      = "done"
	cancelled = "cancelled"
	failed    = "failed"
)

func importRef(id string) ref.Ref { return ref.To("chat_import", id) }

func micros(tx *org.Tx) sqldb.Micros { return sqldb.At(tx.Now()) }

// Take begins to read an archive that was sent. source "": it is told by what is in it.
// Errors: file_gone, import_running.
func (m *Module) Take(ctx context.Context, o *org.Org, who org.Who, upload, source string) (i store.Import, err error) {
	err = o.Write(ctx, who, func(tx *org.Tx) error {
		going, err := store.Going(tx.Ctx, tx)
		if err != nil {
			return err
		}
		if going > 0 {
			return fault.New(fault.Conflict, "import_running")
		}
		id := tx.NewID()
		a, err := m.talks.TakeArchive(tx, upload, importRef(id))
		if err != nil {
			return err
		}
		i = store.Import{ID: id, Source: source, State: reading, File: sqldb.Seal(a.Name), Size: a.Size, SHA256: a.SHA256, MadeBy: who.ID, MadeAt: micros(tx)}
		tx.Record(org.Entry{Action: "chat.import.read", Object: importRef(id), After: map[string]any{"file": a.Name, "sha256": a.SHA256, "bytes": a.Size}})
		next(tx, id)
		tx.Enqueue(org.Job{Kind: expireJob, Key: expireJob + ":" + id, Due: tx.Now().Add(readyFor), Data: id})
		return store.Save(tx.Ctx, tx, i)
	})
	return i, err
}

// next asks for the next step of an import.
func next(tx *org.Tx, id string) {
	tx.Enqueue(org.Job{Kind: stepJob, Key: stepJob + ":" + id, Data: id})
}

func idOf(j org.Due) (id string, err error) {
	err = json.Unmarshal(j.Data.V, &id)
	return id, err
}

// known turns what is not there into the answer for it.
func known(i store.Import, err error) (store.Import, error) {
	if errors.Is(err, sqldb.ErrNone) {
		err = fault.New(fault.NotFound, "not_found")
	}
	return i, err
}

// inState finds an import that is in one of some states. Errors: not_found,
// import_not_ready.
func inState(tx *org.Tx, id string, states ...string) (store.Import, error) {
	i, err := known(store.ByID(tx.Ctx, tx, id))
	if err != nil {
		return i, err
	}
	for _, s := range states {
		if i.State == s {
			return i, nil
		}
	}
	return i, fault.New(fault.Conflict, "import_not_ready")
}

// Begin turns what was read into messages.
func (m *Module) Begin(ctx context.Context, o *org.Org, who org.Who, id string) (i store.Import, err error) {
	err = o.Write(ctx, who, func(tx *org.Tx) error {
		if i, err = inState(tx, id, ready); err != nil {
			return err
		}
		i.State, i.Done, i.Total, i.Room, i.AfterAt, i.AfterKey = importing, 0, i.Counts.V.Messages, 0, 0, ""
		tx.Record(org.Entry{Action: "chat.import.begin", Object: importRef(id), After: map[string]any{"source": i.Source, "sha256": i.SHA256, "messages": i.Counts.V.Messages}})
		next(tx, id)
		return store.Save(tx.Ctx, tx, i)
	})
	return i, err
}

// Cancel ends an import. What it brought stays: the same archive again brings the rest.
func (m *Module) Cancel(ctx context.Context, o *org.Org, who org.Who, id string) (i store.Import, err error) {
	err = o.Write(ctx, who, func(tx *org.Tx) error {
		if i, err = inState(tx, id, reading, ready, importing); err != nil {
			return err
		}
		i.State = cancelled
		return end(tx, &i, "chat.import.cancel")
	})
	return i, err
}

// end closes an import, lets go of its archive, and clears away what was read.
func end(tx *org.Tx, i *store.Import, action string) error {
	i.EndedAt = micros(tx)
	tx.Record(org.Entry{Action: action, Object: importRef(i.ID), After: map[string]any{"state": i.State, "reason": i.Reason, "sha256": i.SHA256, "counts": i.Counts.V}})
	tx.Emit(chatimportevent.Ended{Import: i.ID, By: i.MadeBy, State: i.State})
	tx.Enqueue(org.Job{Kind: clearJob, Key: clearJob + ":" + i.ID, Data: i.ID})
	if err := tx.ReleaseBlobs(importRef(i.ID)); err != nil {
		return err
	}
	return store.Save(tx.Ctx, tx, *i)
}

// expire gives up an import that nobody began.
func (m *Module) expire(tx *org.Tx, j org.Due) error {
	id, err := idOf(j)
	if err != nil {
		return err
	}
	i, err := store.ByID(tx.Ctx, tx, id)
	if err != nil || i.State != ready {
		return err
	}
	i.State = cancelled
	return end(tx, &i, "chat.import.cancel")
}

const clearRows = 1000

func clearStep(tx *org.Tx, j org.Due) error {
	id, err := idOf(j)
	if err != nil {
		return err
	}
	more, err := store.Clear(tx.Ctx, tx, id, clearRows)
	if more {
		tx.Enqueue(org.Job{Kind: clearJob, Key: clearJob + ":" + id, Data: id})
	}
	return err
}
