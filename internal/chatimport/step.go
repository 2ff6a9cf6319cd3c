package chatimport

import (
	"context"
	"errors"
	"time"

	"tramway/internal/chatimport/internal/history"
	"tramway/internal/chatimport/internal/store"
	"tramway/internal/chatimport/internal/table"
	"tramway/internal/fault"
	"tramway/internal/org"
	"tramway/internal/sqldb"
)

// errTurn ends a step that has worked long enough; the next goes on where it stopped.
var errTurn = errors.New("chatimport: it is the others' turn")

// step reads on, or imports on. What can't be read ends the import with a reason; what
// fails for a while is tried again.
func (m *Module) step(ctx context.Context, o *org.Org, j org.Due) error {
	id, err := idOf(j)
	if err != nil {
		return err
	}
	i, err := store.ByID(ctx, o.Read(), id)
	if err != nil || i.State != reading && i.State != importing {
		return err
	}
	err = m.work(ctx, o, i)
	if errors.Is(err, errGivenUp) {
		return nil
	}
	if code := reasonOf(err); code != "" {
		return m.finish(ctx, o, i.ID, failed, code)
	}
	if errors.Is(err, errTurn) {
		return o.Write(ctx, org.System(stepJob), func(tx *org.Tx) error {
			tx.Exempt("job")
			next(tx, i.ID)
			return nil
		})
	}
	return err
}

func (m *Module) work(ctx context.Context, o *org.Org, i store.Import) error {
	a, close, err := m.open(ctx, o, i)
	if err != nil {
		return err
	}
	defer close()
	until := time.Now().Add(atOnce)
	if i.State == reading {
		return m.read(ctx, o, i, a, until)
	}
	return m.bring(ctx, o, i, a, until)
}

// open opens the archive of an import.
func (m *Module) open(ctx context.Context, o *org.Org, i store.Import) (*history.Archive, func(), error) {
	id, err := sqldb.One[string](ctx, o.Read(), `SELECT blob FROM {o}.blob_uses WHERE ref=?`, importRef(i.ID).String())
	if err != nil {
		return nil, nil, err
	}
	r, _, err := o.OpenBlob(ctx, id)
	if err != nil {
		return nil, nil, err
	}
	a, err := history.Open(&ahead{ReaderAt: r, size: r.Size()}, r.Size())
	if err != nil {
		r.Close()
		return nil, nil, err
	}
	return a, func() { r.Close() }, nil
}

// reasonOf is why an import can't go on; "": it can, or may later.
func reasonOf(err error) string {
	switch {
	case err == nil:
		return ""
	case errors.Is(err, history.ErrNotArchive):
		return "import_not_archive"
	case errors.Is(err, history.ErrUnknown):
		return "import_unknown"
	case errors.Is(err, history.ErrTooMuch):
		return "import_too_much"
	case errors.Is(err, table.ErrColumns):
		return "import_columns"
	case fault.Is(err, "plan_limit"):
		return "plan_limit"
	}
	return ""
}

// finish ends an import in a state.
func (m *Module) finish(ctx context.Context, o *org.Org, id, state, reason string) error {
	return o.Write(ctx, org.System(stepJob), func(tx *org.Tx) error {
		tx.Exempt("job")
		i, err := store.ByID(tx.Ctx, tx, id)
		if err != nil || i.EndedAt > 0 {
			return err
		}
		i.State, i.Reason = state, reason
		if state == done {
			i.Done = i.Total
		}
		return end(tx, &i, "chat.import.end")
	})
}
