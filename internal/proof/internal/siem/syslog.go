package siem

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// facility 13 is that of audits (RFC 5424 table 1).
const facility = 13

// Frame is a syslog message (RFC 5424) with its length before it (RFC 5425 section 4.3).
func (e Event) Frame(f Format) []byte {
	at := time.UnixMicro(e.Entry.At).UTC().Format("2006-01-02T15:04:05.000000Z07:00")
	host, _, _ := strings.Cut(e.Origin, "/")
	message := fmt.Sprintf("<%d>1 %s %s tramway - %s - %s", facility*8+syslogSeverity(ClassOf(e.Entry.Action).Severity), at,
		word(host, 255), word(e.Entry.Action, 32), e.Message(f))
	return []byte(strconv.Itoa(len(message)) + " " + message)
}

// syslogSeverity is one of RFC 5424 table 2: informational, notice, warning, error.
func syslogSeverity(ocsf int) int { return []int{6, 6, 5, 4, 3, 2}[min(max(ocsf, 0), 5)] }

// word is a text as a field of the header: visible ASCII, not too long, "-" for none.
func word(text string, most int) string {
	out := strings.Map(func(r rune) rune {
		if r <= ' ' || r > '~' {
			return -1
		}
		return r
	}, text)
	if out == "" {
		return "-"
	}
	return out[:min(len(out), most)]
}
