package verification

import "tramway/internal/life"

// Life: what was handed in is the organisation's, and goes with it.
func (m *Module) Life() life.Parts {
	return life.Parts{Others: []life.Other{{Tables: []string{"verifications", "verification_papers", "organisation_picture"}, By: "house"}}}
}
