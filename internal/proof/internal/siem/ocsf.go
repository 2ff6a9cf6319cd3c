package siem

import (
	"encoding/json"
	"strings"
	"unicode/utf16"

	"tramway/internal/record"
)

// schema is the release of OCSF that events are written in (https://schema.ocsf.io):
// later ones move accounts and rights to other classes.
const schema = "1.8.0"

const (
	failed    = 2 // status_id
	aUser     = 1 // type_id of a user
	aSystem   = 3
	plainFile = 1 // type_id of a file
)

type object map[string]any

// ocsf is the event as JSON in plain ASCII: a syslog message of other characters would
// have to begin with a mark that many receivers do not take off.
func (e Event) ocsf() string {
	c := ClassOf(e.Entry.Action)
	out := object{"class_uid": c.UID, "category_uid": c.UID / 1000, "activity_id": c.Activity, "type_uid": c.UID*100 + c.Activity,
		"severity_id": c.Severity, "time": e.Entry.At / 1000, "message": e.Name, "metadata": e.metadata(), "actor": actor(e.Entry),
		"src_endpoint": source(e.Entry), "unmapped": e.rest()}
	for name, value := range e.about(c.UID) {
		out[name] = value
	}
	if isFailure(e.Entry.Action) {
		out["status_id"] = failed
	}
	text, err := json.Marshal(out)
	if err != nil {
		panic("siem: " + err.Error()) // entries are JSON already
	}
	return ascii(string(text))
}

func isFailure(action string) bool {
	return action == "account.sign_in_failed" || action == "account.recovery.wrong_code"
}

func (e Event) metadata() object {
	m := object{"version": schema, "uid": e.Entry.ID, "tenant_uid": e.Entry.Org, "log_name": e.Origin, "event_code": e.Entry.Action,
		"product": object{"name": "Tramway", "vendor_name": "Tramway", "version": e.Version}}
	if e.Index >= 0 {
		m["sequence"] = e.Index
	}
	return m
}

func actor(e record.Entry) object {
	if e.Actor.Kind == "system" {
		return object{"app_name": "tramway " + e.Actor.ID}
	}
	out := object{"user": object{"uid": e.Actor.ID, "type_id": aUser, "type": e.Actor.Kind}}
	if e.Session != "" {
		out["session"] = object{"uid": e.Session}
	}
	return out
}

func source(e record.Entry) object {
	if e.Address == "" {
		return object{"svc_name": "tramway"}
	}
	return object{"ip": e.Address}
}

// about is what a class needs to know of the object.
func (e Event) about(class int) object {
	kind, id, _ := strings.Cut(e.Entry.Object, ":")
	switch class {
	case authentication:
		return object{"user": e.user(kind, id), "service": object{"name": "Tramway"}}
	case accountChange:
		return object{"user": e.user(kind, id)}
	case userAccess:
		return object{"user": e.user(kind, id), "privileges": []string{e.Entry.Action}}
	case groups:
		return object{"group": object{"uid": id, "type": kind}}
	case entities:
		return object{"entity": object{"uid": id, "type": kind, "name": e.Entry.Object}}
	case fileHosting:
		return object{"file": object{"name": e.Entry.Object, "type_id": plainFile}}
	}
	return object{"api": object{"operation": e.Entry.Action, "request": object{"uid": e.Entry.Request}}}
}

func (e Event) user(kind, id string) object {
	if kind == "person" {
		return object{"uid": id, "type_id": aUser}
	}
	if e.Entry.Actor.Kind == "system" {
		return object{"uid": e.Entry.Actor.ID, "type_id": aSystem}
	}
	return object{"uid": e.Entry.Actor.ID, "type_id": aUser}
}

// rest is what OCSF has no place for.
func (e Event) rest() object {
	out := object{"action": e.Entry.Action, "object": e.Entry.Object}
	if e.Entry.Device != "" {
		out["device"] = e.Entry.Device
	}
	if !e.Bodies {
		return out
	}
	if e.Entry.Before != nil {
		out["before"] = e.Entry.Before
	}
	if e.Entry.After != nil {
		out["after"] = e.Entry.After
	}
	if len(e.Entry.Note) > 0 {
		out["note"] = e.Entry.Note
	}
	return out
}

// ascii writes every other character as JSON's \u escapes.
func ascii(text string) string {
	const hex = "0123456789abcdef"
	var b strings.Builder
	for _, r := range text {
		if r < 0x80 {
			b.WriteRune(r)
			continue
		}
		for _, u := range utf16.Encode([]rune{r}) {
			b.WriteString(`\u`)
			for shift := 12; shift >= 0; shift -= 4 {
				b.WriteByte(hex[u>>shift&15])
			}
		}
	}
	return b.String()
}
