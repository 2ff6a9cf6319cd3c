package httpapi

import (
	"bufio"
	"context"
	"net"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"tramway/internal/fault"
	"tramway/internal/host"
	"tramway/internal/id"
	"tramway/internal/lang"
)

// policy lets the page load only what we serve. Styles may be inline because the
// component library computes them; scripts may not.
const policy = "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; " +
	"media-src 'self' blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self'; manifest-src 'self'; object-src 'none'; " +
	"base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

// outer is what every request passes: it gets an id, an address and a language,
// is limited, may not come from elsewhere, and may not crash the program.
func (s *Server) outer(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		start := time.Now()
		c := &Call{Request: id.New("rq", s.now()), Lang: lang.Pick(r.Header.Get("Accept-Language")),
			Client: host.Client{Device: device(r.UserAgent()), Address: s.address(r), Cookie: deviceCookie(r)}}
		r = r.WithContext(context.WithValue(r.Context(), callKey{}, c))
		s.headers(w.Header(), c)
		rec := &statusWriter{ResponseWriter: w}
		defer s.done(rec, r, c, start)
		if err := s.before(w.Header(), r, c); err != nil {
			s.refuse(rec, r, err)
			return
		}
		next.ServeHTTP(rec, r)
	})
}

func (s *Server) now() time.Time { return s.cfg.Clock.Now() }

func (s *Server) headers(h http.Header, c *Call) {
	h.Set("Content-Security-Policy", policy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "same-origin")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Permissions-Policy", "geolocation=(self), camera=(self), microphone=(self)")
	h.Set("X-Request-Id", c.Request)
	if s.origin.Scheme == "https" {
		h.Set("Strict-Transport-Security", "max-age=31536000")
	}
}

func (s *Server) before(h http.Header, r *http.Request, c *Call) error {
	if strings.HasPrefix(r.URL.Path, "/api/") {
		h.Set("Cache-Control", "no-store")
		left, wait := s.limits.take(c.Client.Address)
		h.Set("RateLimit", "limit="+strconv.Itoa(int(s.cfg.Rate))+", remaining="+strconv.Itoa(left)+", reset=1")
		if wait > 0 {
			return fault.New(fault.TooMany, "too_many_requests", fault.Args{"seconds": int(wait/time.Second) + 1})
		}
	}
	if err := plainAddress(r); err != nil {
		return err
	}
	return s.sameSite(r)
}

// done logs the request, and turns a panic into an answer and a log line.
func (s *Server) done(w *statusWriter, r *http.Request, c *Call, start time.Time) {
	if v := recover(); v != nil {
		if v == http.ErrAbortHandler {
			panic(v)
		}
		s.cfg.Log.Error("request panicked", "trace", c.Request, "panic", v)
		if w.status == 0 {
			s.refuse(w, r, fault.New(fault.Internal, "internal"))
		}
	}
	if s.cfg.Answered != nil {
		s.cfg.Answered(r.Pattern, w.status, time.Since(start))
	}
	if strings.HasPrefix(r.URL.Path, "/api/") {
		s.cfg.Log.Info("request", "method", r.Method, "path", r.URL.Path, "status", w.status,
			"ms", float64(time.Since(start).Microseconds())/1000, "trace", c.Request)
	}
}

// address is where the request came from; a named proxy is believed.
func (s *Server) address(r *http.Request) string {
	ip, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		ip = r.RemoteAddr
	}
	if fwd := r.Header.Get("X-Forwarded-For"); fwd != "" && slices.Contains(s.cfg.Proxies, ip) {
		hops := strings.Split(fwd, ",")
		if last := strings.TrimSpace(hops[len(hops)-1]); net.ParseIP(last) != nil {
			return last
		}
	}
	return ip
}

// device names browser and system in a few words, so that people recognise
// their sessions.
func device(agent string) string {
	browser, system := "Program", ""
	for _, b := range []struct{ mark, name string }{{"Edg/", "Edge"}, {"Firefox/", "Firefox"}, {"Chrome/", "Chrome"}, {"Safari/", "Safari"}} {
		if strings.Contains(agent, b.mark) {
			browser = b.name
			break
		}
	}
	for _, o := range []struct{ mark, name string }{{"Android", "Android"}, {"iPhone", "iPhone"}, {"iPad", "iPad"}, {"Windows", "Windows"}, {"Mac OS X", "macOS"}, {"Linux", "Linux"}} {
		if strings.Contains(agent, o.mark) {
			system = o.name
			break
		}
	}
	return strings.TrimSpace(browser + " " + system)
}

type statusWriter struct {
	http.ResponseWriter
	status int
}

func (w *statusWriter) WriteHeader(code int) {
	if w.status == 0 {
		w.status = code
	}
	w.ResponseWriter.WriteHeader(code)
}

func (w *statusWriter) Write(b []byte) (int, error) {
	if w.status == 0 {
		w.status = http.StatusOK
	}
	return w.ResponseWriter.Write(b)
}

// Unwrap lets http.ResponseController reach the real one.
func (w *statusWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// Hijack is for WebSocket upgrades, whose library asks for it by name.
func (w *statusWriter) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	conn, rw, err := http.NewResponseController(w.ResponseWriter).Hijack()
	if err == nil {
		w.status = http.StatusSwitchingProtocols
	}
	return conn, rw, err
}
