package directory_test

import (
	"context"
	"testing"
	"time"

	"tramway/internal/directory"
	"tramway/internal/org"
	"tramway/internal/org/orgtest"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

// doors are an installation at which somebody had a way in when they left, and none when
// the job that takes it began: an earlier run took it and did not come to its entry.
type doors struct{ directory.Accounts }

func (doors) WithAccount(_ context.Context, _ string, persons []string) (map[string]bool, error) {
	return map[string]bool{persons[0]: true}, nil
}
func (doors) PersonLeaves(context.Context, string, string) (int, bool, error) { return 0, false, nil }

// A program that ends between taking a leaver's way in and recording that records it
// when it runs again.
func TestThatALeaverWasShutOutIsNotLost(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		m := directory.New(doors{}, "", nil)
		m.Heirs(m.Life().Heirs)
		h := orgtest.New(t, e, org.Config{Migrations: []sqldb.Migrations{directory.Migrations}, Jobs: m.Jobs()})
		gone := add(t, h, directory.NewPerson{Name: "GONE"})
		if err := m.LeavePerson(t.Context(), h.Org, admin, gone, ""); err != nil {
			t.Fatal(err)
		}
		for end := time.Now().Add(10 * time.Second); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
			for _, entry := range orgtest.Entries(t, h.Org) {
				if entry.Action == "directory.person.shut_out" && entry.Object == ref.To("person", gone).String() {
					return
				}
			}
		}
		t.Error("nothing says that they were shut out")
	})
}
