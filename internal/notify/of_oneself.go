package notify

import (
	"tramway/internal/chatimport/chatimportevent"
	"tramway/internal/identity/identityevent"
	"tramway/internal/monitoring/monitoringevent"
	"tramway/internal/retention/retentionevent"
)

// ofOneself is what somebody has to know of their own account and data.
var ofOneself = []source{
	personal(func(e identityevent.NewDevice) ([]string, notice) {
		return []string{e.Person}, notice{Kind: "new_device", Ref: "session:" + e.Session}
	}),
	personal(func(e identityevent.SignedOut) ([]string, notice) {
		return []string{e.Person}, notice{Kind: "signed_out", Actor: e.By, Ref: "person:" + e.Person}
	}),
	personal(func(e retentionevent.CopyReady) ([]string, notice) {
		n := notice{Kind: "copy_ready", Ref: "copy:" + e.Copy}
		if e.Person != e.For {
			n.Kind = "other_copy_ready"
		}
		return []string{e.For}, n
	}),
	personal(func(e chatimportevent.Ended) ([]string, notice) {
		if e.State == "cancelled" {
			return nil, notice{}
		}
		return []string{e.By}, notice{Kind: "chat_import_" + e.State, Ref: "chat_import:" + e.Import}
	}),
	personal(func(e monitoringevent.Begun) ([]string, notice) {
		return []string{e.Person}, notice{Kind: "conversations_read", Actor: e.By, Ref: "reading:" + e.Reading}
	}),
}
