package app

import (
	"context"
	"slices"
	"testing"
	"time"

	"tramway/internal/access"
	"tramway/internal/announce"
	"tramway/internal/chat"
	"tramway/internal/chatimport"
	"tramway/internal/ding"
	"tramway/internal/directory"
	"tramway/internal/framework"
	"tramway/internal/guest"
	"tramway/internal/hook"
	"tramway/internal/host"
	"tramway/internal/impersonation"
	"tramway/internal/life"
	"tramway/internal/moderation"
	"tramway/internal/monitoring"
	"tramway/internal/notify"
	"tramway/internal/org"
	"tramway/internal/org/orgtest"
	"tramway/internal/presence"
	"tramway/internal/preview"
	"tramway/internal/proof"
	"tramway/internal/reach"
	"tramway/internal/retention"
	"tramway/internal/search"
	"tramway/internal/sqldb"
	"tramway/internal/sso"
	"tramway/internal/todo"
	"tramway/internal/verification"
)

// nobody has an account in these tests.
type nobody struct{}

func (nobody) WithAccount(context.Context, string, []string) (map[string]bool, error) {
	return nil, nil
}
func (nobody) Invite(context.Context, host.Invitation) (string, time.Time, error) {
	return "", time.Time{}, nil
}
func (nobody) Uninvite(context.Context, string, []string) (bool, error)        { return true, nil }
func (nobody) LastSeen(context.Context, string) (map[string]time.Time, error)  { return nil, nil }
func (nobody) PersonLeaves(context.Context, string, string) (int, bool, error) { return 0, false, nil }
func (nobody) ClaimMail(context.Context, string, []string) error               { return nil }
func (nobody) Proved(context.Context, string) (bool, error)                    { return true, nil }
func (nobody) Certified(context.Context, string) (bool, error)                 { return false, nil }
func (nobody) Reachable(context.Context, string, []string) (map[string]bool, error) {
	return nil, nil
}
func (nobody) Guarded(context.Context, string, []string) (map[string]bool, error) { return nil, nil }
func (nobody) Held(context.Context, string, string) (any, error)                  { return nil, nil }

// lived are the modules with tables, put together as the program does.
type lived struct {
	dir   *directory.Module
	kept  *retention.Module
	parts life.Parts
	jobs  []org.JobKind
	subs  []org.Subscriber
}

func newLived(t *testing.T) lived {
	t.Helper()
	l := lived{dir: directory.New(nobody{}, "", nil)}
	talk := chat.New(chatNames{l.dir})
	notices := notify.New(noticeNames{l.dir}, noticeTalks{talk}, notify.Config{})
	rights := access.New(Rules(), places{l.dir}, nobody{})
	l.kept = retention.New(retained{l.dir}, nobody{})
	finds := search.New(talks{talk}, searchNames{l.dir})
	var err error
	if l.parts, err = livesOf(l.dir, talk, notices, rights, proof.New(proof.Config{People: proofNames{l.dir}}), l.kept, verification.New(verification.Config{}), impersonation.New(faces{l.dir}), finds, announce.New(announced{l.dir}), ding.New(ding.Config{}), reach.New(reachPeople{l.dir}, talk), todo.New(todoNames{l.dir}, todoTalks{talk}), moderation.New(judgedPeople{l.dir}, judgedTalks{talk}), preview.New(linkTalks{talk}, nil, ""), hook.New(robotTalks{talk}, ""), presence.New(l.dir, talk), monitoring.New(watchedNotices{}, watchedPeople{l.dir}, watchedTalks{talk}), chatimport.New(oldTalks{talk}, oldPeople{l.dir}), guest.New(guestPeople{l.dir}, guestTalks{talk}, nil, nil, ""), sso.New(sso.Config{}), framework.New()); err != nil {
		t.Fatal(err)
	}
	l.dir.Heirs(l.parts.Heirs)
	l.kept.Keeps(l.parts)
	l.jobs = slices.Concat(l.dir.Jobs(), rights.Jobs(), l.kept.Jobs(), finds.Jobs())
	l.subs = slices.Concat(notices.Subscribers(), finds.Subscribers())
	return l
}

// hostLife is the same for the installation's tables: the sign-in side of a person
// goes into their copy (accountsHeld) and with their account (host.PersonLeaves).
func hostLife(t *testing.T) life.Parts {
	t.Helper()
	tables, err := sqldb.Tables([]sqldb.Migrations{host.Migrations})
	if err != nil {
		t.Fatal(err)
	}
	return life.Together(tables, life.Parts{
		Copies: []life.Copy{{Table: "accounts", Where: "id = ?"}, {Table: "memberships", Where: "account = ?"}, {Table: "sessions", Where: "account = ?"}, {Table: "passkeys", Where: "account = ?"}, {Table: "authenticators", Where: "account = ?"}, {Table: "mobiles", Where: "account = ?"}, {Table: "devices", Where: "account = ?"}},
		Others: []life.Other{{Tables: []string{"accounts", "memberships", "sessions", "passkeys", "operators", "authenticators", "recovery_codes", "mobiles", "devices"}, By: "account"},
			{Tables: []string{"organisations", "name_keys", "reviews", "mail_claims", "org_pictures", "org_picture_bands"}, By: "house"}, {Tables: []string{"ceremonies", "company_ceremonies", "invitations", "throttles", "challenges", "resets", "mobile_codes", "recoveries", "recovery_approvals", "join_links", "joiners"}, By: "upkeep"}},
	})
}

func addPerson(t *testing.T, h *orgtest.House, name string) string {
	t.Helper()
	id, err := directory.AddPerson(t.Context(), h.Org, org.System("test"), directory.NewPerson{Name: name})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// settle lets the house do what is due and clear away.
func settle(t *testing.T, h *orgtest.House) {
	t.Helper()
	now := sqldb.At(h.Now())
	for end := time.Now().Add(30 * time.Second); ; time.Sleep(5 * time.Millisecond) {
		if err := h.Write(t.Context(), org.System("test"), func(*org.Tx) error { return nil }); err != nil { // wakes the house
			t.Fatal(err)
		}
		// The nightly purge always waits: a house that has none yet has only just opened.
		n, err := sqldb.One[int](t.Context(), h.Read(), `SELECT count(*) + CASE WHEN EXISTS (SELECT 1 FROM {o}.jobs WHERE job_key='retention.purge') THEN 0 ELSE 1 END
			FROM {o}.jobs WHERE state <> 'dead' AND due <= ?`, now)
		if err != nil {
			t.Fatal(err)
		}
		if n == 0 {
			break
		}
		if time.Now().After(end) {
			t.Fatal("jobs are still due")
		}
	}
	if err := h.Tidy(t.Context()); err != nil {
		t.Fatal(err)
	}
}
