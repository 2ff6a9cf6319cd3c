package monitoring

import "tramway/internal/life"

// Life is what happens to consents and readings: they are those of whom they concern, and
// of who read.
func (m *Module) Life() life.Parts {
	consents := life.Copy{Table: "monitoring_consents", Where: "person = ?"}
	readings := life.Copy{Table: "monitoring_readings", Where: "person = ? OR reader = ?"}
	return life.Parts{
		Copies:   []life.Copy{consents, readings},
		Erasures: []life.Erasure{life.Few("monitoring_consents", consents), life.Few("monitoring_readings", readings)},
		Others:   []life.Other{{Tables: []string{"monitoring_gates"}, By: "house"}},
	}
}
