package apptest

import (
	"bytes"
	"log/slog"
	"strings"
	"sync"
)

// Log keeps what the program said, so that an error nobody expected fails the
// test even if every answer looked right.
type Log struct {
	mu       sync.Mutex
	text     bytes.Buffer
	expected []string
}

// Logger writes warnings and errors here.
func (l *Log) Logger() *slog.Logger {
	return slog.New(slog.NewTextHandler(l, &slog.HandlerOptions{Level: slog.LevelWarn}))
}

// Write implements io.Writer.
func (l *Log) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(b)
}

// Expect announces errors that contain a text.
func (l *Log) Expect(text string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.expected = append(l.expected, text)
}

// Unexpected are the error lines nobody announced.
func (l *Log) Unexpected() []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	var out []string
	for line := range strings.Lines(l.text.String()) {
		if strings.Contains(line, "level=ERROR") && !l.announced(line) {
			out = append(out, strings.TrimSpace(line))
		}
	}
	return out
}

func (l *Log) announced(line string) bool {
	// A house that closes stops what it is doing, on either engine.
	if strings.Contains(line, "context canceled") || strings.Contains(line, "sqlite3: interrupted") {
		return true
	}
	for _, e := range l.expected {
		if strings.Contains(line, e) {
			return true
		}
	}
	return false
}

// String is all that was logged.
func (l *Log) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}
