// Package siem says entries of the record in the forms that security teams collect:
// OCSF 1.8.0 events and CEF lines, in syslog messages (RFC 5424) over TLS (RFC 5425).
//
// What it promises: a message never holds what an object was before and after unless
// that is asked for; no text of an entry ends a field, a line or a frame; a batch counts as
// delivered only when the receiver has read it to its end.
//
// Floor: 4
package siem

import (
	_ "embed"
	"strconv"
	"strings"

	"tramway/internal/record"
)

// Event is an entry on its way out.
type Event struct {
	Entry   record.Entry
	Index   int64  // place in the record; -1: none, of a test
	Name    string // the action in English words
	Origin  string // name of the log
	Version string // of the program
	Bodies  bool   // also what the object was before and after, and the note
}

// Class is where OCSF puts an action.
type Class struct {
	UID      int // of the event class
	Activity int // within the class; 99: another
	Severity int // 1 informational, 2 low, 3 medium, 4 high
}

// The OCSF classes that actions are mapped to.
const (
	accountChange  = 3001
	authentication = 3002
	entities       = 3004
	userAccess     = 3005
	groups         = 3006
	apiActivity    = 6003
	fileHosting    = 6006
)

//go:embed classes.tsv
var table string

// Classes are all recorded actions with their class: action, class, activity and
// severity in a line.
var Classes = readClasses(table)

func readClasses(text string) map[string]Class {
	out := map[string]Class{}
	for line := range strings.Lines(text) {
		f := strings.Split(strings.TrimSpace(line), "\t")
		out[f[0]] = Class{number(f[1]), number(f[2]), number(f[3])}
	}
	return out
}

func number(text string) int {
	n, err := strconv.Atoi(text)
	if err != nil {
		panic("siem: the table of classes: " + err.Error()) // found by any test
	}
	return n
}

// ClassOf an action; one of a later release is an activity of the API.
func ClassOf(action string) Class {
	if c, ok := Classes[action]; ok {
		return c
	}
	return Class{apiActivity, 99, 1}
}

// Format is how an event is written.
type Format string

// The formats.
const (
	OCSF Format = "ocsf"
	CEF  Format = "cef"
)

// MaxMessage is the size in bytes that receivers should take (RFC 5425 section 4.3.1):
// a larger message leaves out what the object was before and after.
const MaxMessage = 8192

// Message is the event in a format.
func (e Event) Message(f Format) string {
	text := e.ocsf()
	if f == CEF {
		text = e.cef()
	}
	if len(text) > MaxMessage && e.Bodies {
		e.Bodies = false
		return e.Message(f)
	}
	return text
}
