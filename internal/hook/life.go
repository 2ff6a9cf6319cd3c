package hook

import "tramway/internal/life"

// Life: robots are no persons, and go with the house.
func (m *Module) Life() life.Parts {
	return life.Parts{Others: []life.Other{{Tables: []string{"robots", "robot_signatures", "hook_rules"}, By: "house"}}}
}
