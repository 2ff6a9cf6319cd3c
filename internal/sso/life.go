package sso

import "tramway/internal/life"

// Life: who is whom at a provider goes with the person; providers and keys are the house's.
func (m *Module) Life() life.Parts {
	links := life.Copy{Table: "sso_links", Where: "person = ?"}
	return life.Parts{
		Copies:   []life.Copy{links},
		Erasures: []life.Erasure{life.Few("sso_links", links)},
		Others:   []life.Other{{Tables: []string{"sso_providers", "sso_keys"}, By: "house"}, {Tables: []string{"sso_assertions"}, By: "upkeep"}},
	}
}
