package chat

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"net/http"
	"slices"
	"strconv"
	"time"

	"tramway/internal/chat/internal/store"
	"tramway/internal/fault"
	"tramway/internal/httpapi"
	"tramway/internal/life"
	"tramway/internal/org"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
)

// Trace is the action of reading who copied a text.
const Trace = "chat.trace.read"

// ahead is how many minutes' traces a page is given at once: it has one at hand whenever
// somebody copies, without asking each minute.
const ahead = 60

// tracesOf are the traces of a device's copies from a minute on, written in invisible
// characters. The first time a device asks it gets a number.
func (m *Module) tracesOf(ctx context.Context, o *org.Org, who org.Who, from time.Time) ([]string, error) {
	var secret string
	var device int64
	err := o.Write(ctx, who, func(tx *org.Tx) (err error) {
		tx.Exempt("trace")
		if secret, err = store.TraceSecret(tx.Ctx, tx); err != nil {
			return err
		}
		if secret == "" {
			var b [32]byte
			_, _ = rand.Read(b[:]) // never fails on a supported system
			secret = hex.EncodeToString(b[:])
			if err := store.SetTraceSecret(tx.Ctx, tx, secret); err != nil {
				return err
			}
		}
		if device, err = store.CopyDeviceOf(tx.Ctx, tx, who.ID, who.Session); err != nil || device > 0 {
			return err
		}
		device, err = store.AddCopyDevice(tx.Ctx, tx, store.CopyDevice{Person: who.ID, Session: who.Session, Device: sqldb.Seal(who.Device), At: micros(tx)})
		return err
	})
	if err != nil {
		return nil, err
	}
	key, err := hex.DecodeString(secret)
	if err != nil {
		return nil, err
	}
	out := make([]string, ahead)
	for i := range out {
		trace, err := sealTrace(key, device, from.Add(time.Duration(i)*time.Minute))
		if err != nil {
			return nil, err
		}
		out[i] = writeTrace(trace)
	}
	return out, nil
}

// Copied is who copied a text, on what and when.
type Copied struct {
	Person  Member    `json:"person"`
	Device  string    `json:"device"`
	Session string    `json:"session_id"`
	At      time.Time `json:"at" doc:"the minute"`
}

// ReadTrace says who copied a text; what carries no trace of this organisation gives an
// empty list. Reading is recorded, with those it led to and not with the text.
func (m *Module) ReadTrace(ctx context.Context, o *org.Org, who org.Who, text string) ([]Copied, error) {
	secret, err := store.TraceSecret(ctx, o.Read())
	if err != nil {
		return nil, err
	}
	key, err := hex.DecodeString(secret)
	if err != nil {
		return nil, err
	}
	var numbers []int64
	var times []time.Time
	for _, t := range findTraces(text) {
		if n, at, ok := openTrace(key, t); ok && secret != "" && len(numbers) < mostTraces {
			numbers, times = append(numbers, n), append(times, at)
		}
	}
	out, err := m.copiedBy(ctx, o, numbers, times)
	if err != nil {
		return nil, err
	}
	persons := []string{}
	for _, c := range out {
		if !slices.Contains(persons, c.Person.ID) {
			persons = append(persons, c.Person.ID)
		}
	}
	return out, o.Write(ctx, who, func(tx *org.Tx) error {
		tx.Record(org.Entry{Action: "chat.trace.read", Object: ref.To("organisation", o.ID), After: map[string]any{"persons": persons}, Note: map[string]string{"traces": strconv.Itoa(len(numbers))}})
		return nil
	})
}

// mostTraces is how many different ones are read of a text.
const mostTraces = 50

func (m *Module) copiedBy(ctx context.Context, o *org.Org, numbers []int64, times []time.Time) ([]Copied, error) {
	devices, err := store.CopyDevices(ctx, o.Read(), numbers)
	if err != nil {
		return nil, err
	}
	by, ids := map[int64]store.CopyDevice{}, []string{}
	for _, d := range devices {
		by[d.N], ids = d, append(ids, d.Person)
	}
	names, err := m.people.Names(ctx, o.Read(), ids)
	out := []Copied{}
	for i, n := range numbers {
		if d, known := by[n]; known {
			out = append(out, Copied{member(d.Person, "", names), d.Device.V, d.Session, times[i]})
		}
	}
	return out, err
}

type tracesOut struct {
	Body struct {
		From   time.Time `json:"from_at" doc:"the minute of the first"`
		Traces []string  `json:"traces" doc:"one a minute, in invisible characters"`
	}
}

type copiedOut struct {
	Body struct {
		Items []Copied `json:"items"`
	}
}

func (m *Module) traceRoutes(s *httpapi.Server) {
	httpapi.Handle(s, route(http.MethodPost, "/chat/traces", "What my copies of traced conversations carry, for the next hour", Use), func(ctx context.Context, c *httpapi.Call, _ *struct{}) (*tracesOut, error) {
		g, err := GatesOf(ctx, c.Org.Read())
		if err != nil {
			return nil, err
		}
		if !g.Traced {
			return nil, fault.New(fault.Conflict, "trace_off")
		}
		out := &tracesOut{}
		out.Body.From = c.Org.Now().Truncate(time.Minute)
		out.Body.Traces, err = m.tracesOf(ctx, c.Org, c.Who(), out.Body.From)
		return out, err
	})
	read := route(http.MethodPost, "/chat/traces/read", "Who copied a text; reading is recorded", Trace)
	read.Fresh = true
	httpapi.Handle(s, read, func(ctx context.Context, c *httpapi.Call, in *struct {
		Body struct {
			Text string `json:"text" maxLength:"200000"`
		}
	}) (*copiedOut, error) {
		out := &copiedOut{}
		var err error
		out.Body.Items, err = m.ReadTrace(ctx, c.Org, c.Who(), in.Body.Text)
		return out, err
	})
}

func countTraced(ctx context.Context, q sqldb.Q, person string) (life.Due, error) {
	n, err := store.CountCopyDevices(ctx, q, person)
	return life.Due{Rows: n}, err
}

func eraseTraced(tx *org.Tx, person string, _ sqldb.Micros, _ int) (int, error) {
	n, err := store.DropCopyDevices(tx.Ctx, tx, person)
	return int(n), err
}
