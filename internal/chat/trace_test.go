package chat

import (
	"bytes"
	"html"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/unicode/norm"
)

var traceSecret = bytes.Repeat([]byte{7}, 32)

// woven puts a trace into a text as the page does (web/src/modules/chat/trace.ts): after
// twelve characters, and then after each twenty.
func woven(text, trace string) string {
	var b strings.Builder
	for i, r := range []rune(text) {
		if i >= 12 && (i-12)%20 == 0 {
			b.WriteString(trace)
		}
		b.WriteRune(r)
	}
	return b.String()
}

func sealed(t *testing.T, device int64, at time.Time) []byte {
	t.Helper()
	trace, err := sealTrace(traceSecret, device, at)
	if err != nil {
		t.Fatal(err)
	}
	return trace
}

// A trace is read after a text went through plain text, HTML and an editor that brings
// text into Unicode's normal form, and from each part of forty characters.
func TestATraceSurvivesItsWay(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 11, 23, 9, 41, 0, 0, time.UTC)
	trace := sealed(t, 4711, at)
	text := woven(strings.Repeat("報價 <b>三百萬</b> & cafe\u0301, 不要外傳。The price is 3.2m. ", 4), writeTrace(trace))
	for way, got := range map[string]string{
		"plain text": strings.ReplaceAll(text, "\n", "\r\n"),
		"HTML":       html.UnescapeString("<p>" + html.EscapeString(text) + "</p>"),
		"NFC":        norm.NFC.String(text),
		"NFD, NFC":   norm.NFC.String(norm.NFD.String(text)),
	} {
		found := findTraces(got)
		if len(found) != 1 {
			t.Fatalf("%s: %d traces", way, len(found))
		}
		if n, when, ok := openTrace(traceSecret, found[0]); !ok || n != 4711 || !when.Equal(at) {
			t.Errorf("%s: %d %v %v", way, n, when, ok)
		}
	}
	visible := 0
	runes := []rune(text)
	for from := range runes { // each part with forty characters that are seen
		if hidden(runes[from]) {
			continue
		}
		to := from
		for visible = 0; to < len(runes) && visible < 40; to++ {
			if !hidden(runes[to]) {
				visible++
			}
		}
		if visible < 40 {
			break
		}
		if len(findTraces(string(runes[from:to]))) != 1 {
			t.Fatalf("the part from %d has no trace", from)
		}
	}
}

func hidden(r rune) bool { return r >= traceMark && r <= traceZero+3 }

// What another house made, or somebody changed, is not read.
func TestATraceIsNotForged(t *testing.T) {
	t.Parallel()
	trace := sealed(t, 1, traceEpoch)
	if _, _, ok := openTrace(bytes.Repeat([]byte{8}, 32), trace); ok {
		t.Error("read with another secret")
	}
	for i := range trace {
		bad := bytes.Clone(trace)
		bad[i] ^= 1
		if _, _, ok := openTrace(traceSecret, bad); ok {
			t.Errorf("read though byte %d is another", i)
		}
	}
	for _, k := range []struct {
		device int64
		at     time.Time
	}{{-1, traceEpoch}, {1 << deviceBits, traceEpoch}, {1, traceEpoch.Add(-time.Minute)}, {1, traceEpoch.Add(time.Minute << minuteBits)}} {
		if _, err := sealTrace(traceSecret, k.device, k.at); err == nil {
			t.Errorf("%v has a trace", k)
		}
	}
}

func FuzzFindTraces(f *testing.F) {
	f.Add("a\u2060\u2061\u2062")
	f.Add(writeTrace(make([]byte, traceBytes)))
	f.Fuzz(func(t *testing.T, text string) {
		for _, trace := range findTraces(text) {
			if !strings.Contains(text, writeTrace(trace)) {
				t.Errorf("%x is not in the text", trace)
			}
		}
	})
}
