package plan

import (
	"cmp"
	"fmt"
	"slices"

	"tramway/internal/fault"
)

// Kind says how a name is counted.
type Kind string

// The kinds.
const (
	Count  Kind = "count"
	Bytes  Kind = "bytes"
	Days   Kind = "days"
	Switch Kind = "switch" // there or not
)

// The names: what a plan may limit or leave out.
const (
	Members        = "members"        // people who have not left
	Administrators = "administrators" //
	Storage        = "storage"        // bytes of files in use
	MessageDays    = "message_days"   // how long messages are kept
	Grants         = "grants"         // single rights beside the roles
	RecordExport   = "record_export"  // the record as a file
	SSO            = "sso"            // signing in by the organisation's own provider
	API            = "api"            // ways in for programs: robots with an address
	RecordSend     = "record_send"    // the record sent on to receivers
	RecordReview   = "record_review"  // months of the record reviewed and signed
	OwnKey         = "own_key"        // a key that the organisation holds itself
	Frameworks     = "frameworks"     // evidence by the controls of legal frameworks
	Region         = "region"         // another region than the installation's own
)

// Name is a limit or a switch.
type Name struct {
	Name string `json:"name"`
	Kind Kind   `json:"kind" enum:"count,bytes,days,switch"`
}

// Names is the closed list.
var Names = []Name{{Members, Count}, {Administrators, Count}, {Storage, Bytes}, {MessageDays, Days}, {Grants, Switch}, {RecordExport, Switch}, {SSO, Switch},
	{API, Switch}, {RecordSend, Switch}, {RecordReview, Switch}, {OwnKey, Switch}, {Frameworks, Switch}, {Region, Switch}}

// KindOf finds a name in the list.
func KindOf(what string) (Kind, bool) {
	i := slices.IndexFunc(Names, func(n Name) bool { return n.Name == what })
	if i < 0 {
		return "", false
	}
	return Names[i].Kind, true
}

// shown is a limit as people read it.
func shown(what string, limit int64) string {
	if k, _ := KindOf(what); k != Bytes {
		return fmt.Sprint(limit)
	}
	for _, unit := range []struct {
		bytes int64
		name  string
	}{{1 << 40, "TB"}, {1 << 30, "GB"}, {1 << 20, "MB"}, {1 << 10, "KB"}} {
		if limit >= unit.bytes {
			return fmt.Sprintf("%.4g %s", float64(limit)/float64(unit.bytes), unit.name)
		}
	}
	return fmt.Sprintf("%d B", limit)
}

func byLocation(a, b fault.Field) int { return cmp.Compare(a.Location, b.Location) }
