// Package crash kills an installation at random instants and looks whether
// anything that was acknowledged is missing. It holds tests only; `make crash
// ROUNDS=n` runs more of them.
//
// Floor: 7
package crash
