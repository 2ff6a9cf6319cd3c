package httpapi

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"sync"

	"github.com/danielgtaylor/huma/v2"

	"tramway/internal/fault"
	"tramway/internal/lang"
	"tramway/internal/page"
	"tramway/internal/sqldb"
)

// Problem is an error answer (RFC 9457) with a stable code.
type Problem struct {
	Type   string         `json:"type" doc:"always about:blank: the code says it all"`
	Title  string         `json:"title"`
	Status int            `json:"status"`
	Detail string         `json:"detail" doc:"what happened and what to do, in the reader's language"`
	Code   string         `json:"code" doc:"stable name of the error"`
	Trace  string         `json:"trace,omitempty" doc:"quote this when asking for help"`
	Errors []ProblemField `json:"errors,omitempty"`

	retryAfter int
}

// ProblemField is one bad input.
type ProblemField struct {
	Location string `json:"location" doc:"where: body.name, query.limit"`
	Code     string `json:"code"`
	Message  string `json:"message"`
}

func (p *Problem) Error() string { return p.Code }

// GetStatus implements huma.StatusError.
func (p *Problem) GetStatus() int { return p.Status }

// ContentType implements huma.ContentTypeFilter.
func (p *Problem) ContentType(string) string { return "application/problem+json" }

// status of each kind; the one place where they meet.
var statuses = map[fault.Kind]int{
	fault.Internal:    http.StatusInternalServerError,
	fault.Invalid:     http.StatusUnprocessableEntity,
	fault.Unknown:     http.StatusUnauthorized,
	fault.Denied:      http.StatusForbidden,
	fault.NotFound:    http.StatusNotFound,
	fault.Conflict:    http.StatusConflict,
	fault.TooLarge:    http.StatusRequestEntityTooLarge,
	fault.TooMany:     http.StatusTooManyRequests,
	fault.Unavailable: http.StatusServiceUnavailable,
	fault.Unreadable:  http.StatusServiceUnavailable,
}

// problemOf turns an error into the answer. What nobody classified is logged
// whole and shown as a code only.
func problemOf(ctx context.Context, log *slog.Logger, err error) *Problem {
	var done *Problem
	if errors.As(err, &done) {
		return done
	}
	c := callOf(ctx)
	if errors.Is(err, page.ErrCursor) {
		err = fault.Bad("query.cursor", "cursor")
	}
	if ctx.Err() != nil {
		// The reader hung up; nobody sees this answer, and it is no fault of ours.
		err = fault.Wrap(err, fault.Unavailable, "unavailable")
	}
	f := fault.Of(err)
	if f == nil || f.Kind == fault.Internal {
		log.ErrorContext(ctx, "request failed", "trace", c.Request, "error", err)
		f = unclassified(err)
	}
	p := &Problem{Type: "about:blank", Status: statuses[f.Kind], Code: f.Code, Title: http.StatusText(statuses[f.Kind]),
		Detail: lang.Text(c.Lang, "error."+f.Code, f.Args), Trace: c.Request}
	for _, bad := range f.Fields {
		p.Errors = append(p.Errors, ProblemField{bad.Location, bad.Code, lang.Text(c.Lang, "field."+bad.Code, bad.Args)})
	}
	if n, ok := f.Args["seconds"].(int); ok {
		p.retryAfter = n
	}
	return p
}

// soon is when to try again what the storage could not do.
const soon = 5 // seconds

// unclassified is what is told of an error that no module gave a name.
func unclassified(err error) *fault.Error {
	switch sqldb.TroubleOf(err) {
	case sqldb.Full:
		return fault.New(fault.Unavailable, "storage_full", fault.Args{"seconds": soon})
	case sqldb.Away:
		return fault.New(fault.Unavailable, "storage_away", fault.Args{"seconds": soon})
	}
	return fault.New(fault.Internal, "internal")
}

func (s *Server) refuse(w http.ResponseWriter, r *http.Request, err error) {
	p := problemOf(r.Context(), s.cfg.Log, err)
	p.header(w.Header().Set)
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(p.Status)
	_ = json.NewEncoder(w).Encode(p) // the reader is gone if this fails
}

func (p *Problem) header(set func(name, value string)) {
	if p.retryAfter > 0 {
		set("Retry-After", strconv.Itoa(p.retryAfter))
	}
}

// speakProblems makes the library's own refusals (a missing field, a wrong type)
// problems of ours. The library keeps the hook in a global, hence once.
var speakProblems = sync.OnceFunc(func() {
	huma.NewErrorWithContext = func(hc huma.Context, status int, msg string, errs ...error) huma.StatusError {
		var c = &Call{Lang: lang.English}
		if hc != nil {
			c = callOf(hc.Context())
		}
		p := &Problem{Type: "about:blank", Status: status, Title: http.StatusText(status), Code: "invalid", Trace: c.Request}
		for _, e := range errs {
			p.Errors = append(p.Errors, fieldOf(c.Lang, e))
		}
		args := fault.Args(nil)
		switch status {
		case http.StatusRequestEntityTooLarge:
			p.Code, args = "too_large", fault.Args{"max": hc.Operation().MaxBodyBytes}
		case http.StatusInternalServerError:
			p.Code = "internal"
		}
		p.Detail = lang.Text(c.Lang, "error."+p.Code, args)
		return p
	}
	huma.NewError = func(status int, msg string, errs ...error) huma.StatusError {
		return huma.NewErrorWithContext(nil, status, msg, errs...)
	}
})

var number = regexp.MustCompile(`\d+`)

// fieldOf translates one of the library's complaints.
func fieldOf(l string, err error) ProblemField {
	d, ok := err.(huma.ErrorDetailer)
	if !ok {
		return ProblemField{"body", "invalid_value", lang.Text(l, "field.invalid_value", nil)}
	}
	e := d.ErrorDetail()
	code, args := complaint(e.Message, number.FindString(e.Message))
	location := strings.Trim(e.Location, ".")
	if name := missingProperty(e.Message); name != "" {
		location = strings.Trim(location+"."+name, ".")
	}
	return ProblemField{location, code, lang.Text(l, "field."+code, args)}
}

// complaint finds which rule the library's English text is about.
func complaint(message, n string) (code string, args fault.Args) {
	switch {
	case strings.HasPrefix(message, "expected required property"), strings.HasPrefix(message, "required "):
		return "required", nil
	case strings.HasPrefix(message, "expected length <="):
		return "too_long", fault.Args{"max": n}
	case strings.HasPrefix(message, "expected length >="):
		return "too_short", fault.Args{"min": n}
	case strings.HasPrefix(message, "expected array length <="):
		return "too_many", fault.Args{"max": n}
	case strings.HasPrefix(message, "expected value to be one of"):
		return "unknown_choice", nil
	case strings.HasPrefix(message, "unexpected property"):
		return "unknown_field", nil
	}
	return "invalid_value", nil
}

// missingProperty is the name of an absent property: the library reports it at
// the object around it.
func missingProperty(message string) string {
	rest, ok := strings.CutPrefix(message, "expected required property ")
	if !ok {
		return ""
	}
	name, _, _ := strings.Cut(rest, " ")
	return name
}

// Refuse answers a request outside the described API with a problem.
func (s *Server) Refuse(w http.ResponseWriter, r *http.Request, err error) { s.refuse(w, r, err) }
