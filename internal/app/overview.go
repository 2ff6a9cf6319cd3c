package app

import (
	"context"
	"time"

	"tramway/internal/backup"
	"tramway/internal/doctor"
	"tramway/internal/host"
	"tramway/internal/org"
	"tramway/internal/overview"
)

// installationPoints are what concerns every organisation of the installation, and its
// house as such: whoever runs the installation mends these.
func (a *App) installationPoints(h *houses) []overview.Point {
	return []overview.Point{
		{Name: "backup", Look: a.backupPoint},
		{Name: "certificate", Look: func(ctx context.Context, _ *org.Org) (overview.State, overview.Args, error) {
			return certificatePoint(ctx, h, a.now()), nil, nil
		}},
		{Name: "jobs", Look: jobsPoint},
		{Name: "verified", Link: "/admin/verification", Look: a.verifiedPoint},
	}
}

func (a *App) backupPoint(_ context.Context, o *org.Org) (overview.State, overview.Args, error) {
	if a.keeper == nil || a.Config.Backup.Schedule == string(backup.Never) {
		return overview.Better, nil, nil
	}
	last := time.Unix(a.keeper.last.Load(), 0)
	if backup.Schedule(a.Config.Backup.Schedule).Missed(a.now(), last) {
		return overview.Broken, overview.Args{"last": last.In(o.Zone()).Format(time.DateOnly)}, nil
	}
	return overview.Fine, nil, nil
}

// certificatePoint is the worst of the certificates; none where another program has them.
func certificatePoint(ctx context.Context, h *houses, now time.Time) overview.State {
	found := h.examineCertificates(ctx, now)
	if h.cfg.TLSCert != "" {
		found = append(found, doctor.Certificate(h.cfg.TLSCert, h.cfg.TLSKey, now))
	}
	if len(found) == 0 {
		return ""
	}
	return map[doctor.Grade]overview.State{doctor.Fault: overview.Broken, doctor.Warning: overview.Better, doctor.Fine: overview.Fine}[doctor.Worst(found)]
}

// jobsPoint: work that gave up does not go on by itself.
func jobsPoint(ctx context.Context, o *org.Org) (overview.State, overview.Args, error) {
	dead, err := o.DeadJobs(ctx)
	if dead > 0 {
		return overview.Broken, overview.Args{"n": dead}, err
	}
	return overview.Fine, nil, err
}

func (a *App) verifiedPoint(ctx context.Context, o *org.Org) (overview.State, overview.Args, error) {
	house, err := a.Host.Organisation(ctx, o.ID)
	if err != nil {
		return "", nil, err
	}
	switch {
	case house.Verified(a.now()):
		return overview.Fine, nil, nil
	case house.Standing == host.Own:
		return "", nil, nil // nothing to prove to themselves
	}
	return overview.Better, nil, nil
}

// installationEvidence is what the installation shows of itself to whoever audits.
func installationEvidence() []overview.Point {
	return []overview.Point{{Name: "cipher", Look: func(_ context.Context, o *org.Org) (overview.State, overview.Args, error) {
		return overview.Fine, overview.Args{"cipher": o.DB().Cipher()}, nil
	}}}
}
