package company

import (
	"slices"

	"tramway/internal/law"
)

func (in OvertimeIn) check() error {
	if err := whole("unit_minutes", in.Unit, 1, Defaults.LargestUnit); err != nil {
		return err
	}
	for _, n := range in.Minutes {
		if err := whole("minutes", n, 0, Defaults.LongestDay); err != nil {
			return err
		}
	}
	for _, s := range in.Shifts {
		if err := s.check(in.CountEarly); err != nil {
			return err
		}
	}
	return apart(in.Shifts)
}

func (s Shift) check(early bool) error {
	if err := law.InReach("shifts.scheduled_end", s.End.Date()); err != nil {
		return err
	}
	if s.Punched && abs(s.End.MinutesUntil(s.Out)) > int64(Defaults.LongestDay) {
		return law.Bad("shifts.punched_out", law.CodeAbsurd, law.Text("value", s.Out.String()))
	}
	switch {
	case !s.HasStart && early:
		return law.Bad("shifts.scheduled_start", law.CodeMissing)
	case !s.HasStart:
		return nil
	case !s.Start.Before(s.End):
		return law.Bad("shifts.scheduled_end", law.CodeOrder, law.Text("from", s.Start.String()), law.Text("to", s.End.String()))
	case s.Punched && s.Out.Before(s.In):
		return law.Bad("shifts.punched_out", law.CodeOrder, law.Text("from", s.In.String()), law.Text("to", s.Out.String()))
	case s.Start.MinutesUntil(s.End) > int64(Defaults.LongestShift) || abs(s.In.MinutesUntil(s.Start)) > int64(Defaults.LongestDay):
		return law.Bad("shifts.scheduled_start", law.CodeAbsurd, law.Text("value", s.Start.String()))
	}
	return nil
}

// apart refuses shifts that share time: their minutes would be counted twice.
func apart(shifts []Shift) error {
	sorted := slices.Clone(shifts)
	slices.SortFunc(sorted, func(a, b Shift) int { return int(b.End.MinutesUntil(a.End)) })
	for i := 1; i < len(sorted); i++ {
		before, now := sorted[i-1], sorted[i]
		begins := now.End
		if now.HasStart {
			begins = now.Start
		}
		if !before.End.Before(now.End) || begins.Before(before.End) || before.Punched && begins.Before(before.Out) {
			return law.Bad("shifts", law.CodeOverlap, law.Text("date", now.End.String()))
		}
	}
	return nil
}

func abs(n int64) int64 { return max(n, -n) }
