package httpapi

import (
	"bytes"
	"context"
	"crypto/sha256"
	"io"
	"net/http"
	"strconv"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"tramway/internal/fault"
	"tramway/internal/org"
)

// A change that carries an Idempotency-Key happens at most once: a repeat within a
// day is given the first answer, whether or not that ever arrived.
const (
	onceHeader   = "Idempotency-Key"
	onceReplayed = "Idempotency-Replayed"
	onceKeyMax   = 200
	onceAnswer   = 256 << 10 // bytes of an answer that are kept
)

func onceParam() *huma.Param {
	most := onceKeyMax
	return &huma.Param{Name: onceHeader, In: "header", Schema: &huma.Schema{Type: "string", MaxLength: &most},
		Description: "a repeat within a day, under the same key, is given the first answer and changes nothing"}
}

// once runs next at most once for a key, or gives the first answer again.
func (s *Server) once(hc huma.Context, r Route, c *Call, next func(huma.Context)) {
	req, w := humago.Unwrap(hc)
	key := req.Header.Get(onceHeader)
	if key == "" || req.Method == http.MethodGet || c.Org == nil {
		next(huma.WithContext(hc, context.WithValue(hc.Context(), callKey{}, c)))
		return
	}
	done, err := s.claim(req, c, key, hc.Operation().MaxBodyBytes)
	if err != nil {
		s.refuse(w, req, err)
		return
	}
	if done != nil {
		repeat(w, done)
		return
	}
	kept := &keeper{ResponseWriter: w}
	req = req.WithContext(context.WithValue(req.Context(), callKey{}, c))
	next(humago.NewContext(hc.Operation(), req, kept))
	if kept.status/100 != 5 && kept.body.Len() <= onceAnswer && !r.Secret {
		if err := c.Org.Answered(context.WithoutCancel(req.Context()), c.Who(), kept.status, w.Header().Get("Content-Type"), kept.body.Bytes()); err != nil {
			s.cfg.Log.Error("keeping an answer", "trace", c.Request, "error", err)
		}
	}
}

// claim reads what is asked and looks for an earlier use of the key.
func (s *Server) claim(req *http.Request, c *Call, key string, limit int64) (*org.Done, error) {
	if len(key) > onceKeyMax {
		return nil, fault.Bad("header."+onceHeader, "too_long", fault.Args{"max": onceKeyMax})
	}
	body, err := io.ReadAll(io.LimitReader(req.Body, limit+1)) // the route refuses what is longer
	if err != nil {
		return nil, fault.Wrap(err, fault.Unavailable, "unavailable")
	}
	req.Body = io.NopCloser(bytes.NewReader(body))
	h := sha256.New()
	for _, part := range []string{req.Method, req.URL.RequestURI(), strconv.Itoa(len(body))} {
		_, _ = io.WriteString(h, part+"\n") // a hash takes everything
	}
	_, _ = h.Write(body)
	c.once = org.Once{Key: key, Digest: h.Sum(nil)}
	done, err := c.Org.Repeated(req.Context(), c.Who())
	if err == nil && done != nil && done.Status == 0 {
		// It was done, and whoever did it died before answering, or is still answering.
		err = fault.New(fault.Conflict, "idempotency_in_use")
	}
	return done, err
}

func repeat(w http.ResponseWriter, d *org.Done) {
	if d.Kind != "" {
		w.Header().Set("Content-Type", d.Kind)
	}
	w.Header().Set(onceReplayed, "true")
	w.WriteHeader(d.Status)
	_, _ = w.Write(d.Answer.V) // whoever does not read it asks again
}

// keeper remembers an answer as it goes out.
type keeper struct {
	http.ResponseWriter
	status int
	body   bytes.Buffer
}

func (k *keeper) WriteHeader(code int) {
	k.status = code
	k.ResponseWriter.WriteHeader(code)
}

func (k *keeper) Write(b []byte) (int, error) {
	if k.status == 0 {
		k.status = http.StatusOK
	}
	if k.body.Len() <= onceAnswer {
		k.body.Write(b)
	}
	return k.ResponseWriter.Write(b)
}

// Unwrap lets http.ResponseController reach the real one.
func (k *keeper) Unwrap() http.ResponseWriter { return k.ResponseWriter }
