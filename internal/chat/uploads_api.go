package chat

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/tus/tusd/v2/pkg/handler"
	"golang.org/x/exp/slog"

	"tramway/internal/chat/internal/store"
	"tramway/internal/fault"
	"tramway/internal/httpapi"
	"tramway/internal/org"
	"tramway/internal/sqldb"
)

// UploadPath names an upload in an address.
type UploadPath struct {
	ID string `path:"id" maxLength:"40"`
}

// uploadRoutes speak tus 1.0 (tus.io/protocols/resumable-upload): creation, and its
// "with upload" form; HEAD says how far it came; PATCH goes on; DELETE gives it up.
func (m *Module) uploadRoutes(s *httpapi.Server) {
	type serve = func(h *handler.UnroutedHandler) http.HandlerFunc
	tus := func(method, path, summary string, pick serve) {
		r := route(method, "/uploads"+path, summary, Use)
		r.Status = map[string]int{"POST": http.StatusCreated, "HEAD": http.StatusOK}[method]
		if r.Status == 0 {
			r.Status = http.StatusNoContent
		}
		if path == "" {
			httpapi.Handle(s, r, func(ctx context.Context, c *httpapi.Call, _ *struct{}) (*huma.StreamResponse, error) {
				return m.tus(s, c, "", pick), nil
			})
			return
		}
		httpapi.Handle(s, r, func(ctx context.Context, c *httpapi.Call, in *UploadPath) (*huma.StreamResponse, error) {
			return m.tus(s, c, in.ID, pick), nil
		})
	}
	tus("POST", "", "Begin to send a file (tus 1.0)", func(h *handler.UnroutedHandler) http.HandlerFunc { return h.PostFile })
	tus("HEAD", "/{id}", "How far a file of mine came", func(h *handler.UnroutedHandler) http.HandlerFunc { return h.HeadFile })
	tus("PATCH", "/{id}", "Go on sending a file", func(h *handler.UnroutedHandler) http.HandlerFunc { return h.PatchFile })
	tus("DELETE", "/{id}", "Give up sending a file", func(h *handler.UnroutedHandler) http.HandlerFunc { return h.DelFile })
}

// tus lets the protocol's library answer. It sees one organisation and one person.
func (m *Module) tus(s *httpapi.Server, c *httpapi.Call, id string, pick func(*handler.UnroutedHandler) http.HandlerFunc) *huma.StreamResponse {
	o := c.Org.Again()
	return &huma.StreamResponse{Body: func(hc huma.Context) {
		defer o.Close()
		w, r := httpapi.Plain(hc)
		to := &uploads{m: m, c: c, o: o}
		answer := &tusAnswer{ResponseWriter: w, base: "/api/v1/o/" + o.ID + "/uploads"}
		answer.refuse = func(status int) { s.Refuse(w, r, to.problem(status)) }
		h, err := handler.NewUnroutedHandler(handler.Config{StoreComposer: to.composer(), BasePath: answer.base, Cors: &handler.CorsConfig{Disable: true},
			DisableDownload: true, DisableConcatenation: true, Logger: slog.New(slog.NewTextHandler(io.Discard, nil))})
		if err != nil {
			s.Refuse(w, r, err)
			return
		}
		own := r.Clone(r.Context())
		own.URL.Path = "/" + id
		own.Header.Del("X-HTTP-Method-Override") // the method is the one that was admitted
		h.Middleware(pick(h)).ServeHTTP(answer, own)
	}}
}

// tusAnswer turns the library's refusals into problems, and its addresses into ours.
type tusAnswer struct {
	http.ResponseWriter
	base    string
	refuse  func(status int)
	refused bool
}

func (a *tusAnswer) WriteHeader(code int) {
	h := a.Header()
	if code >= http.StatusBadRequest {
		h.Del("Content-Type")
		h.Del("Content-Length")
		a.refused = true
		a.refuse(code)
		return
	}
	if at := h.Get("Location"); at != "" {
		h.Set("Location", a.base+at[strings.LastIndexByte(at, '/'):]) // a proxy may know us by another name
	}
	a.ResponseWriter.WriteHeader(code)
}

func (a *tusAnswer) Write(b []byte) (int, error) {
	if a.refused {
		return len(b), nil
	}
	return a.ResponseWriter.Write(b)
}

// Unwrap lets http.ResponseController reach the real one.
func (a *tusAnswer) Unwrap() http.ResponseWriter { return a.ResponseWriter }

// uploads is where the library puts what comes: one person's, in one organisation.
type uploads struct {
	m   *Module
	c   *httpapi.Call
	o   *org.Org
	err error // why it was refused, in our words
}

func (s *uploads) composer() *handler.StoreComposer {
	c := handler.NewStoreComposer()
	c.UseCore(s)
	c.UseTerminater(s)
	c.UseLocker(s.m.locks)
	return c
}

// problem is what to tell: our own reason, or the library's by its status.
func (s *uploads) problem(status int) error {
	if s.err != nil {
		return s.err
	}
	switch status {
	case http.StatusNotFound, http.StatusGone:
		return fault.New(fault.NotFound, "not_found")
	case http.StatusConflict:
		return fault.New(fault.Conflict, "upload_offset")
	case http.StatusLocked:
		return fault.New(fault.Conflict, "upload_busy")
	case http.StatusRequestEntityTooLarge:
		return fault.New(fault.TooLarge, "upload_longer")
	}
	return fault.New(fault.Invalid, "upload_protocol")
}

// refuse keeps the reason: the library knows a status only.
func (s *uploads) refuse(err error) error {
	if err == nil {
		return nil
	}
	if errors.Is(err, sqldb.ErrNone) {
		return handler.ErrNotFound
	}
	s.err = err
	return handler.NewError("ERR_REFUSED", "refused", http.StatusInternalServerError)
}

// NewUpload implements handler.DataStore.
func (s *uploads) NewUpload(ctx context.Context, info handler.FileInfo) (handler.Upload, error) {
	kind, about, err := described(info.MetaData)
	if err != nil {
		return nil, s.refuse(err)
	}
	u, err := s.m.begin(ctx, s.c, info.Size, kind, about)
	return &upload{s, u}, s.refuse(err)
}

// GetUpload implements handler.DataStore.
func (s *uploads) GetUpload(ctx context.Context, id string) (handler.Upload, error) {
	u, err := store.UploadOf(ctx, s.o.Read(), s.c.Person(), id)
	return &upload{s, u}, s.refuse(err)
}

// AsTerminatableUpload implements handler.TerminaterDataStore.
func (s *uploads) AsTerminatableUpload(u handler.Upload) handler.TerminatableUpload {
	return u.(*upload)
}

// upload is one of them.
type upload struct {
	of *uploads
	u  store.Upload
}

// WriteChunk implements handler.Upload.
func (u *upload) WriteChunk(ctx context.Context, _ int64, from io.Reader) (int64, error) {
	n, err := write(ctx, u.of.o, u.of.c.Who(), &u.u, from)
	return n, u.of.refuse(err)
}

// GetInfo implements handler.Upload.
func (u *upload) GetInfo(context.Context) (handler.FileInfo, error) {
	return handler.FileInfo{ID: u.u.ID, Size: u.u.Size, Offset: u.u.Got}, nil
}

// GetReader implements handler.Upload: nothing is read back before a message has it.
func (u *upload) GetReader(context.Context) (io.ReadCloser, error) {
	return nil, handler.ErrNotImplemented
}

// FinishUpload implements handler.Upload.
func (u *upload) FinishUpload(ctx context.Context) error {
	return u.of.refuse(finish(ctx, u.of.o, u.of.c.Who(), u.u))
}

// Terminate implements handler.TerminatableUpload.
func (u *upload) Terminate(ctx context.Context) error {
	return u.of.refuse(u.of.o.Write(ctx, u.of.c.Who(), func(tx *org.Tx) error {
		tx.Exempt("upload")
		return dropUploads(tx, []string{u.u.ID})
	}))
}
