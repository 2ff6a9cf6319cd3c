package notify

import (
	"tramway/internal/backupevent"
	"tramway/internal/directory/directoryevent"
	"tramway/internal/dissolution/dissolutionevent"
	"tramway/internal/identity/identityevent"
	"tramway/internal/impersonation/impersonationevent"
	"tramway/internal/plans/plansevent"
	"tramway/internal/proof/proofevent"
	"tramway/internal/verification/verificationevent"
)

// ofHouse is what administrators have to know of their organisation.
var ofHouse = []source{
	governing(func(backupevent.Missed) notice { return notice{Kind: "backup_missed"} }),
	governing(func(directoryevent.Exported) notice { return notice{Kind: "people_exported"} }),
	governing(func(e identityevent.Recovery) notice {
		return notice{Kind: "recovery_" + e.Step, Actor: e.Person, Ref: "recovery:" + e.Person}
	}),
	governing(func(e identityevent.Emergency) notice {
		return notice{Kind: "emergency_sign_in", Actor: e.Person, Ref: "person:" + e.Person}
	}),
	governing(func(e verificationevent.Decided) notice {
		return notice{Kind: "verification_" + e.Outcome, Ref: "verification:" + e.ID}
	}),
	governing(func(e dissolutionevent.Changed) notice { return notice{Kind: "dissolution_" + e.Step, Actor: e.By} }),
	governing(func(e directoryevent.BulkViewed) notice {
		return notice{Kind: "bulk_viewed", Actor: e.Person, Ref: "person:" + e.Person}
	}),
	governing(func(e impersonationevent.Found) notice {
		return notice{Kind: "impersonation", Actor: e.Person, Ref: "impersonation:" + e.Case}
	}),
	governing(func(e proofevent.ReceiverFails) notice {
		return notice{Kind: "receiver_fails", Ref: "receiver:" + e.Receiver}
	}),
	governing(func(plansevent.MessagesEnd) notice { return notice{Kind: "plan_messages_end"} }),
}
