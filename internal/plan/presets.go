package plan

import "slices"

// Presets are plans to begin with; an operator changes them and adds others. Where
// what such plans hold is told in two ways, both are here.
var Presets = []Plan{
	{Name: "free", Limits: map[string]int64{Members: 100, MessageDays: 30}, Off: map[string]bool{Grants: true, RecordExport: true, SSO: true}},
	{Name: "free-200", Limits: map[string]int64{Members: 200, MessageDays: 30}, Off: map[string]bool{Grants: true, RecordExport: true, SSO: true}},
	{Name: "basic", Limits: map[string]int64{Storage: 2 << 40}, Off: map[string]bool{Grants: true, RecordExport: true, SSO: true}},
	{Name: "professional", Off: map[string]bool{Grants: true}},
	{Name: "enterprise"},
}

// Preset finds one by its name.
func Preset(name string) (Plan, bool) {
	i := slices.IndexFunc(Presets, func(p Plan) bool { return p.Name == name })
	if i < 0 {
		return Plan{}, false
	}
	return Presets[i], true
}
