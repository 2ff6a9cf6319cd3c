package notify

import (
	"fmt"

	"tramway/internal/announce/announceevent"
	"tramway/internal/chat/chatevent"
	"tramway/internal/guest/guestevent"
	"tramway/internal/moderation/moderationevent"
	"tramway/internal/todo/todoevent"
)

// ofTalk is what people say to each other, and what came of what they kept for later.
var ofTalk = []source{
	personal(func(e chatevent.MembersChanged) ([]string, notice) {
		return e.Joined, notice{Kind: "joined", Actor: e.By, Ref: "conversation:" + e.Conversation}
	}),
	personal(func(e announceevent.Told) ([]string, notice) {
		n := notice{Kind: "announced", Actor: e.By, Ref: "announcement:" + e.Announcement}
		switch {
		case e.Again:
			n.Kind = "announced_again"
		case e.Confirm:
			n.Kind = "announced_to_confirm"
		}
		return e.Persons, n
	}),
	personal(func(e announceevent.Reminded) ([]string, notice) {
		return e.Persons, notice{Kind: "announcement_reminder", Ref: "announcement:" + e.Announcement}
	}),
	personal(func(e moderationevent.Told) ([]string, notice) {
		return []string{e.Person}, notice{Kind: e.Kind, Ref: "conversation:" + e.Conversation}
	}),
	personal(func(e chatevent.Unsent) ([]string, notice) {
		return []string{e.Person}, notice{Kind: "unsent", Ref: "scheduled:" + e.Conversation}
	}),
	personal(func(e chatevent.Reminded) ([]string, notice) {
		return []string{e.Person}, notice{Kind: "reminder", Ref: fmt.Sprintf("message:%s/%d", e.Conversation, e.Seq)}
	}),
	personal(func(e todoevent.Given) ([]string, notice) {
		return []string{e.Person}, notice{Kind: "todo_given", Actor: e.By, Ref: "todo:" + e.Todo}
	}),
	personal(func(e todoevent.Done) ([]string, notice) {
		return []string{e.Giver}, notice{Kind: "todo_done", Actor: e.By, Ref: "todo:" + e.Todo}
	}),
	personal(func(e guestevent.Told) ([]string, notice) {
		n := notice{Kind: e.Kind, Actor: e.Guest, Ref: "guests:"}
		if e.Conversation != "" {
			n.Ref = "conversation:" + e.Conversation
		}
		return e.Persons, n
	}),
}
