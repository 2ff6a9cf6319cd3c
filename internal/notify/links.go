package notify

import "strings"

// linkOf is the page of what a notice is about, by the kind of its ref.
var linkOf = map[string]func(id string) string{
	"conversation": func(id string) string { return "/im/" + id },
	"message": func(id string) string {
		conversation, seq, _ := strings.Cut(id, "/")
		return "/im/" + conversation + "?at=" + seq
	},
	"announcement":  func(id string) string { return "/announcements/" + id },
	"session":       func(id string) string { return "/me?session=" + id },
	"chat_import":   func(id string) string { return "/admin/messages/import?id=" + id },
	"guests":        func(string) string { return "/admin/messages/guests?view=outside" },
	"recovery":      func(string) string { return "/admin/recovery" },
	"verification":  func(string) string { return "/admin/verification" },
	"impersonation": func(string) string { return "/admin/people/likeness" },
	"receiver":      func(string) string { return "/admin/record/receivers" },
	"reading":       func(string) string { return "/me" },
}

// linkFor is the page of a kind of notice whose ref has none.
var linkFor = map[string]string{
	"backup_missed": "/admin/record", "bulk_viewed": "/admin/record",
	"dissolution_asked": "/admin/verification", "dissolution_agreed": "/admin/verification", "dissolution_stopped": "/admin/verification", "dissolution_restored": "/admin/verification",
	"copy_ready": "/me", "other_copy_ready": "/admin/data?view=people", "signed_out": "/me",
	"people_exported": "/admin/downloads", "plan_messages_end": "/admin/messages",
	"unsent": "/im/later?tab=scheduled", "todo_given": "/im/later?tab=todos", "todo_done": "/im/later?tab=given",
}

// link is the page on which to act on a notice, below the organisation's address; "": none.
func link(n notice) string {
	kind, id, _ := strings.Cut(n.Ref, ":")
	if of, ok := linkOf[kind]; ok {
		return of(id)
	}
	return linkFor[n.Kind]
}
