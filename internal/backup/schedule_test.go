package backup_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"tramway/internal/backup"
	"tramway/internal/clock"
)

func at(text string) time.Time {
	v, err := time.ParseInLocation("2006-01-02 15:04", text, clock.HongKong)
	if err != nil {
		panic(err)
	}
	return v
}

func TestABackupIsPlannedForTheNightInHongKong(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		schedule  backup.Schedule
		now, want string
	}{
		{backup.Daily, "2026-11-22 02:29", "2026-11-21 02:30"}, {backup.Daily, "2026-11-22 02:30", "2026-11-22 02:30"},
		{backup.Daily, "2026-01-01 00:10", "2025-12-31 02:30"},
		{backup.Weekly, "2026-11-22 02:29", "2026-11-15 02:30"}, {backup.Weekly, "2026-11-22 02:30", "2026-11-22 02:30"}, // a Sunday
		{backup.Weekly, "2026-11-28 23:59", "2026-11-22 02:30"}, {backup.Weekly, "2027-01-01 12:00", "2026-12-27 02:30"},
		{backup.Monthly, "2026-11-01 02:29", "2026-10-01 02:30"}, {backup.Monthly, "2026-11-30 12:00", "2026-11-01 02:30"},
		{backup.Monthly, "2026-01-01 00:00", "2025-12-01 02:30"},
	} {
		if got := c.schedule.Last(at(c.now)); !got.Equal(at(c.want)) {
			t.Errorf("%s at %s: %v, want %s", c.schedule, c.now, got, c.want)
		}
	}
	if backup.Never.Due(at("2026-11-22 12:00"), time.Time{}) || backup.Never.Missed(at("2026-11-22 12:00"), time.Time{}) {
		t.Error("never is due")
	}
	if backup.Schedule("hourly").Check() == nil || backup.Weekly.Check() != nil {
		t.Error("which schedules there are")
	}
}

func TestABackupThatDoesNotComeIsMissedTwelveHoursLater(t *testing.T) {
	t.Parallel()
	last := at("2026-11-15 02:31")
	for now, want := range map[string][2]bool{ // due, missed
		"2026-11-21 12:00": {false, false}, "2026-11-22 02:30": {true, false}, "2026-11-22 14:29": {true, false}, "2026-11-22 14:30": {true, true}} {
		if due, missed := backup.Weekly.Due(at(now), last), backup.Weekly.Missed(at(now), last); due != want[0] || missed != want[1] {
			t.Errorf("%s: due %v, missed %v", now, due, missed)
		}
	}
}

// The planned time is never after now, never further back than the schedule's
// length, and what is made at it is not due before the next.
func TestPlannedTimes(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		now := time.Unix(rapid.Int64Range(1_700_000_000, 2_500_000_000).Draw(t, "now"), 0)
		for schedule, longest := range map[backup.Schedule]time.Duration{backup.Daily: 24 * time.Hour, backup.Weekly: 7 * 24 * time.Hour, backup.Monthly: 31 * 24 * time.Hour} {
			last := schedule.Last(now)
			if last.After(now) || now.Sub(last) >= longest || schedule.Due(now, last) || !schedule.Due(now, last.Add(-time.Second)) {
				t.Fatalf("%s at %v: %v", schedule, now, last)
			}
		}
	})
}

// Of many the newest few stay, none that is older than the keys in it may be, and
// always the newest.
func TestOldBackupsGo(t *testing.T) {
	t.Parallel()
	now := at("2026-11-22 12:00")
	for _, c := range []struct {
		ages []int // days
		keep int
		left []int
	}{{[]int{1, 8, 15, 22, 29, 36}, 8, []int{1, 8, 15, 22, 29}}, {[]int{1, 2, 3, 4}, 2, []int{1, 2}}, {[]int{40, 50}, 8, []int{40}}, {[]int{1, 2}, 0, []int{1}}, {nil, 3, nil}} {
		dir := t.TempDir()
		var want []string
		for _, days := range c.ages {
			name := "tramway-backup-" + now.AddDate(0, 0, -days).UTC().Format("20060102T150405Z") + ".age"
			if err := os.WriteFile(filepath.Join(dir, name), nil, 0o600); err != nil {
				t.Fatal(err)
			}
			if slices.Contains(c.left, days) {
				want = append(want, name)
			}
		}
		if err := os.WriteFile(filepath.Join(dir, "something else.age"), nil, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := backup.Keep(t.Context(), backup.Folder(dir), c.keep, now); err != nil {
			t.Fatal(err)
		}
		all, err := backup.Folder(dir).All(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, f := range all {
			got = append(got, filepath.Base(f.Path))
		}
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%v, keep %d: %v left", c.ages, c.keep, got)
		}
	}
}
