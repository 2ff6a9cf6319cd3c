package plan

import "slices"

// Presets are plans to begin with; an operator changes them and adds others. Where
// what such plans hold is told in two ways, both are here.
var Presets = []Plan{
	{Name: "free", Limits: map[string]int64{Members: 100, MessageDays: 30}, Off: without(professional, enterprise)},
	{Name: "free-200", Limits: map[string]int64{Members: 200, MessageDays: 30}, Off: without(professional, enterprise)},
	{Name: "basic", Limits: map[string]int64{Storage: 2 << 40}, Off: without(professional, enterprise)},
	{Name: "professional", Limits: map[string]int64{Storage: 2 << 40}, Off: without(enterprise)},
	{Name: "enterprise"},
}

// What a larger preset adds to the smaller: the professional one ways in for programs,
// single sign-on and the record as a file and at receivers (F048); the enterprise one
// the record's reviews, rights beyond the roles, a key of one's own (F043), evidence for
// frameworks (F042) and the choice of a region (F041).
var (
	professional = []string{API, SSO, RecordExport, RecordSend}
	enterprise   = []string{RecordReview, Grants, OwnKey, Frameworks, Region}
)

func without(all ...[]string) map[string]bool {
	out := map[string]bool{}
	for _, what := range slices.Concat(all...) {
		out[what] = true
	}
	return out
}

// Preset finds one by its name.
func Preset(name string) (Plan, bool) {
	i := slices.IndexFunc(Presets, func(p Plan) bool { return p.Name == name })
	if i < 0 {
		return Plan{}, false
	}
	return Presets[i], true
}
