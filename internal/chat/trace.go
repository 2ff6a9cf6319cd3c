package chat

import (
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/binary"
	"errors"
	"strings"
	"time"
)

// A trace says on which device and in which minute a text was copied. It is ten bytes:
// four of a code that proves it, and six that hold a device's number (22 bits) and the
// minute (26 bits, counted from traceEpoch) covered by what follows from that code. Nobody
// without the house's secret reads or makes one, and the same copy has the same trace.
//
// Written, it is a mark and forty invisible characters, two bits each. They are operators
// that no script joins letters by and at which no line breaks, and that Unicode's
// normal forms leave alone.
const (
	traceMark  = '\u2060'
	traceZero  = '\u2061' // to U+2064: 0 to 3
	traceBytes = 10
)

var traceEpoch = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)

const (
	deviceBits = 22
	minuteBits = 26
)

var errTrace = errors.New("chat: too many devices, or a time outside all traces")

// sealTrace makes a trace.
func sealTrace(secret []byte, device int64, at time.Time) ([]byte, error) {
	minute := int64(at.Sub(traceEpoch) / time.Minute)
	if device < 0 || device >= 1<<deviceBits || minute < 0 || minute >= 1<<minuteBits {
		return nil, errTrace
	}
	var plain [8]byte
	binary.BigEndian.PutUint64(plain[:], uint64(device)<<minuteBits|uint64(minute))
	code := traceCode(secret, "trace code", plain[2:])[:4]
	out := append([]byte{}, code...)
	cover := traceCode(secret, "trace cover", code)
	for i, b := range plain[2:] {
		out = append(out, b^cover[i])
	}
	return out, nil
}

// openTrace reads one; ok is false for what this house did not make.
func openTrace(secret, trace []byte) (device int64, at time.Time, ok bool) {
	if len(trace) != traceBytes {
		return 0, at, false
	}
	var plain [8]byte
	cover := traceCode(secret, "trace cover", trace[:4])
	for i, b := range trace[4:] {
		plain[2+i] = b ^ cover[i]
	}
	if subtle.ConstantTimeCompare(traceCode(secret, "trace code", plain[2:])[:4], trace[:4]) != 1 {
		return 0, at, false
	}
	n := binary.BigEndian.Uint64(plain[:])
	return int64(n >> minuteBits), traceEpoch.Add(time.Duration(n&(1<<minuteBits-1)) * time.Minute), true
}

func traceCode(secret []byte, what string, of []byte) []byte {
	h := hmac.New(sha256.New, secret)
	h.Write([]byte(what)) // a hash takes everything
	h.Write(of)
	return h.Sum(nil)
}

// writeTrace gives the invisible characters of a trace.
func writeTrace(trace []byte) string {
	var b strings.Builder
	b.WriteRune(traceMark)
	for _, one := range trace {
		for shift := 6; shift >= 0; shift -= 2 {
			b.WriteRune(traceZero + rune(one>>shift&3))
		}
	}
	return b.String()
}

// findTraces reads the traces that stand whole in a text, each once, in order.
func findTraces(text string) (out [][]byte) {
	seen := map[string]bool{}
	for _, part := range strings.Split(text, string(traceMark))[1:] {
		trace := make([]byte, 0, traceBytes)
		n := 0
		for _, r := range part {
			if r < traceZero || r > traceZero+3 || n == 4*traceBytes {
				break
			}
			if n%4 == 0 {
				trace = append(trace, 0)
			}
			trace[n/4] = trace[n/4]<<2 | byte(r-traceZero)
			n++
		}
		if n == 4*traceBytes && !seen[string(trace)] {
			seen[string(trace)] = true
			out = append(out, trace)
		}
	}
	return out
}
