package proof

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"tramway/internal/httpapi"
	"tramway/internal/org"
	"tramway/internal/plan"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
)

type exportIn struct {
	Filter
	Format string `query:"format" enum:"csv,jsonl" default:"csv"`
}

func (m *Module) exportRoutes(s *httpapi.Server) {
	httpapi.Handle(s, route("GET", "/export", "The entries as CSV or JSON Lines", Export), m.export)
}

// export streams: the whole record may be larger than the memory. What is
// exported, and by whom, is itself an entry.
func (m *Module) export(ctx context.Context, c *httpapi.Call, in *exportIn) (*huma.StreamResponse, error) {
	if err := c.Org.Plan().Allow(plan.RecordExport, 1); err != nil {
		return nil, err
	}
	err := c.Org.Write(ctx, c.Who(), func(tx *org.Tx) error {
		tx.Record(org.Entry{Action: "record.export", Object: ref.To("organisation", c.Org.ID), After: map[string]any{
			"format": in.Format, "actor": in.Actor, "action": in.Action, "object": in.Object, "from": in.From, "to": in.To}})
		return nil
	})
	if err != nil {
		return nil, err
	}
	o := c.Org.Again()
	return &huma.StreamResponse{Body: func(hc huma.Context) {
		defer o.Close()
		kind := map[string]string{"csv": "text/csv; charset=utf-8", "jsonl": "application/jsonl"}[in.Format]
		hc.SetHeader("Content-Type", kind)
		hc.SetHeader("Content-Disposition", `attachment; filename="record.`+in.Format+`"`)
		write := writeJSONL
		if in.Format == "csv" {
			write = writeCSV
		}
		// An error in the middle ends the download short; the browser reports it.
		_ = write(hc.BodyWriter(), func(fn func(Entry) error) error { return each(hc.Context(), o, in.Filter, fn) })
	}}, nil
}

// each reads the filtered entries oldest first, row by row.
func each(ctx context.Context, o *org.Org, f Filter, fn func(Entry) error) error {
	_, _, head, err := o.Checkpoint(ctx)
	if err != nil {
		return err
	}
	q := f.query()
	if err := q.settled(ctx, o); err != nil {
		return err
	}
	return sqldb.Each(ctx, o.Read(), q.rows(`ORDER BY `+q.order), q.args, func(r row) error {
		e, err := open(r, head.Size)
		if err != nil {
			return err
		}
		return fn(e)
	})
}

func writeJSONL(w io.Writer, rows func(func(Entry) error) error) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return rows(func(e Entry) error { return enc.Encode(e) })
}

var csvHeader = []string{"index", "id", "at", "actor", "actor_kind", "action", "object", "device", "address", "request", "before", "after", "note"}

// writeCSV begins with a byte order mark, so that Excel reads Chinese, and
// disarms cells that a spreadsheet would run as formulas.
func writeCSV(w io.Writer, rows func(func(Entry) error) error) error {
	if _, err := w.Write([]byte("\xEF\xBB\xBF")); err != nil {
		return err
	}
	out := csv.NewWriter(w)
	if err := out.Write(csvHeader); err != nil {
		return err
	}
	err := rows(func(e Entry) error {
		index := ""
		if e.Index != nil {
			index = strconv.FormatInt(*e.Index, 10)
		}
		note, err := json.Marshal(e.Note)
		if err != nil {
			return err
		}
		cells := []string{index, e.ID, e.At.Format(time.RFC3339Nano), e.ActorID, e.ActorKind, e.Action, e.Object, e.Device, e.Address,
			e.Request, string(e.Before), string(e.After), string(note)}
		for i := range cells {
			cells[i] = disarm(cells[i])
		}
		return out.Write(cells)
	})
	out.Flush()
	if err == nil {
		err = out.Error()
	}
	return err
}

func disarm(cell string) string {
	if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
		return "'" + cell
	}
	return cell
}
